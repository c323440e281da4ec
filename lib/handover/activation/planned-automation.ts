/** What of each automation is planned, beside what was written down as enabled: one without the other is found. Requirement 002-77. */

import { couldNotTell, failed, passed, type Judgement } from '../checklist/judgement';
import type { HandoverInput } from '../input';
import { AUTOMATIONS, type AutomationId } from './step-ids';
import type { StepState } from './steps';

/** What decides whether an automation is planned. */
type PlannedInput = Pick<HandoverInput, 'model' | 'plan' | 'settings'>;

const PLANNED: Readonly<Record<AutomationId, (input: PlannedInput) => Judgement>> = {
  monitoring: ({ plan, model: { environment } }) => {
    // Those on paging itself are none of the services.
    const alarms = plan.regions.flatMap(({ objectives, thresholds = [] }) => [...objectives.flatMap(({ compositeAlarms }) => compositeAlarms), ...thresholds]);
    return alarms.length === 0
      ? failed(`no alarm watches the services of ${environment}: write an objective`)
      : passed(`${alarms.length} alarms watch services`);
  },
  scaling: () => couldNotTell('policies of scaling are deployed with the resources they scale, and are in no plan'),
  'self-healing': ({ model: { services, environment, supervision } }) => {
    const healing = services.flatMap(({ objectives }) => objectives.filter(({ selfHealing }) => selfHealing !== undefined)).length;
    if (healing === 0) return failed(`nothing heals by itself in ${environment}: write selfHealing of an objective`);
    return passed(`${healing} objectives heal by themselves${supervision === undefined ? ', as dry runs: nobody supervises them' : ''}`);
  },
  prediction: ({ model: { services, environment } }) => {
    const limits = services.flatMap(({ limits: ofService = [] }) => ofService).length;
    return limits === 0
      ? failed(`no limit of a resource is known, so none is forecast: write capacity of ${environment}`)
      : passed(`${limits} limits are forecast`);
  },
  cost: ({ model: { cost, environment } }) =>
    cost === undefined ? failed(`signals.cost of ${environment} is not written`) : passed(`notified from ${cost.region}`),
};

/** Whether an automation is planned, with how much of it. What the plan cannot know could not be determined. */
export function plannedAutomation(automation: AutomationId, input: PlannedInput): Judgement {
  return PLANNED[automation](input);
}

/** Whether an automation is left out, as it is written: nothing of it may be planned. Undefined: it is not. */
export function leftOutAutomation(automation: AutomationId, input: PlannedInput): Judgement | undefined {
  const reason = input.settings.withoutAutomations[automation];
  if (reason === undefined) return undefined;
  const planned = plannedAutomation(automation, input);
  return planned.outcome === 'passed' ? failed(`left out in handover.yaml (${reason}), and planned: ${planned.why}`) : passed(`left out: ${reason}`);
}

/** How an automation stands: enabled in evidence, planned in the configuration. */
export interface AutomationStanding {
  readonly automation: AutomationId;
  readonly isEnabled: boolean;
  /** Failed: nothing of it is planned. */
  readonly planned: Judgement;
  /** One without the other, a sentence; absent: they agree, or it could not be determined whether it is planned. */
  readonly disagreement?: string;
}

/** Every automation, in order. */
export function automationStandings(states: readonly StepState[], input: PlannedInput): readonly AutomationStanding[] {
  return AUTOMATIONS.map((automation) => {
    const isEnabled = states.find(({ step }) => step === automation)?.taken !== undefined;
    const planned = plannedAutomation(automation, input);
    const leftOut = leftOutAutomation(automation, input);
    if (leftOut?.outcome === 'passed') return { automation, isEnabled, planned: { ...planned, why: leftOut.why } };
    const disagreement = leftOut === undefined ? disagreementOf(isEnabled, planned.outcome) : 'left out, and planned';
    return { automation, isEnabled, planned, ...(disagreement !== undefined && { disagreement }) };
  });
}

function disagreementOf(isEnabled: boolean, planned: Judgement['outcome']): string | undefined {
  if (planned === 'passed' && !isEnabled) return 'planned, and runs once it is deployed, without having been enabled';
  if (planned === 'failed' && isEnabled) return 'enabled, and not planned any more';
  return undefined;
}
