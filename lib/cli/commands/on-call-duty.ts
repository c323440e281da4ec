import { endOfDelay, formatDelay } from '../../incident/lifecycle/delay';
import type { EnginePolicy } from '../../incident/lifecycle/engine-policy';
import type { Delay, EscalationTier, TierCondition } from '../../incident/lifecycle/escalation-policy';
import { dutyTimeline } from '../../incident/roster/duty-timeline';
import { onCall } from '../../incident/roster/on-call';
import { roleOf, type Person, type Roster } from '../../incident/roster/roster';
import { compareSeverity, type Severity } from '../../incident/severity';
import { formatInstant, type Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';

/** Who has a role at an instant; nobody when `people` is empty. */
export interface Duty {
  readonly role: string;
  readonly title: string;
  readonly people: readonly Person[];
}

/** When other people have a role, and who. Instants are ISO. */
export interface Handover {
  readonly role: string;
  readonly at: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A tier, and who would be paged when it is due: who has its roles by then. */
export interface TierDuty {
  readonly tier: number;
  readonly at: string;
  /** `at once`, `after 5m`, `after 1 business day`. */
  readonly after: string;
  readonly condition: TierCondition;
  readonly duties: readonly Duty[];
}

/** Everybody who would hear of an incident of a severity. */
export interface SeverityDuty {
  readonly severity: Severity;
  readonly meaning: string;
  readonly tiers: readonly TierDuty[];
  /** Notified at the start, and asked nothing. */
  readonly informed: readonly Duty[];
  /** The next one of the first tier; absent when there is none in {@link HANDOVER_DAYS}. */
  readonly handover?: Handover;
}

/** How far a hand-over is looked for. */
export const HANDOVER_DAYS = 92;

/** What of the escalation is asked about. */
export interface EscalationQuestion {
  readonly severity: Severity;
  /** Its alarms may ask for an earlier second tier. */
  readonly service?: string;
  readonly at: Instant;
}

/** Who would be paged of an incident that opens at an instant, and when, while nobody acknowledges. */
export function severityDuty(policy: EnginePolicy, { severity, service, at }: EscalationQuestion): SeverityDuty {
  const { escalation, roster } = policy;
  const { meaning, tiers, informed } = escalation.severities[severity];
  const handovers = (tiers[0]?.roles ?? []).flatMap((role) => nextHandover(roster, role, at) ?? []);
  const handover = handovers.sort((a, b) => (a.at < b.at ? -1 : 1))[0];
  return {
    severity,
    meaning,
    tiers: tiers.map((tier) => tierDuty(policy, tier, { severity, at, ...(service !== undefined && { service }) })),
    informed: informed.map((role) => dutyOf(roster, role, at)),
    ...(handover !== undefined && { handover }),
  };
}

function tierDuty(policy: EnginePolicy, { tier, after, condition, roles }: EscalationTier, question: EscalationQuestion): TierDuty {
  const delay = tier === 2 ? (earlierDelay(policy, question) ?? after) : after;
  const due = endOfDelay(delay, question.at, policy.escalation.calendar);
  return { tier, at: formatInstant(due), after: delayText(delay), condition, duties: roles.map((role) => dutyOf(policy.roster, role, due)) };
}

/** The earliest hand-over to the second tier that an alarm of the service asks for. */
function earlierDelay({ alarms }: EnginePolicy, { service, severity }: EscalationQuestion): Delay | undefined {
  const asked = alarms
    .filter((alarm) => alarm.group === service && alarm.severity === severity)
    .flatMap(({ handoverAfterSeconds }) => handoverAfterSeconds ?? []);
  return asked.length === 0 ? undefined : { kind: 'elapsed', seconds: Math.min(...asked) };
}

function delayText(delay: Delay): string {
  return delay.kind === 'elapsed' && delay.seconds === 0 ? 'at once' : `after ${formatDelay(delay)}`;
}

/** Who has a role at an instant. */
export function dutyOf(roster: Roster, role: string, at: Instant): Duty {
  const ids = onCall(roster, role, at);
  return { role, title: roleOf(roster, role).title, people: roster.people.filter(({ id }) => ids.includes(id)) };
}

/** The next instant at which other people have a role, overrides and gaps included. */
export function nextHandover(roster: Roster, role: string, at: Instant): Handover | undefined {
  const [now, next] = dutyTimeline(roster, role, { from: at, until: at + HANDOVER_DAYS * DAY_MS });
  return now === undefined || next === undefined ? undefined : { role, at: formatInstant(next.from), from: now.people, to: next.people };
}

/** Severities that page somebody in an environment, the most severe first; those of the alarms of a service when one is named. */
export function pagedSeverities(paged: readonly Severity[], { alarms }: Pick<EnginePolicy, 'alarms'>, service?: string): Severity[] {
  const ofService = new Set(alarms.filter(({ group }) => group === service).map(({ severity }) => severity));
  return [...new Set(paged)].filter((severity) => service === undefined || ofService.has(severity)).sort(compareSeverity);
}
