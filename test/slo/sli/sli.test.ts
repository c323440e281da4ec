import fc from 'fast-check';
import { referencedIds } from '../../../lib/aws/metric-math/ast';
import { parseMetricMath } from '../../../lib/aws/metric-math/parse';
import { indicatorFor, kindsOf } from '../../../lib/slo/sli/indicator';
import { formatNumber, type MetricReference, type ObjectiveKind, type Sli } from '../../../lib/slo/sli/sli';
import type { Binding } from '../../../lib/slo/sli/sources';
import { EXAMPLE_BINDINGS, everyIndicator } from '../../helpers/every-indicator';
import { evaluateSteps, type Point, type Points } from '../../helpers/metric-math-values';

const ALL_KINDS: readonly ObjectiveKind[] = ['availability', 'latency', 'success-rate', 'freshness', 'delivery'];
const INDICATORS = everyIndicator().map((each) => [each.name, each.sli] as const);

const make = (binding: Binding, kind: ObjectiveKind, options: { thresholdMs?: number; latencyMethod?: 'events' | 'slices'; target?: number } = {}) =>
  indicatorFor(binding, { kind, target: 0.999, ...options });

/** Last value of a step for one minute of metrics; an absent metric published nothing. */
function measure(sli: Sli, metrics: Readonly<Record<string, number>>, step: string): number | undefined {
  const points = Object.fromEntries(Object.keys(sli.metrics).map((id) => [id, [metrics[id]]]));
  return evaluateSteps(sli.steps, points)[step]?.[0];
}

const ratioOf = (sli: Sli, metrics: Readonly<Record<string, number>>): [number | undefined, number | undefined] => [
  measure(sli, metrics, 'bad'),
  measure(sli, metrics, 'total'),
];

describe.each(INDICATORS)('%s', (_, sli) => {
  const ids = Object.keys(sli.metrics);

  test('names only metrics and earlier steps, and uses every metric', () => {
    const known = new Set(ids);
    const used = new Set<string>();
    for (const { id, expression } of sli.steps) {
      for (const reference of referencedIds(parseMetricMath(expression))) {
        expect(known).toContain(reference);
        used.add(reference);
      }
      expect(known).not.toContain(id);
      known.add(id);
    }
    expect([...used].filter((id) => id in sli.metrics).sort()).toEqual([...ids].sort());
  });

  test('has ids that CloudWatch accepts and leaves room for at most ten metrics', () => {
    for (const id of [...ids, ...sli.steps.map((step) => step.id)]) expect(id).toMatch(/^[a-z][A-Za-z0-9_]*$/);
    expect(ids.length).toBeLessThanOrEqual(10);
    expect(sli.steps.length).toBeLessThanOrEqual(9);
  });

  test('ends with the steps it promises', () => {
    const last = sli.steps.map((step) => step.id);
    if (sli.kind === 'events') expect(last.slice(-2)).toEqual(['bad', 'total']);
    else expect(last.at(-1)).toBe('bad');
  });

  test('is defined at every timestamp, whatever is missing, with 0 ≤ bad ≤ total', () => {
    const point = fc.option(fc.oneof(fc.nat(1_000_000), fc.double({ min: 0, max: 1e6, noNaN: true })), { nil: undefined });
    const minutes = fc.array(fc.tuple(...ids.map(() => point)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(minutes, (rows) => {
        const metrics: Record<string, Points> = Object.fromEntries(ids.map((id, column) => [id, rows.map((row) => row[column])]));
        const { bad, total } = evaluateSteps(sli.steps, metrics);
        rows.forEach((__, minute) => {
          const badNow = bad![minute];
          expect(badNow).toBeGreaterThanOrEqual(0);
          if (sli.kind === 'slices') expect([0, 1]).toContain(badNow);
          else expect(total![minute]).toBeGreaterThanOrEqual(badNow!);
        });
      }),
    );
  });

  test('counts nothing when nothing is published', () => {
    expect(measure(sli, {}, 'bad')).toBe(0);
    if (sli.kind === 'events') expect(measure(sli, {}, 'total')).toBe(0);
  });

  test('says something about its metrics, one sentence a note', () => {
    expect(sli.notes.length).toBeGreaterThan(0);
    for (const note of sli.notes) expect(note).not.toMatch(/\.$/);
  });
});

describe('which source can promise what', () => {
  for (const binding of Object.values(EXAMPLE_BINDINGS)) {
    for (const kind of ALL_KINDS) {
      const allowed = kindsOf(binding.source).includes(kind);
      test(`${binding.source} ${allowed ? 'can' : 'cannot'} promise ${kind}`, () => {
        const build = () => make(binding, kind, { thresholdMs: 1_000 });
        if (allowed) expect(build().source).toBe(binding.source);
        else
          expect(build).toThrow(new RangeError(`a ${binding.source} indicator cannot be of kind ${kind}: allowed are ${kindsOf(binding.source).join(', ')}`));
      });
    }
  }

  test.each(['latency', 'freshness'] as const)('%s without a threshold is refused', (kind) => {
    const binding = kind === 'latency' ? EXAMPLE_BINDINGS.restApi : EXAMPLE_BINDINGS.queue;
    expect(() => make(binding, kind)).toThrow(`an objective of kind ${kind} needs a threshold`);
  });

  test('delivery without a dead-letter queue is refused', () => {
    expect(() => make({ source: 'queue', queueName: 'q' }, 'delivery')).toThrow('the delivery objective of queue q needs its dead-letter queue');
  });

  test.each([
    [[], 'none'],
    [['A', 'B', 'C', 'D', 'E', 'F'], 'A, B, C, D, E, F'],
    [['GetItem', 'Query', 'GetItem'], 'GetItem, Query, GetItem'],
  ])('a table with the operations %j is refused', (operations, shown) => {
    expect(() => make({ ...EXAMPLE_BINDINGS.table, operations }, 'availability')).toThrow(
      `the operations of table mappings are ${shown}: allowed are 1 to 5 different ones`,
    );
  });

  test.each([{}, { good: 'G', bad: 'B' }])('counters with %j are refused: it is either the good or the bad events', (counted) => {
    const binding = { source: 'counters', namespace: 'Edi', dimensions: {}, total: 'T', ...counted } as const;
    expect(() => make(binding, 'success-rate')).toThrow('either the good or the bad');
  });
});

describe('the exact metrics of each source (facts 3.2)', () => {
  const metric = (namespace: string, metricName: string, statistic: string, dimensions: Record<string, string>): MetricReference => ({
    namespace,
    metricName,
    statistic,
    dimensions,
  });

  test('a load balancer counts per target group, and its own errors only for the whole balancer', () => {
    const whole = { LoadBalancer: 'app/portal/50dc6c495c0c910c' };
    const group = { TargetGroup: 'targetgroup/portal/943f017f100becfc', ...whole };
    expect(make(EXAMPLE_BINDINGS.applicationLoadBalancer, 'availability').metrics).toEqual({
      requests: metric('AWS/ApplicationELB', 'RequestCount', 'Sum', group),
      targeterrors: metric('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'Sum', group),
      balancererrors: metric('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'Sum', whole),
      rejected: metric('AWS/ApplicationELB', 'HTTPCode_ELB_503_Count', 'Sum', whole),
    });
  });

  test('a load balancer without a target group is measured whole', () => {
    const { metrics } = make({ source: 'applicationLoadBalancer', loadBalancer: 'app/portal/50dc6c495c0c910c' }, 'availability');
    for (const each of Object.values(metrics)) expect(each.dimensions).toEqual({ LoadBalancer: 'app/portal/50dc6c495c0c910c' });
  });

  test('load balancer latency is in seconds, API latency in milliseconds, for the same threshold', () => {
    expect(make(EXAMPLE_BINDINGS.applicationLoadBalancer, 'latency', { thresholdMs: 2_500 }).metrics['intime']).toMatchObject({
      metricName: 'TargetResponseTime',
      statistic: 'TC(:2.5)',
    });
    for (const source of ['restApi', 'httpApi'] as const) {
      expect(make(EXAMPLE_BINDINGS[source], 'latency', { thresholdMs: 2_500 }).metrics['intime']).toMatchObject({
        metricName: 'Latency',
        statistic: 'TC(:2500)',
      });
    }
  });

  test('a Network Load Balancer is watched by the maximum of healthy targets, of what its nodes see', () => {
    const { targetGroup, loadBalancer } = EXAMPLE_BINDINGS.networkLoadBalancer;
    const sli = make(EXAMPLE_BINDINGS.networkLoadBalancer, 'availability');
    expect(sli.metrics).toEqual({
      healthy: metric('AWS/NetworkELB', 'HealthyHostCount', 'Maximum', { TargetGroup: targetGroup, LoadBalancer: loadBalancer }),
    });
    expect([3, 2, 1, 0].map((healthy) => measure(sli, { healthy }, 'bad'))).toEqual([0, 0, 1, 1]);
    expect(measure(sli, {}, 'bad')).toBe(0);
    expect(() => make({ ...EXAMPLE_BINDINGS.networkLoadBalancer, healthyTargets: 0 }, 'availability')).toThrow(
      'healthyTargets of targetgroup/as2/943f017f100becfc is 0: allowed are whole numbers from 1 to 10000',
    );
  });

  test('a REST API is known by its name and 5XXError, an HTTP API by its id and 5xx', () => {
    const named = { ApiName: 'status', Stage: 'live' };
    expect(make(EXAMPLE_BINDINGS.restApi, 'availability').metrics).toEqual({
      requests: metric('AWS/ApiGateway', 'Count', 'SampleCount', named),
      errors: metric('AWS/ApiGateway', '5XXError', 'Sum', named),
    });
    const identified = { ApiId: 'a1b2c3', Stage: '$default' };
    expect(make(EXAMPLE_BINDINGS.httpApi, 'availability').metrics).toEqual({
      requests: metric('AWS/ApiGateway', 'Count', 'SampleCount', identified),
      errors: metric('AWS/ApiGateway', '5xx', 'Sum', identified),
    });
  });

  test('Lambda throttles are read unless they are ignored', () => {
    const dimensions = { FunctionName: 'worker' };
    const counted = {
      invocations: metric('AWS/Lambda', 'Invocations', 'Sum', dimensions),
      errors: metric('AWS/Lambda', 'Errors', 'Sum', dimensions),
    };
    expect(make({ ...EXAMPLE_BINDINGS.lambda, throttles: 'ignore' }, 'success-rate').metrics).toEqual(counted);
    expect(make(EXAMPLE_BINDINGS.lambda, 'success-rate').metrics).toEqual({
      ...counted,
      throttles: metric('AWS/Lambda', 'Throttles', 'Sum', dimensions),
    });
  });

  test('a function URL is measured by its own metrics, all URLs of a function or one', () => {
    const all = { FunctionName: 'webhook' };
    expect(make(EXAMPLE_BINDINGS.functionUrl, 'availability').metrics).toEqual({
      requests: metric('AWS/Lambda', 'UrlRequestCount', 'Sum', all),
      errors: metric('AWS/Lambda', 'Url5xxCount', 'Sum', all),
    });
    const one = { ...all, Resource: 'webhook:$LATEST' };
    expect(make({ ...EXAMPLE_BINDINGS.functionUrl, qualifier: '$LATEST' }, 'latency', { thresholdMs: 800 }).metrics).toEqual({
      intime: metric('AWS/Lambda', 'UrlRequestLatency', 'TC(:800)', one),
      timed: metric('AWS/Lambda', 'UrlRequestLatency', 'SampleCount', one),
    });
  });

  test('durations of Lambda and Step Functions are in milliseconds, as trimmed count or as percentile of slices', () => {
    for (const [source, metricName] of [
      ['lambda', 'Duration'],
      ['stateMachine', 'ExecutionTime'],
    ] as const) {
      expect(make(EXAMPLE_BINDINGS[source], 'latency', { thresholdMs: 120_000 }).metrics).toMatchObject({
        intime: { metricName, statistic: 'TC(:120000)' },
        timed: { metricName, statistic: 'SampleCount' },
      });
      const slices = make(EXAMPLE_BINDINGS[source], 'latency', { thresholdMs: 120_000, latencyMethod: 'slices', target: 0.995 });
      expect(slices).toMatchObject({ kind: 'slices', sliceMinutes: 1, metrics: { slowest: { metricName, statistic: 'p99.5' } } });
    }
  });

  test('queue age is in seconds and read as its maximum; dead letters are the depth of their queue', () => {
    const freshness = make(EXAMPLE_BINDINGS.queue, 'freshness', { thresholdMs: 600_000 });
    expect(freshness.metrics).toEqual({ age: metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', { QueueName: 'documents' }) });
    expect(measure(freshness, { age: 600 }, 'bad')).toBe(0);
    expect(measure(freshness, { age: 600.1 }, 'bad')).toBe(1);
    expect(make(EXAMPLE_BINDINGS.queue, 'delivery').metrics).toEqual({
      waiting: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', { QueueName: 'dead-documents' }),
      received: metric('AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'Maximum', { QueueName: 'dead-documents' }),
    });
  });

  test('executions are counted when they end, by the ARN that the deployed account completes', () => {
    const { metrics } = make(EXAMPLE_BINDINGS.stateMachine, 'success-rate');
    const dimensions = { StateMachineArn: 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:deliver' };
    expect(metrics).toEqual({
      succeeded: metric('AWS/States', 'ExecutionsSucceeded', 'Sum', dimensions),
      failed: metric('AWS/States', 'ExecutionsFailed', 'Sum', dimensions),
      timedout: metric('AWS/States', 'ExecutionsTimedOut', 'Sum', dimensions),
      aborted: metric('AWS/States', 'ExecutionsAborted', 'Sum', dimensions),
    });
  });

  test('CloudFront is in us-east-1 only, with the fixed dimension Region=Global; no other source has a region', () => {
    const { metrics, region } = make(EXAMPLE_BINDINGS.distribution, 'availability');
    const dimensions = { DistributionId: 'EDFDVBD6EXAMPLE', Region: 'Global' };
    expect(region).toBe('us-east-1');
    expect(metrics).toEqual({
      requests: metric('AWS/CloudFront', 'Requests', 'Sum', dimensions),
      errorrate: metric('AWS/CloudFront', '5xxErrorRate', 'Average', dimensions),
    });
    for (const [name, sli] of INDICATORS) if (!name.startsWith('distribution')) expect(sli.region).toBeUndefined();
  });

  test('DynamoDB has one pair of series an operation', () => {
    const { metrics } = make({ ...EXAMPLE_BINDINGS.table, operations: ['GetItem'] }, 'availability');
    const dimensions = { TableName: 'mappings', Operation: 'GetItem' };
    expect(metrics).toEqual({
      okgetitem: metric('AWS/DynamoDB', 'SuccessfulRequestLatency', 'SampleCount', dimensions),
      errorsgetitem: metric('AWS/DynamoDB', 'SystemErrors', 'Sum', dimensions),
    });
  });

  test('canary runs are the samples of SuccessPercent; Failed is left alone, it counts runs that broke by themselves', () => {
    expect(make(EXAMPLE_BINDINGS.canary, 'success-rate').metrics).toEqual({
      runs: metric('CloudWatchSynthetics', 'SuccessPercent', 'SampleCount', { CanaryName: 'sign-in' }),
      successpercent: metric('CloudWatchSynthetics', 'SuccessPercent', 'Sum', { CanaryName: 'sign-in' }),
    });
  });

  test('own counters keep exactly the dimension set published', () => {
    expect(make(EXAMPLE_BINDINGS.counters, 'success-rate').metrics).toEqual({
      all: metric('Edi', 'Sent', 'Sum', { Service: 'deliver' }),
      successes: metric('Edi', 'Confirmed', 'Sum', { Service: 'deliver' }),
    });
  });
});

describe('what the ratios come to', () => {
  test.each([
    ['healthy', { requests: 100 }, [0, 100]],
    ['target errors', { requests: 100, targeterrors: 7 }, [7, 100]],
    ['no healthy target: the 503 of the balancer is in no RequestCount', { balancererrors: 50, rejected: 50 }, [50, 50]],
    ['502 and 504 had a target and are in RequestCount', { requests: 100, balancererrors: 10 }, [10, 100]],
    ['errors that no counter explains are still a ratio of 1', { balancererrors: 30 }, [30, 30]],
  ])('load balancer, %s', (_, metrics, expected) => {
    expect(ratioOf(make(EXAMPLE_BINDINGS.applicationLoadBalancer, 'availability'), metrics)).toEqual(expected);
  });

  test('Lambda throttles are bad events that are added to the total', () => {
    expect(ratioOf(make(EXAMPLE_BINDINGS.lambda, 'success-rate'), { invocations: 90, errors: 5, throttles: 10 })).toEqual([15, 100]);
    expect(ratioOf(make({ ...EXAMPLE_BINDINGS.lambda, throttles: 'ignore' }, 'success-rate'), { invocations: 90, errors: 5 })).toEqual([5, 90]);
  });

  test('function URL: a good minute, an outage, errors that no request explains, silence', () => {
    const sli = make(EXAMPLE_BINDINGS.functionUrl, 'availability');
    expect(ratioOf(sli, { requests: 100 })).toEqual([0, 100]);
    expect(ratioOf(sli, { requests: 100, errors: 100 })).toEqual([100, 100]);
    expect(ratioOf(sli, { errors: 3 })).toEqual([3, 3]);
    expect(ratioOf(sli, {})).toEqual([0, 0]);
  });

  test('CloudFront publishes a percentage of requests', () => {
    expect(ratioOf(make(EXAMPLE_BINDINGS.distribution, 'availability'), { requests: 2_000, errorrate: 2.5 })).toEqual([50, 2_000]);
  });

  test('latency: what is not within the threshold is bad, and an estimate above the count is not negative', () => {
    const sli = make(EXAMPLE_BINDINGS.restApi, 'latency', { thresholdMs: 100 });
    expect(ratioOf(sli, { timed: 100, intime: 96.5 })).toEqual([3.5, 100]);
    expect(ratioOf(sli, { timed: 100, intime: 100.2 })).toEqual([0, 100]);
    expect(ratioOf(sli, { timed: 100 })).toEqual([100, 100]);
  });

  test('Step Functions: whatever ended without success is bad', () => {
    expect(ratioOf(make(EXAMPLE_BINDINGS.stateMachine, 'success-rate'), { succeeded: 7, failed: 1, timedout: 1, aborted: 1 })).toEqual([3, 10]);
  });

  test('own counters: more good events than events is no negative error', () => {
    const sli = make(EXAMPLE_BINDINGS.counters, 'success-rate');
    expect(ratioOf(sli, { all: 10, successes: 9 })).toEqual([1, 10]);
    expect(ratioOf(sli, { all: 10, successes: 11 })).toEqual([0, 10]);
  });

  test('dead letters: a rise of the depth is bad, a standing depth and a drained queue are not', () => {
    const sli = make(EXAMPLE_BINDINGS.queue, 'delivery');
    const nobodyLooks = Array<Point>(7).fill(undefined);
    const waiting = [undefined, 3, 3, 5, 0, undefined, 1];
    expect(evaluateSteps(sli.steps, { waiting, received: nobodyLooks })['bad']).toEqual([0, 1, 0, 1, 0, 0, 1]);
  });

  test('dead letters: an operator who looks at them, so that they are hidden for a while, makes no new ones', () => {
    const sli = make(EXAMPLE_BINDINGS.queue, 'delivery');
    const looked = { waiting: [3, 0, 0, 3, 1], received: [undefined, 3, 3, 0, 2] };
    expect(evaluateSteps(sli.steps, looked)['bad']).toEqual([0, 0, 0, 0, 0]);
  });

  test('canary: every run that did not pass is bad, whatever made it fail', () => {
    const sli = make(EXAMPLE_BINDINGS.canary, 'success-rate');
    expect(ratioOf(sli, { runs: 5, successpercent: 500 })).toEqual([0, 5]);
    expect(ratioOf(sli, { runs: 5, successpercent: 300 })).toEqual([2, 5]);
    expect(ratioOf(sli, { runs: 5, successpercent: 0 })).toEqual([5, 5]);
  });
});

test.each([
  [2, '2'],
  [10, '10'],
  [2_000, '2000'],
  [0.5, '0.5'],
  [1_200_000, '1200000'],
  [0.1 + 0.2, '0.3'],
  [0.99999999999, '1'],
  [1e-10, '0.0000000001'],
])('%f is written %s: no exponent, at most ten decimals', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
