/** What each step of an activation asks for. */

import { formatInstant } from '../../time/time';
import { allOf, line, ofCheck, ofItems, type Criterion } from '../checklist/criterion';
import { accountVerified, LOAD_TEST_CHECKS } from '../checklist/evidence-checks';
import { failed, passed, type Judgement } from '../checklist/judgement';
import type { HandoverInput } from '../input';
import { leftOutAutomation, plannedAutomation } from './planned-automation';
import type { AutomationId } from './step-ids';

/**
 * What has to be so before each automation is enabled. Policies of scaling are in no plan: what they do under load is measured, and says more.
 * Requirement 002-77.
 */
const AUTOMATION_LINES: Readonly<Record<AutomationId, readonly Criterion[]>> = {
  monitoring: [
    planned('monitoring', 'there are alarms to enable'),
    line('alive', 'monitoring is in the account, and alive', ofCheck(accountVerified())),
    line('trained', 'what judges by itself is trained, or only opens tickets', ofItems('anomalies')),
  ],
  scaling: [line('rehearsed', 'resources scale within a minute under load', ofCheck(LOAD_TEST_CHECKS.scaling))],
  'self-healing': [
    planned('self-healing', 'something heals by itself'),
    line('rehearsed', 'what heals by itself was rehearsed', ofItems('self-healing')),
    line('stopped', 'people taking over was rehearsed', ofItems('override')),
    line('approved', 'what is of high risk asks for an approval', ofItems('approvals')),
  ],
  prediction: [
    planned('prediction', 'limits of resources are forecast'),
    line('reviewed', 'baselines are recorded, and capacity is looked at on schedule', ofItems('baselines', 'cadences')),
  ],
  cost: [planned('cost', 'somebody is notified of what the account costs')],
};

/** What has to be so before an automation is enabled; of one that is left out for a reason, that there is none. */
export function automationLines(automation: AutomationId, input: HandoverInput): readonly Criterion[] {
  const leftOut = leftOutAutomation(automation, input);
  return leftOut === undefined
    ? AUTOMATION_LINES[automation]
    : [
        line(
          'left-out',
          'there is none of it',
          ofCheck(() => leftOut),
        ),
      ];
}

/** An automation of which nothing is planned cannot be enabled. */
function planned(automation: AutomationId, text: string): Criterion {
  return line(
    'planned',
    text,
    ofCheck((input) => plannedAutomation(automation, input)),
  );
}

/** What has to be so before automation counts as supervised. Requirements 002-78, 002-88. */
export const SUPERVISION_LINES: readonly Criterion[] = [
  line('oversight', 'who supervises automation is agreed, and named for what heals by itself', allOf(ofItems('supervision'), ofCheck(healingSupervised))),
  line('exceptions', 'people can take over within a minute', ofItems('override')),
  line('approvals', 'what is of high risk asks for an approval', ofItems('approvals')),
  line('reviews', 'how automation does is looked at on schedule', ofItems('cadences')),
  line('escalation', 'what automation cannot do reaches people, tier by tier', ofItems('escalation', 'escalation-drill')),
];

/** Without supervision what heals by itself is a dry run. */
export function healingSupervised({ model: { services, supervision }, at }: HandoverInput): Judgement {
  const healing = services.flatMap(({ objectives }) => objectives.filter(({ selfHealing }) => selfHealing !== undefined)).length;
  if (healing === 0) return passed('nothing heals by itself');
  if (supervision === undefined) return failed(`nobody supervises the ${healing} objectives that heal by themselves, whose runs are dry runs`);
  const since = formatInstant(supervision.since);
  return supervision.since > at ? failed(`supervised only since ${since}`) : passed(`${supervision.people.join(', ')} since ${since}`);
}
