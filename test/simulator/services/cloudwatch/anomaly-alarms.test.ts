import type { AnomalyBand } from '../../../../lib/simulator/core/anomaly-band';
import type { AlarmTransition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm';
import { readMetricAlarmDefinition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { ACCOUNT_ID, accountOf } from '../../../helpers/simulated-account';
import { alarm, metricStat, START, storeWith, type Values } from './alarm-fixtures';

/** Alarms on anomalies, evaluated against a band that was stated (002-64). */

const band = (lower: number | readonly number[], upper: number | readonly number[]): AnomalyBand => ({ lower: hourly(lower), upper: hourly(upper) });
const hourly = (edge: number | readonly number[]) => (typeof edge === 'number' ? Array<number>(24).fill(edge) : edge);

function anomalyAlarm(ComparisonOperator: string, changes: object = {}): Record<string, unknown> {
  return {
    Metrics: [
      { ...metricStat('m1', 60), ReturnData: true },
      { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', ReturnData: true },
    ],
    ThresholdMetricId: 'ad1',
    EvaluationPeriods: 1,
    ComparisonOperator,
    ...changes,
  };
}

function transitions(properties: unknown, values: Values, stated: AnomalyBand): AlarmTransition[] {
  return alarm(properties, storeWith({ m1: values }), { anomalyBands: { test: stated } }).scan(START, START + values.length + 1);
}

const shown = (found: readonly AlarmTransition[]) => found.map(({ at, to }) => [at / 60_000 - START, to]);

test.each([
  ['GreaterThanUpperThreshold', [7, 2, 9, 8]],
  ['LessThanLowerThreshold', [3, 9, 1, 2]],
  ['LessThanLowerOrGreaterThanUpperThreshold', [5, 1, 3, 9]],
])('%s: on while a value is beyond the edges that count, and an edge itself is not beyond', (comparison, [inside, ...others]) => {
  const beyond = { GreaterThanUpperThreshold: [9], LessThanLowerThreshold: [1], LessThanLowerOrGreaterThanUpperThreshold: [1, 9] }[comparison]!;
  const found = transitions(anomalyAlarm(comparison), [inside!, ...others, null], band(2, 8));
  const states = [inside!, ...others].map((value) => (beyond.includes(value) ? 'ALARM' : 'OK'));
  expect(shown(found)).toEqual(states.flatMap((state, index) => (state === states[index - 1] ? [] : [[index + 1, state]])));
});

test.each([1, 3])('an edge is that of the hour a bucket starts in, with %d periods', (EvaluationPeriods) => {
  const nights = band(
    0,
    Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 100 : 10)),
  );
  const found = transitions(anomalyAlarm('GreaterThanUpperThreshold', { EvaluationPeriods }), Array<number>(150).fill(50), nights);
  expect(shown(found)).toEqual([
    [EvaluationPeriods, 'ALARM'],
    [61, 'OK'],
    [120 + EvaluationPeriods, 'ALARM'],
  ]);
});

test('the words and the data of a change are those of AWS, with the edges in place of a threshold', () => {
  const both = transitions(anomalyAlarm('LessThanLowerOrGreaterThanUpperThreshold'), [5, 0], band(2, 8.5));
  expect(both.map(({ reason }) => reason)).toEqual([
    'Thresholds Crossed: 1 out of the last 1 datapoints [5.0 (02/03/26 08:00:00)] was not less than the lower thresholds [2.0] or not greater than the upper thresholds [8.5] ' +
      '(minimum 1 datapoint for ALARM -> OK transition).',
    'Thresholds Crossed: 1 out of the last 1 datapoints [0.0 (02/03/26 08:01:00)] was less than the lower thresholds [2.0] or greater than the upper thresholds [8.5] ' +
      '(minimum 1 datapoint for OK -> ALARM transition).',
  ]);
  expect(both[1]!.edges).toEqual({ lower: [2], upper: [8.5] });
  const [above] = transitions(anomalyAlarm('GreaterThanUpperThreshold', { EvaluationPeriods: 2 }), [9, 11], band(2, hourly(8)));
  expect(above!.reason).toContain(
    '2 out of the last 2 datapoints [11.0 (02/03/26 08:01:00), 9.0 (02/03/26 08:00:00)] were greater than the upper thresholds [8.0, 8.0] (',
  );
});

test('its event and its message carry the edges and the id of the band, and no threshold', () => {
  const properties = anomalyAlarm('LessThanLowerOrGreaterThanUpperThreshold', { AlarmName: 'cpu', AlarmActions: [{ Ref: 'Topic' }] });
  const resources = {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
    Cpu: { Type: 'AWS::CloudWatch::Alarm', Properties: properties },
  };
  const edges = { lower: [2], upper: [8] };
  const account = accountOf(
    resources,
    {},
    {
      createMetricAlarm: ({ name }) => ({
        name,
        state: 'OK',
        evaluationSecond: 0,
        scan: (fromMinute) =>
          fromMinute > START
            ? []
            : [{ at: (START + 1) * 60_000, from: 'OK', to: 'ALARM', reason: '', datapoints: [{ timestamp: START * 60_000, value: 9 }], edges }],
        resumeAt: () => {},
      }),
    },
  );
  account.run((START + 3) * 60_000);
  const [event] = account.log.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event as any] : []));
  const data = JSON.parse(event.detail.state.reasonData);
  expect(data).toMatchObject({ recentDatapoints: [9], recentLowerThresholds: [2], recentUpperThresholds: [8] });
  expect(data).not.toHaveProperty('threshold');
  const [published] = account.published;
  const message = JSON.parse(published!.message);
  expect(message.Trigger).toMatchObject({ ThresholdMetricId: 'ad1' });
  expect(message.Trigger).not.toHaveProperty('Threshold');
});

describe('nobody can tell, or CloudWatch refuses it', () => {
  const read = (changes: object, bands: Readonly<Record<string, AnomalyBand>> = { cpu: band(2, 8) }) =>
    readMetricAlarmDefinition('cpu', anomalyAlarm('GreaterThanUpperThreshold', changes), ACCOUNT_ID, bands);

  test('without a band for this alarm it is not simulated, by name', () => {
    expect(read({}).limit).toMatchObject({ comparison: 'GreaterThanUpperThreshold' });
    expect(() => read({}, { memory: band(2, 8) })).toThrow(
      expect.objectContaining({ name: 'NotSimulatedError', message: expect.stringContaining('ThresholdMetricId') }),
    );
  });

  test.each([
    [{ Threshold: 5 }, 'Threshold is not allowed beside ThresholdMetricId'],
    [{ ComparisonOperator: 'GreaterThanThreshold' }, 'ComparisonOperator must be one of GreaterThanUpperThreshold'],
    [{ ThresholdMetricId: 'ad2' }, 'ThresholdMetricId ad2 is no Id of Metrics'],
    [{ ThresholdMetricId: 'm1' }, 'ThresholdMetricId must name an ANOMALY_DETECTION_BAND'],
  ])('%j', (changes, message) => {
    expect(() => read(changes)).toThrow(expect.objectContaining({ name: 'ValidationError', message: expect.stringMatching(message) }));
  });
});
