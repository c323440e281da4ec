import type { AlarmName } from '../../incident/lifecycle/incident-event';
import type { Severity } from '../../incident/severity';
import { isMap } from '../../problems/untyped';

/** What a machine can read of a message of the engine. */
export interface EngineMessage {
  readonly kind: 'page' | 'fault' | 'undeduplicated page' | 'inform';
  readonly reason: string;
  readonly drill: boolean;
  readonly severity?: Severity;
  readonly tier?: number;
  readonly round?: number;
  /** Absent for what is about none. */
  readonly incidentId?: string;
  /** Service, or `operations`; absent where only the alarm is known. */
  readonly group?: string;
  /** The alarm it is about, where it names one. */
  readonly alarm?: AlarmName;
  readonly summary: string;
}

/**
 * Reads what the engine published from its form for machines, the text for HTTPS endpoints; undefined for a message of
 * somebody else.
 *
 * @param message the `Message` of a publication
 */
export function readEngineMessage(message: unknown): EngineMessage | undefined {
  const texts = parsedFields(message);
  const payload = parsedFields(texts?.['https']);
  if (payload === undefined) return undefined;
  return payload['schema'] === 'day2.page/1' ? readPage(payload) : readInform(payload);
}

type Fields = Readonly<Record<string, unknown>>;

function readPage(payload: Fields): EngineMessage {
  const { kind, reason, drill, severity, tier, round, incident, alarm, summary } = payload as Fields & {
    readonly incident?: { readonly id: string; readonly group: string };
    readonly alarm?: AlarmName;
  };
  return {
    kind: kind as EngineMessage['kind'],
    reason: String(reason),
    drill: drill === true,
    ...(severity !== undefined && { severity: severity as Severity }),
    ...(typeof tier === 'number' && { tier }),
    ...(typeof round === 'number' && { round }),
    ...(incident !== undefined && { incidentId: incident.id, group: incident.group }),
    ...(alarm !== undefined && { alarm }),
    summary: String(summary),
  };
}

function readInform(payload: Fields): EngineMessage | undefined {
  const metadata = fieldsOf(payload['metadata']);
  const context = fieldsOf(metadata?.['additionalContext']);
  if (context?.['schema'] === 'day2.request/1') return readRequestNotice(context, metadata?.['summary']);
  if (context?.['schema'] === 'day2.roster/1' || context?.['schema'] === 'day2.digest/1') return readPost(metadata);
  if (context?.['schema'] !== 'day2.inform/1') return undefined;
  return {
    kind: 'inform',
    reason: String(context['reason']),
    drill: context['drill'] === 'true',
    severity: context['severity'] as Severity,
    round: Number(context['round']),
    incidentId: String(context['incident']),
    group: String(context['group']),
    summary: String(metadata?.['summary']),
  };
}

/** What is posted to chat, about no incident: `day2.roster`, `day2.digest`. */
function readPost(metadata: Fields | undefined): EngineMessage {
  return { kind: 'inform', reason: String(metadata?.['eventType']).replace('day2.', ''), drill: false, summary: String(metadata?.['summary']) };
}

/** Of a request that is no incident, or not yet one. */
function readRequestNotice({ reason, group, request, severity }: Fields, summary: unknown): EngineMessage {
  return {
    kind: 'inform',
    reason: String(reason),
    drill: false,
    ...(severity !== undefined && { severity: severity as Severity }),
    incidentId: String(request),
    group: String(group),
    summary: String(summary),
  };
}

function fieldsOf(value: unknown): Fields | undefined {
  return isMap(value) ? value : undefined;
}

/** The members of a JSON object that is written as text; undefined for anything else. */
export function parsedFields(text: unknown): Fields | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
