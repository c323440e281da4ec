import fc from 'fast-check';
import { childrenOf, type MetricMathNode } from '../../../../lib/aws/metric-math/ast';
import { parseMetricMath } from '../../../../lib/aws/metric-math/parse';
import type { Assumptions } from '../../../../lib/simulator/core/assumptions';
import type { MissingDataTreatment } from '../../../../lib/simulator/services/cloudwatch/alarm-state';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { DistributedSamples, SampleCounts } from '../../../../lib/simulator/services/cloudwatch/sample-counts';
import { constantValue } from '../../../../lib/simulator/services/cloudwatch/value-distribution';
import { alarm, expressionAlarm, metric, PROMPT, START, storeWith, type Values } from './alarm-fixtures';

/**
 * The alarm evaluates many buckets at a time, shares them between evaluations and keeps running counts. Here every
 * evaluation is done alone, bucket by bucket and rule by rule, as one would explain it; both must agree on every
 * transition.
 */

type Point = number | null;
type Series = readonly Point[];
type Operand = number | Series;

interface Case {
  readonly expression: string;
  readonly periodMinutes: number;
  readonly n: number;
  readonly m: number;
  readonly threshold: number;
  readonly comparison: string;
  readonly missingData: MissingDataTreatment;
  readonly assumptions: Partial<Assumptions>;
  readonly a: Values;
  readonly b: Values;
}

/** Pointwise ones, so that columns and running counts are used, and ones that need the whole range at once. */
const POINTWISE = [
  'a',
  'a + b',
  'a - b',
  'a * b',
  'a / b',
  '-a',
  'a > b',
  'a >= 2 AND b < 2',
  'a == 0 OR b != 1',
  '2 * a - 1',
  'FILL(a, 0)',
  'FILL(a, b)',
  'FILL(a, 1) + b',
  'a > FILL(b, 2)',
  'FILL(a, 1) / FILL(b, 0)',
  'MAX([a, b])',
  'MIN([a, FILL(b, 1)])',
  'SUM([a, b])',
  'AVG([a, b])',
  'IF(a, b, a)',
  'IF(a > 1, b, 3)',
  'IF(a > 1, 2, b)',
  'IF(a, b)',
  'IF(FILL(b, 0) > 0, FILL(a, 0) / FILL(b, 0), 0)',
  'IF(MAX([FILL(b, 0), FILL(a, 0)]) > 0, FILL(a, 0) / MAX([FILL(b, 0), FILL(a, 0)]), 0)',
];
const WHOLE_RANGE = ['DIFF(a)', 'FILL(a, REPEAT)', 'a - MIN(a)', 'b / SUM(a)'];

const MINUTES = 48;
const HISTORY = 24;

const series = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }), {
  minLength: MINUTES + HISTORY,
  maxLength: MINUTES + HISTORY,
});

const cases: fc.Arbitrary<Case> = fc
  .record({
    expression: fc.constantFrom(...POINTWISE, ...WHOLE_RANGE),
    periodMinutes: fc.integer({ min: 1, max: 4 }),
    n: fc.integer({ min: 1, max: 5 }),
    m: fc.integer({ min: 1, max: 5 }),
    threshold: fc.constantFrom(0, 0.5, 1, 2, 5),
    comparison: fc.constantFrom('GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'),
    missingData: fc.constantFrom<MissingDataTreatment>('missing', 'ignore', 'breaching', 'notBreaching'),
    assumptions: fc.record({
      metricDelayMinutes: fc.integer({ min: 0, max: 6 }),
      extraEvaluationBuckets: fc.integer({ min: 0, max: 3 }),
      youngLoneBreach: fc.constantFrom('keep', 'ok'),
      ifFalseMissing: fc.constantFrom('zero', 'drop'),
      fillEmptySeries: fc.constantFrom('filler', 'filler', 'empty'),
    }),
    a: series,
    b: series,
  })
  .map((each) => ({ ...each, m: Math.min(each.m, each.n) }));

test('columns and running counts give the transitions of a bucket-by-bucket evaluation', () => {
  fc.assert(
    fc.property(cases, (each) => expect(simulated(each, START, MINUTES)).toEqual(naive(each, START, MINUTES, 1, 0))),
    { numRuns: 1_500 },
  );
});

test('so do scans in stretches of any length', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 20 }), (each, stretch) => {
      expect(simulated(each, START, MINUTES, stretch)).toEqual(simulated(each, START, MINUTES));
    }),
    { numRuns: 200 },
  );
});

/**
 * Counters have one column of counts, over which an alarm skips whole blocks of evaluations whose outcome is certain.
 * Long calm stretches, bursts and gaps, periods longer than a block, and thresholds that ratios meet exactly.
 */
describe('evaluations skipped because bounds decide them', () => {
  const LENGTH = 400;
  const STRETCH = 160;
  const counts = fc
    .array(fc.record({ length: fc.integer({ min: 1, max: 120 }), value: fc.constantFrom(0, 0, 1, 2, 3, 10, 0.1, 100_000) }), { minLength: 3, maxLength: 12 })
    .map((runs) => {
      const values = runs.flatMap(({ length, value }) => Array<Point>(length).fill(value === 0 ? null : value));
      return Array.from({ length: LENGTH }, (_, index): Point => values[index % values.length]!);
    });
  const skipping: fc.Arbitrary<Case> = fc
    .record({
      base: cases,
      expression: fc.constantFrom(...POINTWISE),
      periodMinutes: fc.integer({ min: 1, max: 60 }),
      n: fc.constantFrom(1, 1, 1, 2),
      threshold: fc.constantFrom(0, 0.1, 0.25, 0.5, 1, 2, 3, 30, 60),
      a: counts,
      b: counts,
    })
    .map(({ base, ...own }) => ({ ...base, ...own, m: 1 }));

  test('give the transitions of a bucket-by-bucket evaluation', () => {
    fc.assert(
      fc.property(skipping, (each) => {
        // Whole counts only, so that sums are exact whichever way they are made.
        const whole = { ...each, a: each.a.map((value) => value && Math.ceil(value)), b: each.b.map((value) => value && Math.ceil(value)) };
        const history = LENGTH - STRETCH;
        expect(simulated(whole, START, STRETCH, STRETCH, history, countersWith)).toEqual(naive(whole, START, STRETCH, 1, 0, history));
      }),
      { numRuns: 300 },
    );
  });

  test('are those that leave the state alone, to the last bit of a fraction', () => {
    fc.assert(
      fc.property(skipping, (each) => {
        const history = LENGTH - STRETCH;
        // Scanned minute by minute there is no block to skip.
        expect(simulated(each, START, STRETCH, STRETCH, history, countersWith)).toEqual(simulated(each, START, STRETCH, 1, history, countersWith));
      }),
      { numRuns: 300 },
    );
  });

  /** Ratios of noisy counters around their thresholds, over windows shorter and longer than the blocks that are skipped. */
  test('give the transitions of a plain loop for burn rates at their threshold', () => {
    const noisy = fc.record({
      requests: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 90, maxLength: 200 }),
      errors: fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2, 40), { minLength: 90, maxLength: 200 }),
      minutes: fc.constantFrom(1, 5, 30, 60),
      threshold: fc.constantFrom(0.01, 0.05, 0.1, 0.5),
      metricDelayMinutes: fc.constantFrom(0, 0, 3),
    });
    fc.assert(
      fc.property(noisy, ({ requests, errors, minutes, threshold, metricDelayMinutes }) => {
        const length = 3_000;
        const a = Array.from({ length }, (_, index) => requests[index % requests.length]!);
        const b = Array.from({ length }, (_, index) => errors[(index >> 1) % errors.length]!);
        const each: Case = {
          expression: 'IF(MAX([FILL(a, 0), FILL(b, 0)]) > 0, FILL(b, 0) / MAX([FILL(a, 0), FILL(b, 0)]), 0)',
          periodMinutes: minutes,
          n: 1,
          m: 1,
          threshold,
          comparison: 'GreaterThanThreshold',
          missingData: 'notBreaching',
          assumptions: { metricDelayMinutes },
          a,
          b,
        };
        const plain: Transition[] = [];
        let state = 'INSUFFICIENT_DATA';
        for (let end = 1_000; end < length; end += 1) {
          const sum = (values: readonly number[]) => values.slice(end - minutes, Math.max(end - minutes, end - metricDelayMinutes)).reduce((x, y) => x + y, 0);
          const total = Math.max(sum(a), sum(b));
          const next = total > 0 && sum(b) / total > threshold ? 'ALARM' : 'OK';
          if (next !== state) plain.push([START + end - 1_000, (state = next)]);
        }
        expect(simulated(each, START, length - 1_000, length - 1_000, 1_000, countersWith)).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });
});

function countersWith(values: Readonly<Record<string, Values>>, first: number): MetricStore {
  const store = new MetricStore();
  for (const [name, points] of Object.entries(values)) {
    store.publish(metric(name), [
      new DistributedSamples(
        new SampleCounts(
          first,
          points.map((value) => value ?? 0),
        ),
        constantValue(1),
      ),
    ]);
  }
  return store;
}

describe('multi-day alarms', () => {
  // 61 minutes do not divide into hours: the buckets of two evaluations never coincide, and columns cannot be shared.
  test.each([
    [60, 25],
    [61, 24],
    [720, 3],
    [1_440, 2],
  ])('of %i minutes × %i periods', (periodMinutes, n) => {
    const length = periodMinutes * (n + 3) + 600;
    const sparse = (seed: number): Values => Array.from({ length }, (_, index) => ((index * 7919 + seed * 31) % 97 < seed ? index % 4 : null));
    const shape = fc.record({
      base: cases,
      seedA: fc.integer({ min: 0, max: 30 }),
      seedB: fc.integer({ min: 0, max: 97 }),
      m: fc.integer({ min: 1, max: n }),
      offset: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(shape, ({ base, seedA, seedB, m, offset }) => {
        const each = {
          ...base,
          periodMinutes,
          n,
          m,
          a: sparse(seedA),
          b: sparse(seedB),
          assumptions: { ...base.assumptions, multiDayEvaluationMinute: offset },
        };
        const history = length - 600;
        expect(simulated(each, START, 600, 600, history)).toEqual(naive(each, START, 600, 60, offset, history));
      }),
      { numRuns: 15 },
    );
  });
});

type Transition = readonly [minute: number, state: string];

function simulated(
  each: Case,
  from: number,
  minutes: number,
  stretch = minutes,
  history = HISTORY,
  publish: (values: Readonly<Record<string, Values>>, first: number) => MetricStore = storeWith,
): Transition[] {
  const properties = expressionAlarm(each.expression, ['a', 'b'], each.periodMinutes * 60, {
    EvaluationPeriods: each.n,
    DatapointsToAlarm: each.m,
    Threshold: each.threshold,
    ComparisonOperator: each.comparison,
    TreatMissingData: each.missingData,
  });
  const run = alarm(properties, publish({ a: each.a, b: each.b }, from - history), each.assumptions);
  const transitions: Transition[] = [];
  for (let minute = 0; minute < minutes; minute += stretch) {
    for (const { at, to } of run.scan(from + minute, from + Math.min(minutes, minute + stretch))) transitions.push([at / 60_000, to]);
  }
  return transitions;
}

function naive(each: Case, from: number, minutes: number, step: number, offset: number, history = HISTORY): Transition[] {
  const assumptions: Assumptions = { ...PROMPT, ...each.assumptions };
  const node = parseMetricMath(each.expression);
  const transitions: Transition[] = [];
  let state = 'INSUFFICIENT_DATA';
  for (let minute = from; minute < from + minutes; minute += 1) {
    if ((minute - offset) % step !== 0) continue;
    const end = minute - offset;
    const buckets = each.n + assumptions.extraEvaluationBuckets;
    const sums = (values: Values): Point[] =>
      Array.from({ length: buckets }, (_, index) => {
        const start = end - (buckets - index) * each.periodMinutes;
        const readable = values
          .slice(Math.max(0, start - (from - history)), Math.max(0, start + each.periodMinutes - (from - history)))
          .filter((value, position) => value !== null && Math.max(start, from - history) + position + 1 + assumptions.metricDelayMinutes <= minute);
        return readable.length === 0 ? null : readable.reduce<number>((sum, value) => sum + value!, 0);
      });
    const values = evaluate(node, { a: sums(each.a), b: sums(each.b) }, assumptions, buckets) as Series;
    const next = decide(each, values, assumptions, state);
    if (next !== state) transitions.push([minute, (state = next)]);
  }
  return transitions;
}

function decide({ n, m, threshold, comparison, missingData }: Case, oldestFirst: Series, assumptions: Assumptions, state: string): string {
  const breaches = (value: number): boolean =>
    ({
      GreaterThanThreshold: value > threshold,
      GreaterThanOrEqualToThreshold: value >= threshold,
      LessThanThreshold: value < threshold,
      LessThanOrEqualToThreshold: value <= threshold,
    })[comparison]!;
  const points = oldestFirst.map((value, index) => ({ value, age: oldestFirst.length - index })).reverse();
  const real = points.filter((point): point is { value: number; age: number } => point.value !== null);
  if (real.length >= n) return real.slice(0, n).filter(({ value }) => breaches(value)).length >= m ? 'ALARM' : 'OK';
  const bad = real.filter(({ value }) => breaches(value));
  if (missingData === 'breaching') return bad.length + (n - real.length) >= m ? 'ALARM' : 'OK';
  if (missingData === 'notBreaching') return bad.length >= m ? 'ALARM' : 'OK';
  if (real.length === 0) return missingData === 'ignore' ? state : 'INSUFFICIENT_DATA';
  if (bad.length >= m) return 'ALARM';
  if (bad.length < real.length) return 'OK';
  if (missingData === 'ignore') return state;
  if (real.at(-1)!.age >= m) return 'ALARM';
  return assumptions.youngLoneBreach === 'ok' ? 'OK' : state;
}

/** Metric math over a whole range, oldest first, value by value. */
function evaluate(node: MetricMathNode, metrics: Readonly<Record<string, Series>>, assumptions: Assumptions, size: number): Operand {
  const value = (child: MetricMathNode): Operand => evaluate(child, metrics, assumptions, size);
  const at = (operand: Operand, index: number): Point => (typeof operand === 'number' ? operand : operand[index]!);
  const each = (make: (index: number) => Point): Series => Array.from({ length: size }, (_, index) => make(index));
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'reference':
      return metrics[node.id]!;
    case 'negate': {
      const operand = value(node.operand);
      return each((index) => (at(operand, index) === null ? null : 0 - at(operand, index)!));
    }
    case 'binary': {
      const left = value(node.left);
      const right = value(node.right);
      if (typeof left === 'number' && typeof right === 'number') return operate(node.operator, left, right)!;
      return each((index) => {
        const x = at(left, index);
        const y = at(right, index);
        if (x === null && y === null) return null;
        if ((x === null && typeof right === 'number') || (y === null && typeof left === 'number')) return null;
        return operate(node.operator, x ?? 0, y ?? 0);
      });
    }
    case 'call':
      return call(node.name, childrenOf(node), value, at, each, assumptions);
    default:
      throw new Error(`the naive evaluation does not know ${node.kind}`);
  }
}

function operate(operator: string, x: number, y: number): Point {
  const is = (truth: boolean): number => (truth ? 1 : 0);
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? null : x / y;
    case '>':
      return is(x > y);
    case '>=':
      return is(x >= y);
    case '<':
      return is(x < y);
    case '==':
      return is(x === y);
    case '!=':
      return is(x !== y);
    case 'AND':
      return is(x !== 0 && y !== 0);
    case 'OR':
      return is(x !== 0 || y !== 0);
    default:
      throw new Error(`the naive evaluation does not know ${operator}`);
  }
}

function call(
  name: string,
  nodes: readonly MetricMathNode[],
  value: (node: MetricMathNode) => Operand,
  at: (operand: Operand, index: number) => Point,
  each: (make: (index: number) => Point) => Series,
  assumptions: Assumptions,
): Operand {
  const first = nodes[0]!;
  if (first.kind === 'array') {
    const items = first.items.map(value);
    return each((index) => {
      const present = items.map((item) => at(item, index)).filter((point) => point !== null);
      const sum = present.reduce((total, point) => total + point, 0);
      if (present.length === 0) return null;
      return { MAX: Math.max(...present), MIN: Math.min(...present), SUM: sum, AVG: sum / items.length }[name]!;
    });
  }
  const argument = value(first);
  const present = typeof argument === 'number' ? [] : argument.filter((point) => point !== null);
  switch (name) {
    case 'FILL': {
      const filler = nodes[1]!;
      if (filler.kind === 'word') return each((index) => (argument as Series).slice(0, index + 1).findLast((point) => point !== null) ?? null);
      if (present.length === 0 && assumptions.fillEmptySeries === 'empty') return argument;
      return each((index) => at(argument, index) ?? at(value(filler), index));
    }
    case 'DIFF':
      return each((index) => {
        const previous = (argument as Series).slice(0, index).findLast((point) => point !== null) ?? null;
        return at(argument, index) === null || previous === null ? null : at(argument, index)! - previous;
      });
    case 'MIN':
      return present.length === 0 ? (each(() => null) as Operand) : Math.min(...present);
    case 'SUM':
      return present.length === 0 ? (each(() => null) as Operand) : present.reduce((total, point) => total + point, 0);
    case 'IF': {
      const comparesWithNumber = first.kind === 'binary' && ['>', '>=', '<', '=='].includes(first.operator) && first.right.kind === 'number';
      const whenTrue = value(nodes[1]!);
      const isZeroWhereMissing = nodes[2] !== undefined && assumptions.ifFalseMissing === 'zero' && (comparesWithNumber || typeof whenTrue !== 'number');
      return each((index) => {
        const condition = at(argument, index);
        if (condition === null) return null;
        if (condition !== 0) return at(whenTrue, index) ?? 0;
        if (nodes[2] === undefined) return null;
        return at(value(nodes[2]), index) ?? (isZeroWhereMissing ? 0 : null);
      });
    }
    default:
      throw new Error(`the naive evaluation does not know ${name}`);
  }
}
