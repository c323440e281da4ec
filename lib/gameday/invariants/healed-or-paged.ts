import { isUnanswered } from '../../incident/lifecycle/answered-alarms';
import { rulesOf } from '../../incident/lifecycle/begin-healing';
import { isUnderway, type Incident } from '../../incident/lifecycle/incident';
import { isSameAlarm } from '../../incident/lifecycle/incident-event';
import type { HealingRun, SelfHealing } from '../../incident/lifecycle/self-healing';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import type { Publication } from '../paging/publications';
import type { Invariant } from './invariant';
import { firstTierAt, notifiesOf } from './never-silent';

/** A clock that is due is seen by the next tick. */
const TICK_MS = MINUTE_MS;

/** A live run, as it was recorded first. */
interface AskedRun {
  readonly incident: Incident;
  readonly run: HealingRun;
  readonly rules: SelfHealing;
}

/**
 * I16. Whatever an automatic run comes to, tier 1 is paged no later than a tick after the time for which pages may wait: when it failed,
 * was refused, was stopped, cannot be observed or goes on, as long as its alarm is on and nobody has the incident. A page that
 * failed is one of which the watchdog was notified. Faults F50 to F53.
 */
export const HEALED_OR_PAGED: Invariant = {
  id: 'I16',
  rule: 'what an automatic run has not healed within the time for which pages may wait is paged',
  violations: ({ records, publications, until }) =>
    askedRuns(records.written.map(({ incident }) => incident)).flatMap(({ incident: { id, group, sequence, policy, severity }, run, rules }) => {
      const deadline = firstTierAt(policy, severity, run.askedAt + rules.mayDelayPageSeconds * SECOND_MS) + TICK_MS;
      const incident = records.recordedAt(group, deadline, sequence);
      const found = incident === undefined ? undefined : unhealed(incident, run);
      if (found === undefined || until < deadline) return [];
      if (publications.some((page) => isPageOf(page, { id, group }, run.askedAt, deadline))) return [];
      return [{ at: deadline, code: 'unhealed-and-not-paged', incidentId: id, runbook: run.runbook, status: found.status, since: run.askedAt }];
    }),
};

/** Each live run once, as its incident was when the run was recorded first. */
function askedRuns(incidents: readonly Incident[]): readonly AskedRun[] {
  const asked = new Map<string, AskedRun>();
  for (const incident of incidents) {
    for (const run of incident.healing?.runs ?? []) {
      const key = `${incident.group} ${run.number} ${run.askedAt}`;
      const rules = rulesOf(incident, run);
      if (run.isLive && rules !== undefined && !asked.has(key)) asked.set(key, { incident, run, rules });
    }
  }
  return [...asked.values()];
}

/** The run as it is known of an incident that somebody has to be paged for; undefined when nobody has to. */
function unhealed(incident: Incident, { number, alarm }: HealingRun): HealingRun | undefined {
  const isOn = incident.alarms.some((each) => isSameAlarm(each, alarm) && isUnanswered(each));
  if (!isOn || !isUnderway(incident) || incident.acknowledgement !== undefined) return undefined;
  return incident.healing?.runs.find((each) => each.number === number && each.status !== 'healed');
}

function isPageOf(page: Publication, { id, group }: Pick<Incident, 'id' | 'group'>, from: Instant, to: Instant): boolean {
  if (page.at < from || page.at > to) return false;
  if (page.purpose.kind !== 'tier') return notifiesOf(page, group);
  return page.message?.kind === 'page' && page.message.incidentId === id && page.message.tier === 1;
}
