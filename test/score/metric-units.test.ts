import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { ProblemsError } from '../../lib/problems/problem';
import { DesignTrial } from '../../lib/score/design-trial';
import type { MappedMetric, ScoreMapping } from '../../lib/score/mapping';
import { scoreLibrary } from '../../lib/score/score-design';
import { findScoredDesign, type ScoredDesign } from '../../lib/score/scored-design';
import { trafficNamed } from '../../lib/score/traffic';

/**
 * Issue point 9.18: figures of a design do not depend on whether its alarms name the unit that a metric has anyway. On
 * the build before, metrics of a mapping had no unit, and an alarm that named the right one saw nothing for ever.
 */

const errors: MappedMetric = { namespace: 'AWS/Lambda', metricName: 'Errors', dimensions: { FunctionName: 'worker' }, values: { good: 0, bad: 1 } };
const invocations: MappedMetric = { namespace: 'AWS/Lambda', metricName: 'Invocations', dimensions: { FunctionName: 'worker' }, counts: 'total' };
const own = (more: Partial<MappedMetric> = {}): MappedMetric => ({ namespace: 'Shop', metricName: 'Failures', dimensions: {}, counts: 'bad', ...more });

const mappingOf = (...metrics: MappedMetric[]): ScoreMapping => ({
  objective: { name: 'orders/success-rate', target: 99.5, period: 28 * 1_440 },
  metrics,
  tickets: [],
  eventsPerMinute: 600,
});

const stat = (id: string, { namespace, metricName, dimensions }: MappedMetric, unit?: string) => ({
  Id: id,
  ReturnData: false,
  MetricStat: {
    Metric: { Namespace: namespace, MetricName: metricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
    Period: 300,
    Stat: 'Sum',
    ...(unit !== undefined && { Unit: unit }),
  },
});

/** A design with one alarm for each list of metrics: a ratio of two, or the first alone. */
function designOf(mapping: ScoreMapping, ...alarms: ReturnType<typeof stat>[][]): ScoredDesign {
  const directory = mkdtempSync(join(tmpdir(), 'day2-units-'));
  try {
    const file = join(directory, 'orders.template.json');
    const resources = alarms.map((metrics, index) => ({
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: `alarm-${index}`,
        Metrics: [{ Id: 'e1', Expression: metrics.length > 1 ? '100 * m1 / m2' : 'm1 / 30' }, ...metrics],
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: ['arn:aws:sns:us-east-1:111122223333:pager'],
        TreatMissingData: 'notBreaching',
      },
    }));
    writeFileSync(file, JSON.stringify({ Resources: Object.fromEntries(resources.map((each, index) => [`A${index}`, each])) }));
    return findScoredDesign('orders', loadTemplateFile(file, { defaultAccount: '111122223333', defaultRegion: 'us-east-1' }), mapping);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function recallOf(mapping: ScoreMapping, design: ScoredDesign): number | null {
  return scoreLibrary(design, new DesignTrial(design, { mapping, traffic: trafficNamed('steady', 600)!, clock: 'cloudwatch' })).all.recall;
}

test('a ratio of Lambda metrics scores the same with the unit that AWS documents as without one', () => {
  const mapping = mappingOf(invocations, errors);
  const without = designOf(mapping, [stat('m1', errors), stat('m2', invocations)]);
  const withUnit = designOf(mapping, [stat('m1', errors, 'Count'), stat('m2', invocations)]);
  const recall = recallOf(mapping, without)!;
  expect(recall).toBeGreaterThan(0.5);
  expect(recallOf(mapping, withUnit)).toBe(recall);
  expect([...without.unitNotes, ...withUnit.unitNotes]).toEqual([]);
});

test('a metric of somebody has the unit that its alarms ask for, which is said', () => {
  const mapping = mappingOf(own());
  const asked = designOf(mapping, [stat('m1', own(), 'Count')]);
  expect(asked.metrics).toEqual([own({ unit: 'Count' })]);
  expect(asked.unitNotes).toEqual(['Shop Failures is taken to be published in Count, the unit that its alarms ask for']);
  expect(recallOf(mapping, asked)).toBe(recallOf(mapping, designOf(mapping, [stat('m1', own())])));
});

test('an alarm that asks for a unit in which there is nothing is named, and finds nothing', () => {
  const mapping = mappingOf(invocations, errors);
  const design = designOf(mapping, [stat('m1', errors, 'Milliseconds'), stat('m2', invocations)]);
  expect(design.unitNotes).toEqual(['alarm-0: AWS/Lambda Errors is published in Count, and an alarm that asks for Milliseconds finds nothing']);
  expect(recallOf(mapping, design)).toBe(0);
  expect(designOf(mappingOf(own({ unit: 'Bytes' })), [stat('m1', own(), 'Count')]).unitNotes).toHaveLength(1);
});

test('alarms that ask for different units of a metric whose unit nobody says cannot be scored', () => {
  const alarms = [[stat('m1', own(), 'Count')], [stat('m1', own(), 'Bytes')]];
  expect(() => designOf(mappingOf(own()), ...alarms)).toThrow(ProblemsError);
  expect(() => designOf(mappingOf(own()), ...alarms)).toThrow(/SCR034[^]*Count, Bytes/);
  expect(designOf(mappingOf(own({ unit: 'Count' })), ...alarms).unitNotes).toHaveLength(1);
});
