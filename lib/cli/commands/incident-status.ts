import { nextDueAt } from '../../incident/lifecycle/clocks';
import { isClimbing, nextRepeatAt, tierDueAt } from '../../incident/lifecycle/escalation';
import { isActive, isMitigated, isUnderway, type Incident } from '../../incident/lifecycle/incident';
import { postmortemDeadline } from '../../incident/lifecycle/postmortem-clock';
import { updateDueAt } from '../../incident/lifecycle/status-updates';
import { compareSeverity, type Severity } from '../../incident/severity';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';

/** What a list says of an incident. Instants are ISO. */
export interface IncidentStatus {
  readonly id: string;
  readonly service: string;
  readonly severity: Severity;
  readonly state: Incident['state'];
  readonly drill: boolean;
  readonly title: string;
  /** When it was opened. */
  readonly since: string;
  /** Who has it; absent while nobody does. */
  readonly holder?: string;
  readonly updateDue?: string;
  /** Who is paged next, by the tier; absent when nobody will be. */
  readonly next?: NextPage;
  /** When the postmortem has to be filed; absent while none is owed. */
  readonly postmortemDue?: string;
  /** Since when the engine should have done something and has not; absent while it is well. */
  readonly waitingSince?: string;
}

/** The next page: a tier, or everybody in the escalation policy again. */
export interface NextPage {
  readonly at: string;
  readonly tier: number | 'all tiers again';
}

/** A tier of the present severity, and what became of it or will. */
export interface Tier {
  readonly tier: number;
  readonly roles: readonly string[];
  /** `paged` and `skipped`: done. `due`: will be paged. `held`: not while the alarms are over, or it is mitigated. `not needed`: somebody has the incident, or it is over. */
  readonly status: 'paged' | 'skipped' | 'due' | 'held' | 'not needed';
  /** When it was, or will be; of a tier that is held: when it would have been. */
  readonly at: Instant;
}

/** The engine looks every minute: what has waited longer than this is not on its way. Our choice. */
const WAITING_IS_WRONG_MS = 3 * MINUTE_MS;

/** The state of an incident as people ask for it. */
export function incidentStatus(incident: Incident, now: Instant): IncidentStatus {
  const { id, group, severity, state, drill, title, openedAt, acknowledgement } = incident;
  const updateDue = updateDueAt(incident);
  const next = nextPage(incident);
  const postmortemDue = owedPostmortemDeadline(incident);
  const waiting = waitingSince(incident, now);
  return {
    id,
    service: group,
    severity,
    state,
    drill,
    title,
    since: formatInstant(openedAt),
    ...(acknowledgement !== undefined && isActive(incident) && { holder: acknowledgement.by }),
    ...(updateDue !== undefined && { updateDue: formatInstant(updateDue) }),
    ...(next !== undefined && { next }),
    ...(postmortemDue !== undefined && { postmortemDue: formatInstant(postmortemDue) }),
    ...(waiting !== undefined && { waitingSince: formatInstant(waiting) }),
  };
}

/** The tiers of the present severity in order. */
export function tiersOf(incident: Incident): readonly Tier[] {
  const { policy, severity, escalation, acknowledgement } = incident;
  return policy.severities[severity].tiers.map((tier): Tier => {
    const { tier: number, roles, condition } = tier;
    const reached = escalation.reached.find((each) => each.tier === number);
    if (reached !== undefined) return { tier: number, roles, status: reached.skipped ? 'skipped' : 'paged', at: reached.at };
    const isNeeded = isActive(incident) && incident.notifiesOnce !== true && !(condition === 'not acknowledged' && acknowledgement !== undefined);
    return {
      tier: number,
      roles,
      status: !isNeeded ? 'not needed' : isClimbing(incident) && !(condition === 'not resolved' && isMitigated(incident)) ? 'due' : 'held',
      at: tierDueAt(incident, tier),
    };
  });
}

function nextPage(incident: Incident): NextPage | undefined {
  const tier = tiersOf(incident).find(({ status }) => status === 'due');
  if (tier !== undefined) return { at: formatInstant(tier.at), tier: tier.tier };
  const again = nextRepeatAt(incident);
  return again === undefined ? undefined : { at: formatInstant(again), tier: 'all tiers again' };
}

/** When a postmortem that is owed has to be filed. */
export function owedPostmortemDeadline(incident: Incident): Instant | undefined {
  return incident.postmortem?.status === 'due' ? postmortemDeadline(incident) : undefined;
}

/**
 * Since when the engine should have done something for an incident and has not, when that is too long ago: it is down,
 * or it cannot page. What is due is done each minute; a page that fails is tried again each minute.
 */
export function waitingSince(incident: Incident, now: Instant): Instant | undefined {
  const pages = incident.outbox.flatMap(({ effect, since }) => (effect.kind === 'page' ? since : []));
  const oldest = Math.min(nextDueAt(incident) ?? Infinity, ...pages);
  return now - oldest > WAITING_IS_WRONG_MS ? oldest : undefined;
}

/** In which order states ask for somebody: nobody has it, somebody has it, it is watched, it is held, it is over. */
const STATES: readonly Incident['state'][] = ['open', 'acknowledged', 'monitoring', 'suppressed', 'resolved', 'closed'];

/** Incidents in the order in which somebody should look at them: what is on before what is over, then the most severe. */
export function worstIncidentFirst(incidents: readonly Incident[]): Incident[] {
  const isOver = (incident: Incident): number => (isUnderway(incident) ? 0 : 1);
  return [...incidents].sort(
    (a, b) =>
      isOver(a) - isOver(b) ||
      compareSeverity(a.severity, b.severity) ||
      Number(a.drill) - Number(b.drill) ||
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      a.openedAt - b.openedAt ||
      (a.id < b.id ? -1 : 1),
  );
}
