import { alarmNameOf, resourceOfArn, serviceOfArn } from '../aws/arn';
import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import type { CompositeAlarmPlan } from '../plan/alarm-plan';
import type { BudgetSignalPlan } from '../plan/budget-plan';
import { compareRule } from './compare-rule';
import { Differences, textOf, type Difference } from './difference';

const COMPARED_PROPERTIES = [
  'AlarmName',
  'AlarmDescription',
  'AlarmRule',
  'AlarmActions',
  'OKActions',
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
  'Tags',
];

/** Compares the resolved properties of an AWS::CloudWatch::CompositeAlarm with its plan. */
export function compareCompositeAlarm(plan: CompositeAlarmPlan, properties: JsonObject): readonly Difference[] {
  const { suppressor } = plan;
  const { ActionsEnabled = true } = properties;
  const differences = new Differences();
  differences.expect('description', plan.description, properties.AlarmDescription);
  const rule = compareRule(plan.firesWhenAllOf, properties.AlarmRule);
  if (rule !== undefined) differences.add('rule', rule.planned, rule.found);
  differences.expect('actions', plan.topicName, topicNamesOf(properties.AlarmActions));
  differences.expect('actions when it is over', plan.notifiesWhenOver === true ? plan.topicName : 'none', topicNamesOf(properties.OKActions));
  differences.expect('actions enabled', true, ActionsEnabled);
  const found = properties.ActionsSuppressor;
  differences.expect('suppressor', suppressor?.alarmName ?? 'none', found === undefined ? 'none' : alarmNameOf(textOf(found)));
  // Without a suppressor neither time means anything.
  if (suppressor !== undefined && found !== undefined) {
    const seconds = (value: JsonValue | undefined) => `${textOf(value)} s`;
    differences.expect('suppressor wait', `${suppressor.waitSeconds} s`, seconds(properties.ActionsSuppressorWaitPeriod));
    differences.expect('suppressor extension', `${suppressor.extensionSeconds} s`, seconds(properties.ActionsSuppressorExtensionPeriod));
  }
  differences.refuseOthers(properties, COMPARED_PROPERTIES);
  return differences.found;
}

/** Compares the signal for pipelines with its plan: a composite alarm that notifies nobody. */
export function compareSignal(plan: BudgetSignalPlan, properties: JsonObject): readonly Difference[] {
  const { ActionsEnabled = true } = properties;
  const differences = new Differences();
  differences.expect('description', plan.description, properties.AlarmDescription);
  const rule = compareRule(
    plan.firesWhenAnyOf.map((name) => [name]),
    properties.AlarmRule,
  );
  if (rule !== undefined) differences.add('rule', rule.planned, rule.found);
  differences.expect('actions enabled', true, ActionsEnabled);
  differences.refuseOthers(properties, ['AlarmName', 'AlarmDescription', 'AlarmRule', 'ActionsEnabled', 'Tags']);
  return differences.found;
}

/** Names of the topics an alarm publishes to; whatever is not a topic keeps its ARN. */
export function topicNamesOf(actions: JsonValue | undefined): string {
  if (!Array.isArray(actions)) return actions === undefined ? 'none' : textOf(actions);
  const names = actions.map((action) => textOf(action)).map((arn) => (serviceOfArn(arn) === 'sns' ? resourceOfArn(arn) : arn));
  return names.sort().join(', ') || 'none';
}
