import fc from 'fast-check';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { compareMetricAlarm } from '../../lib/conformance/compare-metric-alarm';
import type { MetricAlarmPlan } from '../../lib/plan/metric-alarm-plan';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleObjective, objectiveOf } from '../helpers/models';

const CONTEXT = { application: 'shop', environment: 'prod', serviceId: 'checkout', region: 'eu-central-1' };
const fill = (value: string) =>
  value.replace('${AWS::Partition}', 'aws').replace('${AWS::Region}', 'eu-central-1').replace('${AWS::AccountId}', '111122223333');

const plan = planObjectiveAlarms(exampleObjective(), CONTEXT).metricAlarms[0]!;

/** The properties an alarm as planned has, free to be changed. */
function asPlanned(alarm: MetricAlarmPlan = plan): any {
  const metrics = Object.entries(alarm.metrics).map(([id, metric]) => ({
    Id: id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.metricName,
        Dimensions: Object.entries(metric.dimensions).map(([Name, value]) => ({ Name, Value: fill(value) })),
      },
      Period: alarm.periodSeconds,
      Stat: metric.statistic,
    },
  }));
  const steps = alarm.steps.map(({ id, expression }, index) => ({ Id: id, Expression: expression, ReturnData: index === alarm.steps.length - 1 }));
  return {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    TreatMissingData: alarm.treatMissingData,
    Metrics: [...metrics, ...steps],
    Tags: [{ Key: 'application', Value: 'shop' }],
  };
}

const compare = (properties: JsonObject, alarm = plan) => compareMetricAlarm(alarm, properties, fill);
const edited = (edit: (properties: any) => void) => {
  const properties = asPlanned();
  edit(properties);
  return compare(properties);
};
const query = (properties: any, id: string) => properties.Metrics.find((each: any) => each.Id === id);

test('every alarm of every source that is rendered as planned has no difference', () => {
  for (const binding of Object.values(EXAMPLE_BINDINGS)) {
    const kind =
      binding.source === 'queue' ? 'freshness' : ['lambda', 'stateMachine', 'canary', 'counters'].includes(binding.source) ? 'success-rate' : 'availability';
    for (const alarm of planObjectiveAlarms(objectiveOf(binding, kind), CONTEXT).metricAlarms) expect(compare(asPlanned(alarm), alarm)).toEqual([]);
  }
});

describe('one property changed is one difference that names it', () => {
  test.each<[string, (properties: any) => void, { what: string; planned: string; found: string }]>([
    ['threshold', (p) => (p.Threshold = 0.144), { what: 'threshold', planned: '0.0144', found: '0.144' }],
    ['comparison', (p) => (p.ComparisonOperator = 'LessThanThreshold'), { what: 'comparison', planned: 'GreaterThanThreshold', found: 'LessThanThreshold' }],
    ['evaluation periods', (p) => (p.EvaluationPeriods = 3), { what: 'evaluation periods', planned: '1', found: '3' }],
    ['datapoints to alarm', (p) => (p.DatapointsToAlarm = 2), { what: 'datapoints to alarm', planned: '1', found: '2' }],
    ['missing data', (p) => (p.TreatMissingData = 'notBreaching'), { what: 'missing data', planned: 'missing', found: 'notBreaching' }],
    ['actions enabled', (p) => (p.ActionsEnabled = false), { what: 'actions enabled', planned: 'true', found: 'false' }],
    ['an action of its own', (p) => (p.AlarmActions = ['arn:x']), { what: 'actions', planned: 'none', found: 'arn:x' }],
    [
      'another evaluation window',
      (p) => (p.EvaluationWindow = { WallClockWindow: {} }),
      { what: 'EvaluationWindow', planned: 'not set', found: '{"WallClockWindow":{}}' },
    ],
    ['period', (p) => (query(p, 'errors').MetricStat.Period = 300), { what: 'period of errors (5XXError)', planned: '3600 s', found: '300 s' }],
    ['statistic', (p) => (query(p, 'errors').MetricStat.Stat = 'Average'), { what: 'statistic of errors (5XXError)', planned: 'Sum', found: 'Average' }],
    ['unit', (p) => (query(p, 'errors').MetricStat.Unit = 'Percent'), { what: 'unit of errors (5XXError)', planned: 'any', found: 'Percent' }],
    ['a result more', (p) => (query(p, 'bad').ReturnData = true), expect.objectContaining({ what: 'expression', found: '2 results instead of one' })],
    ['no result', (p) => (query(p, 'ratio').ReturnData = false), expect.objectContaining({ what: 'expression', found: '0 results instead of one' })],
    [
      'FILL dropped',
      (p) => (query(p, 'bad').Expression = 'errors'),
      {
        what: 'expression',
        planned: 'IF(MAX([FILL(requests, 0), FILL(errors, 0)]) > 0, FILL(errors, 0) / MAX([FILL(requests, 0), FILL(errors, 0)]), 0)',
        found: 'IF(MAX([FILL(requests, 0), errors]) > 0, errors / MAX([FILL(requests, 0), errors]), 0)',
      },
    ],
  ])('%s', (_, edit, difference) => {
    expect(edited(edit)).toEqual([difference]);
  });

  test('description', () => {
    expect(edited((p) => (p.AlarmDescription = 'broken'))).toEqual([{ what: 'description', planned: plan.description, found: 'broken' }]);
  });

  test.each(['Namespace', 'MetricName', 'Dimensions'])('%s of a metric: the planned one is not read, and the expression reads another', (key) => {
    const differences = edited((p) => (query(p, 'errors').MetricStat.Metric[key] = key === 'Dimensions' ? [] : 'Other'));
    expect(differences.map(({ what }) => what)).toEqual(['metric errors', 'expression']);
    expect(differences[0]).toMatchObject({ planned: 'AWS/ApiGateway 5XXError {ApiName=status, Stage=live}', found: 'is not read' });
  });

  test('a metric of another account is another metric', () => {
    expect(edited((p) => (query(p, 'errors').AccountId = '999999999999')).map(({ what }) => what)).toEqual(['metric errors', 'expression']);
  });
});

describe('what means the same is no difference', () => {
  test('other ids', () => {
    const properties = JSON.parse(JSON.stringify(asPlanned()).replaceAll('errors', 'm7').replaceAll('bad', 'e1').replaceAll('requests', 'total2'));
    expect(compare(properties)).toEqual(edited((p) => (p.AlarmDescription = properties.AlarmDescription)));
  });

  test('swapped ids', () => {
    const text = JSON.stringify(asPlanned().Metrics).replaceAll('errors', '#').replaceAll('requests', 'errors').replaceAll('#', 'requests');
    expect(edited((p) => (p.Metrics = JSON.parse(text)))).toEqual([]);
  });

  test('another order of metrics and dimensions', () => {
    const differences = edited((p) => {
      p.Metrics.reverse();
      query(p, 'errors').MetricStat.Metric.Dimensions.reverse();
    });
    expect(differences).toEqual([]);
  });

  test('steps put into one another, other spacing and needless parentheses', () => {
    const differences = edited((p) => {
      p.Metrics = p.Metrics.filter(({ Id }: any) => Id !== 'bad');
      query(p, 'total').Expression = 'MAX([FILL(requests,0),(FILL(errors,0))])';
      query(p, 'ratio').Expression = 'IF( total>0, FILL(errors, 0)/total, 0 )';
    });
    expect(differences).toEqual([]);
  });

  test('datapoints to alarm left out where they are all', () => {
    expect(edited((p) => delete p.DatapointsToAlarm)).toEqual([]);
  });

  test('but left out where they are not all it is a difference', () => {
    const slices = planObjectiveAlarms(objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { targetPercent: 99 }), CONTEXT).metricAlarms[0]!;
    const properties = asPlanned(slices);
    delete properties.DatapointsToAlarm;
    expect(compare(properties, slices)).toEqual([{ what: 'datapoints to alarm', planned: '9', found: '60' }]);
  });
});

describe('traps', () => {
  test('an unplanned metric with the id of a planned one does not pass for it', () => {
    const differences = edited((p) => {
      const errors = query(p, 'errors');
      p.Metrics.push({ ...JSON.parse(JSON.stringify(errors)), Id: 'e9' });
      errors.MetricStat.Metric.MetricName = '4XXError';
    });
    expect(differences.map(({ what }) => what)).toEqual(['expression']);
    expect(differences[0]!.found).toContain('{AWS/ApiGateway 4XXError {ApiName=status, Stage=live}}');
  });

  test('expressions in a circle are a difference', () => {
    expect(edited((p) => (query(p, 'bad').Expression = 'total'))[0]!.found).toMatch(/refer to each other in a circle/);
  });

  test('steps that multiply one another without end are a difference, soon', () => {
    const differences = edited((p) => {
      p.Metrics = Array.from({ length: 60 }, (_, index) => ({ Id: `e${index}`, Expression: `e${index + 1} + e${index + 1}`, ReturnData: index === 0 }));
    });
    expect(differences.at(-1)!.found).toMatch(/too large to compare/);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'IF('],
    ['an empty list', []],
    ['entries that are none', [null, 3, 'x', []]],
    ['an expression that is none', [{ Id: 'a', Expression: ')(' }]],
    ['an expression that is no text', [{ Id: 'a', Expression: { Ref: 'x' } }]],
    ['a metric as the result', [{ Id: 'a', MetricStat: { Metric: {}, Period: 60, Stat: 'Sum' } }]],
    ['a metric without a metric', [{ Id: 'a', MetricStat: { Metric: null } }]],
  ])('Metrics that are %s are a difference', (_, metrics) => {
    expect(edited((p) => (p.Metrics = metrics)).length).toBeGreaterThan(0);
  });

  test('whatever replaces one value of the properties, the comparison says and does not crash', () => {
    const paths = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...paths(inner, [...path, key])]) : [];
    const names = paths(asPlanned()).filter((path) => !['Tags', 'AlarmName'].includes(String(path[0])));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const properties = asPlanned();
        const parent = path.slice(0, -1).reduce((at, key) => at[key], properties);
        const key = path.at(-1)!;
        const before = JSON.stringify(parent[key]);
        parent[key] = value;
        const hasMeaning = JSON.stringify(value) !== before && key !== 'Id' && key !== 'ReturnData';
        if (hasMeaning) expect(compare(properties).length).toBeGreaterThan(0);
        else compare(properties);
      }),
      { numRuns: 500 },
    );
  });
});
