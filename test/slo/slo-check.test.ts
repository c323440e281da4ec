import fc from 'fast-check';
import { checkOutcome, judgeFigures, type Judgement, type MeasuredFigures } from '../../lib/slo/slo-check';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';

const { applicationLoadBalancer: balancer, lambda, queue } = EXAMPLE_BINDINGS;
const latencyOf = (targetPercent: number) => objectiveOf(balancer, 'latency', { targetPercent, thresholdMs: 2_000 });

const MODEL = exampleModel({
  portal: [exampleObjective(), latencyOf(95)],
  worker: [objectiveOf(lambda, 'success-rate', { targetPercent: 99.5 }), objectiveOf(queue, 'freshness')],
});

/** `portal/availability passed`, ... */
const notified = (judgements: readonly Judgement[]) => judgements.map(({ objective, outcome }) => `${objective} ${outcome}`);
const judge = (figures: MeasuredFigures, service?: string) => notified(judgeFigures(MODEL, figures, service));

describe('requirement 003-42: a figure is judged by the objectives it speaks about', () => {
  test.each([
    ['availability at the target passes', { availability: 99.9 }, ['portal/availability passed']],
    ['availability just below the target fails', { availability: 99.899999 }, ['portal/availability failed']],
    ['latency at the threshold passes', { latency: 2_000 }, ['portal/latency passed']],
    ['latency just above the threshold fails', { latency: 2_000.001 }, ['portal/latency failed']],
    ['an error rate is judged by availability and by success rate', { errorRate: 0.1 }, ['portal/availability passed', 'worker/success-rate passed']],
    ['each by its own target', { errorRate: 0.3 }, ['portal/availability failed', 'worker/success-rate passed']],
    ['an error rate just above what is allowed fails', { errorRate: 0.500001 }, ['portal/availability failed', 'worker/success-rate failed']],
    ['nothing failed at all', { errorRate: 0 }, ['portal/availability passed', 'worker/success-rate passed']],
    [
      'several figures are judged in order',
      { errorRate: 0.1, availability: 99.95, latency: 5 },
      ['portal/availability passed', 'portal/latency passed', 'portal/availability passed', 'worker/success-rate passed'],
    ],
  ] as const)('%s', (_, figures, expected) => {
    expect(judge(figures)).toEqual(expected);
  });

  test('of one service only, when one is named', () => {
    expect(judge({ errorRate: 0.3 }, 'worker')).toEqual(['worker/success-rate passed']);
  });

  test('a figure that no objective speaks about cannot be determined, and says why', () => {
    expect(judgeFigures(MODEL, { latency: 1 }, 'worker')).toEqual([
      { figure: 'latency', measured: 1, outcome: 'could not tell', why: 'worker has no objective of kind latency' },
    ]);
    expect(judgeFigures(exampleModel({}), { errorRate: 0 })[0]!.why).toBe('shop has no objective of kind availability or success-rate');
  });

  test('the allowed error rate has no rounding noise', () => {
    const model = exampleModel({ portal: [exampleObjective({ targetPercent: 99.95 })] });
    expect(judgeFigures(model, { errorRate: 0.05 })).toMatchObject([{ target: 0.05, outcome: 'passed' }]);
  });
});

describe('a 95th percentile and an objective about another share of the requests', () => {
  const judgeLatency = (targetPercent: number, latency: number) => judgeFigures(exampleModel({ portal: [latencyOf(targetPercent)] }), { latency })[0]!;

  test.each([
    [99, 2_000, 'could not tell'],
    [99, 2_001, 'failed'],
    [90, 2_000, 'passed'],
    [90, 2_001, 'could not tell'],
  ])('a promise to %d %% with a percentile of %d ms: %s', (targetPercent, latency, outcome) => {
    expect(judgeLatency(targetPercent, latency).outcome).toBe(outcome);
  });

  test('the verdict is one that any latencies with this percentile have', () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(latencies, fc.integer({ min: 50, max: 99 }), (values, targetPercent) => {
        const sorted = [...values].sort((a, b) => a - b);
        const percentile = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
        const good = values.filter((value) => value <= 2_000).length / values.length;
        const { outcome } = judgeLatency(targetPercent, percentile);
        if (outcome !== 'could not tell') expect(outcome).toBe(good >= targetPercent / 100 ? 'passed' : 'failed');
      }),
    );
  });
});

test('the outcome of a check is its worst judgement, and of nothing it cannot be determined', () => {
  const outcome = (figures: MeasuredFigures, service?: string) => checkOutcome(judgeFigures(MODEL, figures, service));
  expect(outcome({ availability: 100, latency: 1, errorRate: 0 })).toBe('passed');
  expect(outcome({ availability: 100, latency: 1 }, 'worker')).toBe('could not tell');
  expect(outcome({ errorRate: 50, latency: 1 }, 'worker')).toBe('failed');
  expect(outcome({})).toBe('could not tell');
});
