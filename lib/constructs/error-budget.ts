import { Duration, Stack, Token } from 'aws-cdk-lib';
import type { Alarm, CompositeAlarm, IAlarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { ErrorBudgetPlan } from '../plan/budget-plan';
import { BURN_WINDOWS_MINUTES, planErrorBudget, SLOT_MINUTES } from '../plan/plan-error-budget';
import { DEFAULT_GATE_POLICY } from '../slo/budget/gate-policy';
import { ledgerMetric } from '../slo/budget/ledger-input';
import type { MetricReference } from '../slo/sli/sli';
import { addLedgerAlarms, addLevelAlarms, addSignals } from './budget-alarms';
import { BudgetLedger } from './budget-ledger';
import { checkErrorBudgetProps, checkLedgerInput } from './check-error-budget-props';
import type { ErrorBudgetProps } from './error-budget-props';
import { renderExpression } from './render-alarms';
import { SloAlarms } from './slo-alarms';
import type { SloMetricOptions } from './slo-metrics';

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
  readonly #scope: NamedScope;

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
    this.#scope = { application: props.application, environment: props.environment };
  }

  /**
   * What remains of the budget of an objective, percent; negative when overspent. No datapoint where it cannot be determined.
   *
   * @throws RangeError for an objective that is none of these
   */
  metricBudgetRemaining(objective: SloAlarms, options: BudgetMetricOptions = {}): IMetric {
    return this.#metric(ledgerMetric(this.#scope, this.#nameOf(objective), 'remaining'), 'budget remaining', options);
  }

  /**
   * How many times faster than allowed the budget of an objective is spent, as the ledger measured it: over a whole window, which
   * `SloAlarms.metricBurnRate` cannot look back over on a dashboard.
   *
   * @param window one hour or one day
   * @throws RangeError for another window, or for an objective that is none of these
   */
  metricBurnRate(objective: SloAlarms, window: Duration = Duration.hours(1), options: BudgetMetricOptions = {}): IMetric {
    const minutes = BURN_WINDOWS_MINUTES.find((each) => each === window.toMinutes({ integral: false }));
    if (minutes === undefined) throw new RangeError(`window is ${window.toHumanString()}: allowed are one hour and one day, which the ledger publishes`);
    return this.#metric(ledgerMetric(this.#scope, this.#nameOf(objective), 'burnRate', minutes), `burn rate over ${window.toHumanString()}`, options);
  }

  #nameOf({ plan: { name } }: SloAlarms): string {
    const names = this.plan.objectives.map((each) => each.name);
    if (names.includes(name)) return name;
    throw new RangeError(`objective is ${name}: allowed are those of this ErrorBudget, ${names.join(', ')}`);
  }

  #metric(metric: MetricReference, shown: string, { label, color }: BudgetMetricOptions): IMetric {
    const objective = metric.dimensions['Objective'];
    const rendered = renderExpression({ name: shown, metrics: { metric }, steps: [], periodSeconds: SLOT_MINUTES * 60 }, this);
    return rendered.with({ label: label ?? `${objective} ${shown}`, ...(color !== undefined && { color }) });
  }
}

/** How a metric of a budget is shown. Its period is that of the ledger, a quarter of an hour. */
export type BudgetMetricOptions = Omit<SloMetricOptions, 'period'>;

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
