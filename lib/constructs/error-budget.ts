import { Stack, Token, type CfnResource } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm, type Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import { DEAD_LETTER_QUEUE_NAME, type ErrorBudgetPlan, type BudgetAlarmPlan } from '../plan/budget-plan';
import { planErrorBudget } from '../plan/plan-error-budget';
import { DEFAULT_GATE_POLICY } from '../slo/budget/gate-policy';
import { BudgetLedger } from './budget-ledger';
import { checkErrorBudgetProps, checkLedgerInput } from './check-error-budget-props';
import type { ErrorBudgetProps } from './error-budget-props';
import { renderMetricAlarm, topicOf } from './render-alarms';
import { SloAlarms } from './slo-alarms';

interface PlannedErrorBudgetProps {
  readonly plan: ErrorBudgetPlan;
  readonly topics: ErrorBudgetProps['topics'];
  /** Alarms the signal for pipelines looks at, by planned name. */
  readonly pages: ReadonlyMap<string, IAlarm>;
}

/**
 * The error budgets of an application: a ledger that measures them every quarter of an hour, publishes what remains
 * and stores the state that gates read; alarms at the levels of the gate; an alarm for a ledger that has stopped; and
 * one composite alarm for the rollback triggers of pipelines, in ALARM while any budget is exhausted or burning fast.
 *
 * Usable in any CDK app, once per application, environment and region. The topics must let CloudWatch publish.
 */
export class ErrorBudget extends Construct {
  /** What was planned: levels, thresholds, the input of the ledger. */
  readonly plan: ErrorBudgetPlan;
  readonly ledger: BudgetLedger;
  /** Metric alarms by name. */
  readonly metricAlarms: ReadonlyMap<string, Alarm>;
  /** The signal for pipelines. It notifies nobody. */
  readonly signal: CompositeAlarm;

  /** The error budgets of a plan made elsewhere. */
  static fromPlan(scope: Construct, id: string, props: PlannedErrorBudgetProps): ErrorBudget {
    return new ErrorBudget(scope, id, props);
  }

  constructor(scope: Construct, id: string, props: ErrorBudgetProps | PlannedErrorBudgetProps) {
    super(scope, id);
    const { plan, topics, pages } = 'plan' in props ? props : planFromProps(this, props);
    this.plan = plan;
    this.ledger = new BudgetLedger(this, 'Ledger', plan);

    const metricAlarms = new Map<string, Alarm>();
    for (const objective of plan.objectives) {
      const budget = new Construct(this, objective.constructId);
      for (const alarm of objective.alarms) metricAlarms.set(alarm.name, this.#addAlarm(budget, alarm, topics));
    }
    for (const alarm of plan.ledgerAlarms) metricAlarms.set(alarm.name, this.#addAlarm(this.ledger, alarm, topics));
    this.metricAlarms = metricAlarms;
    this.signal = this.#addSignals(new Map([...metricAlarms, ...pages]));
  }

  #addAlarm(scope: Construct, plan: BudgetAlarmPlan, topics: ErrorBudgetProps['topics']): Alarm {
    const { role } = plan;
    const constructId = role.kind === 'budget' ? role.level : role.signal;
    const alarm = renderMetricAlarm(scope, constructId, withQueueName(plan, this.ledger.deadLetterQueue.queueName));
    alarm.addAlarmAction(new SnsAction(topicOf(topics, plan)));
    if (plan.silenceReason !== undefined) {
      (alarm.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { ALM001: plan.silenceReason });
    }
    return alarm;
  }

  #addSignals(alarms: ReadonlyMap<string, IAlarm>): CompositeAlarm {
    const children = new Map(alarms);
    const composites = this.plan.signals.map(({ name, description, firesWhenAnyOf }, index, { length }) => {
      const rules = firesWhenAnyOf.map((child) => {
        const alarm = children.get(child);
        if (alarm === undefined) throw new RangeError(`${name} looks at ${child}, which is no alarm of this app`);
        return AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
      });
      const composite = new CompositeAlarm(this, index === length - 1 ? 'Signal' : `Signal-${index + 1}`, {
        compositeAlarmName: name,
        alarmDescription: description,
        alarmRule: AlarmRule.anyOf(...rules),
      });
      children.set(name, composite);
      return composite;
    });
    return composites.at(-1)!;
  }
}

function withQueueName(plan: BudgetAlarmPlan, queueName: string): BudgetAlarmPlan {
  const metrics = Object.entries(plan.metrics).map(([id, metric]) => {
    const dimensions = Object.entries(metric.dimensions).map(([name, value]) => [name, value === DEAD_LETTER_QUEUE_NAME ? queueName : value]);
    return [id, { ...metric, dimensions: Object.fromEntries(dimensions) as Record<string, string> }] as const;
  });
  return { ...plan, metrics: Object.fromEntries(metrics) };
}

function planFromProps(scope: Construct, props: ErrorBudgetProps): PlannedErrorBudgetProps {
  const objectives = props.objectives.map((each) => (each instanceof SloAlarms ? { alarms: each } : each));
  checkErrorBudgetProps(props, objectives);
  const { region } = Stack.of(scope);
  for (const { alarms } of objectives) checkSameRegion(alarms, region);
  const plan = planErrorBudget(
    objectives.map(({ alarms, window, exclusions = [], exclusionMeaning = 'drop', gatePolicy = DEFAULT_GATE_POLICY }) => ({
      alarms: alarms.plan,
      budget: {
        window: window ?? { kind: 'rolling', minutes: alarms.plan.objective.periodMinutes },
        exclusions,
        exclusionMeaning,
        policy: gatePolicy,
      },
    })),
    {
      application: props.application,
      environment: props.environment,
      region,
      highestSeverity: props.highestSeverity ?? 'S0',
    },
  );
  checkLedgerInput(plan);
  const pages = new Map(objectives.flatMap(({ alarms }) => [...alarms.compositeAlarms]));
  return { plan, topics: props.topics, pages };
}

/** A composite alarm only sees alarms of its own region, and the ledger only metrics of it. */
function checkSameRegion(alarms: SloAlarms, region: string): void {
  const { region: other } = Stack.of(alarms);
  if (other === region || Token.isUnresolved(other) || Token.isUnresolved(region)) return;
  throw new RangeError(`${alarms.plan.name} is in ${other}, this stack in ${region}: make one ErrorBudget a region`);
}
