import { isHolding } from '../../incident/lifecycle/begin-healing';
import { endOfDelay } from '../../incident/lifecycle/delay';
import { listsAffected } from '../../incident/lifecycle/dependency';
import type { EscalationPolicy } from '../../incident/lifecycle/escalation-policy';
import { isActive, type Incident } from '../../incident/lifecycle/incident';
import type { AlarmName } from '../../incident/lifecycle/incident-event';
import { latestRun } from '../../incident/lifecycle/self-healing';
import type { Severity } from '../../incident/severity';
import { MINUTE_MS, type Instant } from '../../time/time';
import { hearersOf, type Publication } from '../paging/publications';
import { alarmIntervals } from './alarm-intervals';
import type { Invariant } from './invariant';

/** Minutes after the time of the first tier by which some human has to have been notified, whatever fails. */
export const MOST_SILENT_MINUTES = 10;

/**
 * I6. Of every alarm that wakes somebody (S0, S1) and stays on, some human is notified within ten minutes of the time of its
 * first tier, whatever fails, unless a runbook that it started has healed it by then: by a tier that is paged for its incident or group, by CloudWatch itself, or by the watchdog.
 */
export const NEVER_SILENT: Invariant = {
  id: 'I6',
  rule: 'of every alarm that wakes somebody, some human is notified within ten minutes of the first tier',
  violations: ({ plans, alarms, log, publications, until: end, ...history }) =>
    alarmIntervals({ alarms, log }, 'S1').flatMap(({ alarm, from, until = end }) => {
      const deadline = firstTierAt(plans(from).policy.escalation, alarm.severity, from) + MOST_SILENT_MINUTES * MINUTE_MS;
      if (from < history.from || until < deadline || end < deadline) return [];
      // Who was paged before, for the same group, knows.
      const own = { group: alarm.group, since: openSince(history.records.allAt(from), alarm.group) ?? from };
      const then = history.records.allAt(deadline);
      // Whoever was paged for what it depends on reads there that it is affected.
      const places = [own, ...affectedIn(then, alarm)];
      // A runbook healed it, and its alarms take their time: that is what the engine watches, and pages when it burns again.
      if (isHealed(then, alarm.group)) return [];
      const isNotified = publications.some((each) => each.at <= deadline && places.some(({ group, since }) => each.at >= since && notifiesOf(each, group)));
      return isNotified ? [] : [{ at: deadline, code: 'nobody-notified', alarmName: alarm.name, since: from }];
    }),
};

/** True while what heals a group by itself has helped, as far as the last minutes show. */
function isHealed(incidents: readonly Incident[], group: string): boolean {
  return incidents.some((each) => each.group === group && isActive(each) && isHolding(each) && latestRun(each)?.status === 'healed');
}

/** True for a message that makes some human look at a group: a page of it, CloudWatch's own, or any to the watchdog. */
export function notifiesOf(publication: Publication, group: string): boolean {
  const { purpose, message, isOver } = publication;
  if (isOver || hearersOf(publication).length === 0) return false;
  switch (purpose.kind) {
    case 'tier':
      return message?.group === group;
    case 'fallback':
    case 'watchdog':
      return true;
    case 'informed':
      return false;
  }
}

/** When the first tier of a severity is due for what begins at an instant. */
export function firstTierAt({ severities, calendar }: EscalationPolicy, severity: Severity, from: Instant): Instant {
  const [first] = severities[severity].tiers;
  return first === undefined ? from : endOfDelay(first.after, from, calendar);
}

function affectedIn(incidents: readonly Incident[], alarm: AlarmName): { readonly group: string; readonly since: Instant }[] {
  return incidents.filter((each) => isActive(each) && listsAffected(each, alarm)).map(({ group, openedAt }) => ({ group, since: openedAt }));
}

function openSince(incidents: readonly Incident[], group: string): Instant | undefined {
  return incidents.find((each) => each.group === group && isActive(each))?.openedAt;
}
