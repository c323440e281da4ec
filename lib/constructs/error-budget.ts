import { Stack, Token } from 'aws-cdk-lib';
import type { Alarm, CompositeAlarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ErrorBudgetPlan } from '../plan/budget-plan';
import { planErrorBudget } from '../plan/plan-error-budget';
import { DEFAULT_GATE_POLICY } from '../slo/budget/gate-policy';
import { addLedgerAlarms, addLevelAlarms, addSignals } from './budget-alarms';
import { BudgetLedger } from './budget-ledger';
import { checkErrorBudgetProps, checkLedgerInput } from './check-error-budget-props';
import type { ErrorBudgetProps } from './error-budget-props';
import { SloAlarms } from './slo-alarms';

interface PlannedErrorBudget {
  readonly plan: ErrorBudgetPlan;
  readonly topics: ErrorBudgetProps['topics'];
  /** Alarms the signal for pipelines looks at, by planned name. */
  readonly pages: ReadonlyMap<string, IAlarm>;
}

/**
 * The error budgets of an application: a ledger (several, where one has too much to do) that measures them every quarter of an hour, publishes what remains
 * and stores the state that gates read; alarms at the levels of the gate; an alarm for a ledger that has stopped; and
 * one composite alarm for the rollback triggers of pipelines, in ALARM while any budget is exhausted or burning fast.
 *
 * Usable in any CDK app, once per application, environment and region. The topics must let CloudWatch publish.
 */
export class ErrorBudget extends Construct {
  /** What was planned: levels, thresholds, the input of the ledger. */
  readonly plan: ErrorBudgetPlan;
  readonly ledgers: readonly BudgetLedger[];
  /** Metric alarms by name. */
  readonly metricAlarms: ReadonlyMap<string, Alarm>;
  /** The signal for pipelines. It notifies nobody. */
  readonly signal: CompositeAlarm;

  constructor(scope: Construct, id: string, props: ErrorBudgetProps) {
    super(scope, id);
    const { plan, topics, pages } = planFromProps(this, props);
    this.plan = plan;
    this.ledgers = plan.ledgers.map((ledger) => new BudgetLedger(this, ledger.number === 1 ? 'Ledger' : `Ledger-${ledger.number}`, ledger, plan.parameterPath));
    const levels = addLevelAlarms(this, plan.objectives, topics);
    const ledgerAlarms = plan.ledgers.flatMap((ledger, index) => [...addLedgerAlarms(this.ledgers[index]!, ledger, topics)]);
    this.metricAlarms = new Map([...levels, ...ledgerAlarms]);
    const signals = addSignals(this, plan.signals, new Map<string, IAlarm>([...levels, ...pages]));
    this.signal = [...signals.values()].at(-1)!;
  }
}

function planFromProps(scope: Construct, props: ErrorBudgetProps): PlannedErrorBudget {
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
      hasStackPerService: false,
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
