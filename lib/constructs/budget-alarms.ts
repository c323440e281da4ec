import type { CfnResource } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm, type Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import { DEAD_LETTER_QUEUE_NAME, type BudgetAlarmPlan, type BudgetSignalPlan, type LedgerPlan, type ObjectiveBudgetPlan } from '../plan/budget-plan';
import type { BudgetLedger } from './budget-ledger';
import type { ErrorBudgetProps } from './error-budget-props';
import { notifyTopic, renderMetricAlarm } from './render-alarms';

type Topics = ErrorBudgetProps['topics'];

/** Adds the alarms at the levels of budgets, each objective in a construct of its own; by name. */
export function addLevelAlarms(scope: Construct, objectives: readonly ObjectiveBudgetPlan[], topics: Topics): Map<string, Alarm> {
  const alarms = objectives.flatMap((objective) => {
    const budget = new Construct(scope, objective.constructId);
    return objective.alarms.map((alarm) => [alarm.name, addAlarm(budget, alarm, topics)] as const);
  });
  return new Map(alarms);
}

/** Adds the alarms about a ledger, below it; by name. */
export function addLedgerAlarms(ledger: BudgetLedger, { alarms }: LedgerPlan, topics: Topics): Map<string, Alarm> {
  const { queueName } = ledger.deadLetterQueue;
  return new Map(alarms.map((alarm) => [alarm.name, addAlarm(ledger, withQueueName(alarm, queueName), topics)]));
}

/**
 * Adds signals in the order of their plans, in which what a signal looks at comes before it.
 *
 * @param alarms what they look at beside each other, by planned name; `elsewhere` is an alarm of another stack of this account and region,
 * which has to be deployed before. It is named in the rule, because the CDK measures an ARN before it knows the account: ninety-odd
 * that fit are refused.
 * @returns by name
 */
export function addSignals(
  scope: Construct,
  signals: readonly BudgetSignalPlan[],
  alarms: ReadonlyMap<string, IAlarm | 'elsewhere'>,
): Map<string, CompositeAlarm> {
  const children = new Map(alarms);
  const added = new Map<string, CompositeAlarm>();
  signals.forEach(({ name, description, firesWhenAnyOf }, index, { length }) => {
    const rules = firesWhenAnyOf.map((child) => {
      const alarm = children.get(child);
      if (alarm === undefined) throw new RangeError(`${name} looks at ${child}, which is no alarm of this app`);
      return alarm === 'elsewhere' ? AlarmRule.fromString(`ALARM("${child}")`) : AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
    });
    const composite = new CompositeAlarm(scope, index === length - 1 ? 'Signal' : `Signal-${index + 1}`, {
      compositeAlarmName: name,
      alarmDescription: description,
      alarmRule: AlarmRule.anyOf(...rules),
    });
    children.set(name, composite);
    added.set(name, composite);
  });
  return added;
}

function addAlarm(scope: Construct, plan: BudgetAlarmPlan, topics: Topics): Alarm {
  const { role } = plan;
  const alarm = renderMetricAlarm(scope, role.kind === 'budget' ? role.level : role.signal, plan);
  notifyTopic(alarm, plan, topics);
  if (plan.silenceReason !== undefined) {
    (alarm.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { ALM001: plan.silenceReason });
  }
  return alarm;
}

function withQueueName(plan: BudgetAlarmPlan, queueName: string): BudgetAlarmPlan {
  const metrics = Object.entries(plan.metrics).map(([id, metric]) => {
    const dimensions = Object.entries(metric.dimensions).map(([name, value]) => [name, value === DEAD_LETTER_QUEUE_NAME ? queueName : value]);
    return [id, { ...metric, dimensions: Object.fromEntries(dimensions) as Record<string, string> }] as const;
  });
  return { ...plan, metrics: Object.fromEntries(metrics) };
}
