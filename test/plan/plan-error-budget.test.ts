import fc from 'fast-check';
import { MAX_RULE_CHARACTERS, MAX_RULE_CHILDREN } from '../../lib/aws/alarm-rule/alarm-rule';
import { readLedgerInput } from '../../lib/handlers/budget-ledger/read-input';
import { SEVERITIES, type Severity } from '../../lib/incident/severity';
import type { Objective } from '../../lib/model/model';
import { DEAD_LETTER_QUEUE_NAME, ledgerAlarmsOf, type ErrorBudgetPlan, type LedgerPlan } from '../../lib/plan/budget-plan';
import { buildPlan } from '../../lib/plan/build-plan';
import { formatBudgetWindow, ledgerInputBytes, MAX_LEDGER_INPUT_BYTES, SLOT_MINUTES } from '../../lib/plan/plan-error-budget';
import { DEFAULT_GATE_POLICY } from '../../lib/slo/budget/gate-policy';
import { MAX_QUIET_MINUTES } from '../../lib/slo/budget/ledger-input';
import { kindsOf } from '../../lib/slo/sli/indicator';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleBudget, exampleModel, exampleObjective, objectiveOf } from '../helpers/models';

/** The error budget of the home region. */
function budgetOf(services: Readonly<Record<string, readonly Objective[]>>, highestSeverity: Severity = 'S0'): ErrorBudgetPlan {
  return buildPlan({ ...exampleModel(services), highestSeverity }).plan.regions[0]!.errorBudget!;
}

const one = budgetOf({ checkout: [exampleObjective()] });
const alarmsOf = (plan: ErrorBudgetPlan) => [...plan.objectives.flatMap(({ alarms }) => alarms), ...ledgerAlarmsOf(plan)];
/** The input of the only ledger. */
const inputOf = ({ ledgers, ...plan }: ErrorBudgetPlan): LedgerPlan['input'] => {
  expect([plan.region, ledgers.length]).toEqual([plan.region, 1]);
  return ledgers[0].input;
};

describe('the input of the ledger', () => {
  test('has one task an objective, by name, with everything that is needed to count it', () => {
    const ledger = inputOf(budgetOf({ checkout: [exampleObjective({ id: 'b' }), exampleObjective({ id: 'a' })], basket: [exampleObjective()] }));
    expect(ledger.objectives.map(({ objective, parameterName }) => [objective, parameterName])).toEqual([
      ['basket/availability', '/shop/prod/error-budget/basket/availability'],
      ['checkout/a', '/shop/prod/error-budget/checkout/a'],
      ['checkout/b', '/shop/prod/error-budget/checkout/b'],
    ]);
    const { sli } = exampleObjective();
    expect(ledger).toMatchObject({ everyMinutes: 15, settleMinutes: 5, application: 'shop', environment: 'prod' });
    expect(ledger.objectives[1]).toEqual({
      objective: 'checkout/a',
      parameterName: '/shop/prod/error-budget/checkout/a',
      allowedBadFraction: 0.001,
      window: { kind: 'rolling', minutes: 43_200 },
      sli: { kind: 'events', metrics: sli.metrics, steps: sli.steps },
      quietMinutes: 15,
      exclusions: [],
      exclusionMeaning: 'drop',
      policy: DEFAULT_GATE_POLICY,
      burnWindowsMinutes: [60, 1_440],
    });
  });

  test('is JSON and nothing else: what a template carries is what the ledger reads', () => {
    const ledger = inputOf(budgetOf({ checkout: [exampleObjective(), objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness')] }));
    expect(JSON.parse(JSON.stringify(ledger))).toEqual(ledger);
  });

  test('says of slices how long they are, and of expected silence nothing', () => {
    const ledger = inputOf(budgetOf({ queue: [objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { noData: { kind: 'expected', reason: 'idle' } })] }));
    expect(ledger.objectives[0]!.sli).toMatchObject({ kind: 'slices', sliceMinutes: 1 });
    expect(ledger.objectives[0]).not.toHaveProperty('quietMinutes');
  });

  test('is accepted by the ledger, whatever is measured and however long its silence may last', () => {
    const objectives = Object.values(EXAMPLE_BINDINGS).flatMap((binding) =>
      kindsOf(binding.source).map((kind, index) =>
        objectiveOf(binding, kind, { id: `${binding.source.toLowerCase()}-${kind}-${index}`, noData: { kind: 'alarm', afterMinutes: 10_080, severity: 'S3' } }),
      ),
    );
    const regions = buildPlan(exampleModel({ everything: objectives })).plan.regions;
    expect(regions.reduce((sum, { errorBudget }) => sum + errorBudget!.objectives.length, 0)).toBe(objectives.length);
    for (const { errorBudget } of regions) readLedgerInput({ scheduledAt: '2026-03-02T08:05:00Z', ...inputOf(errorBudget!) });
  });

  test('never asks for a longer silence than the ledger can look back on', () => {
    const noData = { kind: 'alarm', afterMinutes: 7 * 1_440, severity: 'S3' } as const;
    expect(inputOf(budgetOf({ checkout: [exampleObjective({ noData })] })).objectives[0]!.quietMinutes).toBe(MAX_QUIET_MINUTES);
  });

  test('is as large as what is measured of it, and a plan beyond the payload of Scheduler is PLN002', () => {
    expect(ledgerInputBytes(inputOf(one))).toBe(Buffer.byteLength(JSON.stringify(inputOf(one))));
    const exclusion = { from: 0, to: 300_000, reason: 'ü'.repeat(300), author: 'operations lead' };
    const objective = exampleObjective({ budget: exampleBudget({ exclusions: Array.from({ length: 200 }, () => exclusion) }) });
    const longer = exampleObjective({ budget: exampleBudget({ exclusions: Array.from({ length: 400 }, () => exclusion) }) });
    const { problems } = buildPlan(exampleModel({ checkout: [longer] }));
    expect(problems).toEqual([
      expect.objectContaining({ code: 'PLN002', where: { path: 'prod eu-central-1' }, allowed: expect.stringContaining(`${MAX_LEDGER_INPUT_BYTES}`) }),
    ]);
    // Together they would be too long for one schedule; each has a ledger that has nothing else to do.
    const { plan, problems: none } = buildPlan(exampleModel({ checkout: [objective, { ...objective, id: 'other' }] }));
    expect(none).toEqual([]);
    expect(plan.regions[0]!.errorBudget!.ledgers.map(({ input }) => input.objectives.length)).toEqual([1, 1]);
  });
});

describe('the schedule', () => {
  const { expression, handOverSeconds, eventAgeSeconds, timeoutSeconds } = one.ledgers[0].schedule;

  test('runs five minutes behind every quarter of an hour, when what it measures has settled', () => {
    expect(expression).toBe('cron(5/15 * * * ? *)');
  });

  test('never lets two runs run at once, even when Scheduler is a minute late and every attempt is used up', () => {
    expect(60 + handOverSeconds + eventAgeSeconds + timeoutSeconds).toBeLessThan(SLOT_MINUTES * 60);
    // Lambda tries again after one minute and after two more: all three attempts fit into the age of the event.
    expect(3 * timeoutSeconds + 60 + 120).toBeLessThan(eventAgeSeconds);
  });
});

describe('alarms on a budget', () => {
  test('there is one at each level, at the ticket severity until it is exhausted', () => {
    expect(one.objectives[0]!.alarms.map(({ name, comparison, threshold, severity, topicName }) => [name, comparison, threshold, severity, topicName])).toEqual(
      [
        ['shop-prod-checkout-availability-budget-caution', 'LessThanThreshold', 50, 'S3', 'shop-prod-s3'],
        ['shop-prod-checkout-availability-budget-restricted', 'LessThanThreshold', 25, 'S3', 'shop-prod-s3'],
        ['shop-prod-checkout-availability-budget-exhausted', 'LessThanOrEqualToThreshold', 0, 'S1', 'shop-prod-s1'],
      ],
    );
  });

  test('003-38: an exhausted budget is S1, or the highest severity its environment has', () => {
    const severities = SEVERITIES.map((highest) => budgetOf({ checkout: [exampleObjective()] }, highest).objectives[0]!.alarms[2]!.severity);
    expect(severities).toEqual(['S1', 'S1', 'S2', 'S3', 'S4']);
  });

  test('they follow the levels of the objective', () => {
    const policy = { ...DEFAULT_GATE_POLICY, cautionBelow: 0.7, restrictedBelow: 0.33, frozenAt: 0.05, leaveFrozen: 0.1 };
    const { alarms } = budgetOf({ checkout: [exampleObjective({ budget: exampleBudget({ policy }) })] }).objectives[0]!;
    expect(alarms.map(({ threshold }) => threshold)).toEqual([70, 33, 5]);
    expect(alarms[1]!.reason).toBe('more than 67 % of the 30d error budget is spent; from here on changes need an approval');
  });

  test('they say what is spent, over which period, and where to start', () => {
    const window = { kind: 'calendar', unit: 'month', timeZone: 'Europe/Berlin' } as const;
    const { alarms } = budgetOf({ checkout: [exampleObjective({ budget: exampleBudget({ window }) })] }).objectives[0]!;
    expect(alarms[2]!.description).toBe(
      'prod checkout/availability (objective 99.9 % over month in Europe/Berlin). 100 % or more of the month in Europe/Berlin error budget is spent; from here on changes are frozen. Impact: partners get errors. Runbook: api-failing.',
    );
    expect(formatBudgetWindow(window)).toBe('month in Europe/Berlin');
  });

  test('each period holds exactly one run at any minute, one run below starts them and an hour above ends them', () => {
    for (const alarm of one.objectives[0]!.alarms) {
      expect(alarm).toMatchObject({ periodSeconds: SLOT_MINUTES * 60, evaluationPeriods: 4, datapointsToAlarm: 1, steps: [] });
      expect(alarm.metrics).toEqual({
        remaining: {
          namespace: 'Day2/ErrorBudget',
          metricName: 'BudgetRemaining',
          dimensions: { Application: 'shop', Environment: 'prod', Objective: 'checkout/availability' },
          statistic: 'Minimum',
        },
      });
    }
  });

  test('a budget that is not recorded is never taken for a good one, and the reason for the silence is given', () => {
    for (const { name, treatMissingData, silenceReason } of one.objectives[0]!.alarms) {
      expect(treatMissingData).toBe(name.endsWith('exhausted') ? 'ignore' : 'missing');
      expect(silenceReason).toContain('has an alarm of its own');
    }
  });
});

describe('alarms on the ledger', () => {
  const [stopped, lost] = ledgerAlarmsOf(one);

  test('it has stopped when three runs in a row, the last with time to finish, brought no complete one', () => {
    expect(stopped).toMatchObject({
      name: 'shop-prod-budget-ledger-stopped',
      severity: 'S2',
      steps: [{ expression: 'FILL(complete, 0)' }],
      periodSeconds: 3_000,
      evaluationPeriods: 1,
      comparison: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
    });
    expect(stopped!.metrics['complete']).toMatchObject({
      metricName: 'LedgerComplete',
      statistic: 'Sum',
      dimensions: { Application: 'shop', Environment: 'prod' },
    });
    expect(stopped).not.toHaveProperty('silenceReason');
  });

  test('a single dead letter is notified, of a queue only CloudFormation can name', () => {
    expect(lost).toMatchObject({ name: 'shop-prod-budget-ledger-dead-letters', severity: 'S3', threshold: 1, comparison: 'GreaterThanOrEqualToThreshold' });
    expect(Object.values(lost!.metrics)[0]).toMatchObject({ namespace: 'AWS/SQS', dimensions: { QueueName: DEAD_LETTER_QUEUE_NAME } });
  });

  test('nothing is more severe than its environment, and every severity has its topic', () => {
    for (const highest of SEVERITIES) {
      const capped = exampleObjective({ severity: { page: highest, ticket: highest }, noData: { kind: 'expected', reason: 'x' } });
      const [region] = buildPlan({ ...exampleModel({ a: [capped] }), highestSeverity: highest }).plan.regions;
      const notified = alarmsOf(region!.errorBudget!);
      for (const { severity, topicName } of notified) {
        expect(SEVERITIES.indexOf(severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(highest));
        expect(region!.topics.map(({ name }) => name)).toContain(topicName);
      }
    }
  });
});

describe('the signal for pipelines', () => {
  test('looks at every exhausted budget and at every page, and notifies nobody', () => {
    const { signals } = budgetOf({
      checkout: [exampleObjective(), exampleObjective({ id: 'other', severity: { page: 'S0', ticket: 'S4' } })],
      basket: [exampleObjective()],
    });
    expect(signals.map(({ name, serviceId, firesWhenAnyOf }) => [name, serviceId, firesWhenAnyOf])).toEqual([
      ['shop-prod-basket-error-budget', 'basket', ['shop-prod-basket-availability-budget-exhausted', 'shop-prod-basket-availability-s1']],
      [
        'shop-prod-checkout-error-budget',
        'checkout',
        [
          'shop-prod-checkout-availability-budget-exhausted',
          'shop-prod-checkout-other-budget-exhausted',
          'shop-prod-checkout-availability-s1',
          'shop-prod-checkout-other-s0',
        ],
      ],
      ['shop-prod-error-budget', undefined, ['shop-prod-basket-error-budget', 'shop-prod-checkout-error-budget']],
    ]);
    expect(signals[0]).not.toHaveProperty('topicName');
  });

  test('over all services looks at the signals of services and at nothing of theirs: CloudWatch deletes no alarm that is looked at', () => {
    const { signals } = budgetOf(Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`service-${index}`, [exampleObjective()]])));
    const ofServices = new Set(signals.filter(({ serviceId }) => serviceId !== undefined).map(({ name }) => name));
    const own = signals.filter(({ serviceId }) => serviceId === undefined);
    const looked = own.flatMap(({ firesWhenAnyOf }) => firesWhenAnyOf);
    expect(ofServices.size).toBe(130);
    expect(new Set(looked)).toEqual(new Set([...ofServices, ...own.slice(0, -1).map(({ name }) => name)]));
    expect(own.at(-1)!.name).toBe('shop-prod-error-budget');
  });

  test('is cut into rules that CloudWatch takes, whatever the number and the names, with one alarm above them', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9]{0,38}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 130 }), (ids) => {
        const { signals: all, objectives } = budgetOf({ checkout: ids.map((each) => exampleObjective({ id: each })) });
        const signals = all.filter(({ serviceId }) => serviceId === 'checkout');
        const parts = signals.length === 1 ? signals : signals.slice(0, -1);
        const top = signals.at(-1)!;
        const children = parts.flatMap(({ firesWhenAnyOf }) => firesWhenAnyOf);
        expect(new Set(children).size).toBe(children.length);
        expect(children).toHaveLength(2 * objectives.length);
        if (signals.length > 1) expect(top.firesWhenAnyOf).toEqual(parts.map(({ name }) => name));
        for (const { firesWhenAnyOf } of signals) {
          expect(firesWhenAnyOf.length).toBeLessThanOrEqual(MAX_RULE_CHILDREN);
          // As the CDK writes it once the references are resolved.
          const rule = `(${firesWhenAnyOf.map((name) => `ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}")`).join(' OR ')})`;
          expect(rule.length).toBeLessThanOrEqual(MAX_RULE_CHARACTERS);
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('every region with objectives has its own budgets; one without has none', () => {
  const { regions } = buildPlan(exampleModel({ checkout: [objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability')] })).plan;
  expect(regions.map(({ region, errorBudget }) => [region, errorBudget?.ledgers[0].input.objectives.length])).toEqual([
    ['eu-central-1', undefined],
    ['us-east-1', 1],
  ]);
});
