import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import type { GameDayReport } from '../../lib/gameday/report';
import { runGameDay } from '../../lib/gameday/run-game-day';
import type { OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import { toGameDayJson } from '../../lib/report/game-day-json';
import { timelineText } from '../../lib/report/timeline-text';
import type { Scenario } from '../../lib/scenario/scenario';
import { kindsOf } from '../../lib/slo/sli/indicator';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { outage, SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { inWords } from '../helpers/measurement-words';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { reportSchemaErrors } from '../helpers/report-schema';
import { stacksOf } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

const model = exampleModel({ checkout: [exampleObjective({ typicalEventsPerMinute: 600 })] });
const { plan } = buildPlan(model);
const stacks = synthesizedStacks(plan);
const PAGED = { objective: 'checkout/availability', severity: 'S1', after: 'down', within: 180, notBefore: 0 } as const;

const play = (changes: Partial<Scenario> = {}, played: readonly LoadedStack[] = stacks): Promise<GameDayReport> =>
  runGameDay({ scenario: scenarioOf({ duration: 120, ...changes }), model, plan, stacks: played });
const extra = (resource: object): LoadedStack[] => [...stacks, ...stacksOf({ stackName: 'more', template: { Resources: { Extra: resource } } })];

test('an outage that pages in time, and the ticket after it, pass', async () => {
  const ticket = { ...PAGED, severity: 'S3', within: 3_600 } as const;
  const report = await play({ workload: [outage({ for: 10 })], expect: [PAGED, ticket] });
  expect(report).toMatchObject({ outcome: 'passed', differences: [], unknown: [] });
  // Nothing in it that its schema does not know; it survives the way between threads.
  expect(reportSchemaErrors(JSON.parse(JSON.stringify(toGameDayJson([report]))))).toEqual([]);
  expect(structuredClone(report)).toEqual(report);
  expect(report.measurements.map(inWords)[0]?.budgetSpent).toBeGreaterThan(0.04);
});

test('the same game day gives the same report', async () => {
  const day = { workload: [outage({ for: 10 })], expect: [PAGED] };
  expect(JSON.stringify(await play(day))).toBe(JSON.stringify(await play(day)));
});

test('timeline and progress are notified while it is played, in order', async () => {
  const notified: number[] = [];
  const reached: number[] = [];
  const report = await runGameDay({
    scenario: scenarioOf({ workload: [outage()], duration: 600 }),
    model,
    plan,
    stacks,
    onTimeline: ({ at }) => notified.push(at),
    onProgress: (instant) => reached.push(instant),
  });
  expect(notified).toEqual(report.timeline.map(({ at }) => at));
  expect(notified).toEqual([...notified].sort((a, b) => a - b));
  expect(reached.at(-1)).toBe(SCENARIO_START + 600 * 60_000);
});

test('topics without subscriptions are noted', async () => {
  const { notes } = await play({ workload: [outage()], expect: [PAGED] });
  expect(notes).toEqual([
    'nobody is subscribed to shop-prod-s1',
    'nobody is subscribed to shop-prod-s2',
    'nobody is subscribed to shop-prod-s3',
    'a first deployment to eu-central-1 notifies shop-prod-s2 once: shop-prod-budget-ledger-stopped is on until the first run',
  ]);
});

describe('what cannot be determined is never passed', () => {
  test('an anomaly detector, which the simulator does not know', async () => {
    const report = await play({}, extra({ Type: 'AWS::CloudWatch::AnomalyDetector', Properties: {} }));
    expect(report.outcome).toBe('could not tell');
    expect(report.unknown[0]).toMatch(/^more\/Extra: anomaly detection/);
  });

  test('the failure of a call that nobody makes, such as one that is misspelt', async () => {
    const report = await play({ fail: [{ call: 'sns:Publsh', from: 0, for: 60, error: 'InternalError' }] });
    expect(report).toMatchObject({ outcome: 'could not tell', unknown: ['what the failure of sns:Publsh does: nobody makes this call while it fails'] });
  });

  test('two resources of the configuration that share a metric', async () => {
    const { lambda } = EXAMPLE_BINDINGS;
    const twice = exampleModel({
      checkout: [objectiveOf(lambda, 'success-rate'), objectiveOf({ ...lambda, throttles: 'ignore' }, 'success-rate', { id: 'again' })],
    });
    const planned = buildPlan(twice).plan;
    const report = await runGameDay({ scenario: scenarioOf({ duration: 60 }), model: twice, plan: planned, stacks: synthesizedStacks(planned) });
    expect(report.unknown[0]).toMatch(/^checkout\/again: the metrics of lambda \S+ belong to another resource/);
    expect(report.outcome).not.toBe('passed');
  });
});

describe('what fails', () => {
  test('a notification lost because a call fails', async () => {
    const report = await play({ workload: [outage({ for: 10 })], expect: [PAGED], fail: [{ call: 'sns:Publish', from: 30, for: 90, error: 'InternalError' }] });
    expect(report.outcome).toBe('failed');
    expect(report.measurements.map(inWords)[0]?.measured).toBe('never');
    expect(report.timeline.map(timelineText).join('\n')).toMatch(/LOST {2}shop-prod-checkout-availability-s1 to shop-prod-s1 at the call failed/);
  });

  test('an alarm that is in no template', async () => {
    const report = await play(
      {},
      stacks.filter(({ stackName }) => !stackName.includes('-slo-')),
    );
    expect(report.outcome).toBe('failed');
    expect(report.differences[0]).toMatchObject({ what: 'alarm', found: 'is in no template' });
  });

  test('a page on a day on which nothing happens, even before the scenario starts', async () => {
    const report = await play({ traffic: { checkout: { backgroundErrorPercent: 50 } } });
    expect(report.outcome).toBe('failed');
    expect(report.measurements.map((each) => inWords(each).measured)).toContainEqual(expect.stringMatching(/, before anything happened$/));
  });

  test('a template that AWS would refuse', async () => {
    const report = await play({}, extra({ Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'x' } }));
    expect(report.outcome).toBe('failed');
    expect(inWords(report.measurements[0]!)).toMatchObject({ expected: 'AWS accepts it', outcome: 'failed' });
  });
});

describe('the alarms of every source do what is planned', () => {
  const objectives = Object.values(EXAMPLE_BINDINGS).flatMap((binding) =>
    kindsOf(binding.source).map((kind) => objectiveOf(binding, kind, { id: `${binding.source}-${kind}`.toLowerCase(), targetPercent: 99 })),
  );
  const everything: OperationsModel = exampleModel({ all: objectives });
  const planned = buildPlan(everything).plan;
  const deployed = synthesizedStacks(planned);

  const playEverySource = (changes: Partial<Scenario>, plays?: 'alarms') =>
    runGameDay({ scenario: scenarioOf({ duration: 150, ...changes }), model: everything, plan: planned, stacks: deployed, plays });

  test.each<[string, Partial<Scenario>]>([
    ['in an outage', { workload: [outage({ on: ['all'] })] }],
    ['under silence', { workload: [{ kind: 'silence', id: 'blind', on: ['all'], at: 30, for: 60 }] }],
    ['with no traffic at all', { workload: [{ kind: 'traffic', id: 'none', on: ['all'], at: 30, for: 90, factor: 0 }] }],
    ['without metric delay', { workload: [outage({ on: ['all'] })], assume: { ...scenarioOf().assume, metricDelayMinutes: 0 } }],
  ])('%s', async (_, changes) => {
    const report = await playEverySource(changes, 'alarms');
    expect(report.differences).toEqual([]);
    expect(report.unknown).toEqual(['what budget ledgers and people do: no function was run']);
  });

  test.each<[string, Partial<Scenario>]>([
    [
      'with errors, slowness, a backlog and dead letters at once',
      {
        workload: [
          { kind: 'flapping', id: 'a', on: ['all'], at: 10, for: 60, percent: 30, onFor: 7, offFor: 3 },
          { kind: 'latency', id: 'b', on: ['all'], at: 20, for: 60, percent: 80, typicalMs: 900_000 },
          { kind: 'backlog', id: 'c', on: ['all'], at: 30, for: 60 },
          { kind: 'dead-letters', id: 'd', on: ['all'], at: 40, for: 20, perMinute: 0.7 },
          { kind: 'traffic', id: 'e', on: ['all'], at: 50, for: 30, factor: 0.01 },
        ],
      },
    ],
    ['with a metric delay of three minutes', { workload: [outage({ on: ['all'] })], assume: { ...scenarioOf().assume, metricDelayMinutes: 3 } }],
  ])('%s, and so do ledgers', async (_, changes) => {
    const report = await playEverySource(changes);
    expect(report.differences).toEqual([]);
    expect(report.unknown).toEqual([]);
  });
});
