import { begin, judgeSuppressed } from './begin-incident';
import type { EscalationPolicy } from './escalation-policy';
import type { Incident } from './incident';
import { incidentId } from './incident-id';
import type { OpeningEvent } from './incident-event';
import { attachedAlarm, promote } from './joined-alarms';
import { updateQuiet } from './recovery';
import { Turn, type Reduced, type TurnContext } from './turn';
import { compareSeverity } from '../severity';
import { MINUTE_MS } from '../../time/time';

/** What an incident is opened with. */
export interface Opening {
  readonly group: string;
  /** The latest incident of the group, which this one follows. */
  readonly previous?: Pick<Incident, 'id' | 'sequence'>;
  readonly policy: EscalationPolicy;
}

/** An event this much older than its arrival was not told, but found. */
const LATE_MS = 2 * MINUTE_MS;

/** A new incident, with its first tier paged. */
export function openIncident({ group, previous, policy }: Opening, event: OpeningEvent, context: TurnContext): Reduced {
  const { now } = context;
  const sequence = (previous?.sequence ?? 0) + 1;
  const facts = event.kind === 'alarm' ? event.alarm : event;
  const isMuted = event.kind === 'alarm' && event.mutedUntil !== undefined;
  const incident: Incident = {
    id: incidentId(group, sequence),
    group,
    sequence,
    version: 1,
    state: 'suppressed',
    severity: facts.severity,
    peakSeverity: facts.severity,
    generation: 1,
    title: facts.title,
    impact: facts.impact,
    drill: event.kind === 'declare' && event.drill,
    policy,
    openedAt: now,
    startedAt: event.kind === 'alarm' ? event.transitionAt : now,
    late: event.kind === 'alarm' && event.source === 'sweep' && now - event.transitionAt > LATE_MS,
    alarms: event.kind === 'alarm' ? [attachedAlarm(event)] : [],
    flapCount: 0,
    ladder: { startedAt: now, reached: [], repeats: 0 },
    exhausted: false,
    checklist: [],
    paged: [],
    ...(previous !== undefined && { previousId: previous.id }),
    outbox: [],
    timeline: [],
  };
  const turn = new Turn(incident, context);
  turn.note(`detected: ${event.kind === 'alarm' ? `${event.alarm.name}, ${event.reason}` : `declared by ${event.by}`}`);
  if (isMuted) turn.note('suppressed: the alarm is muted');
  else begin(turn);
  return turn.finish();
}

/** A mute is over: what it held counts from now on, and pages if it is still on. */
export function endMutes(turn: Turn): void {
  const { alarms, state } = turn.incident;
  const ended = alarms.filter(({ mutedUntil }) => mutedUntil !== undefined && mutedUntil <= turn.now);
  turn.set({ alarms: alarms.map(({ mutedUntil, ...alarm }) => (mutedUntil !== undefined && mutedUntil > turn.now ? { ...alarm, mutedUntil } : alarm)) });
  turn.note(`the mute of ${ended.map(({ name }) => name).join(' and ')} is over`);
  if (state === 'suppressed') return judgeSuppressed(turn);
  const [worst] = ended.filter((alarm) => alarm.state === 'ALARM').sort((a, b) => compareSeverity(a.severity, b.severity));
  if (worst !== undefined) promote(turn, worst.severity);
  updateQuiet(turn);
}
