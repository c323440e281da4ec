import fc from 'fast-check';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/simulator/core/assumptions';
import { createMetricAlarm } from '../../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { PointList } from '../../../lib/simulator/services/cloudwatch/point-list';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, REGION, START, type Resources } from '../../helpers/simulated-account';

const MINUTES = 90;
const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const PAGES = { AlarmActions: [{ Ref: 'Topic' }], OKActions: [{ Ref: 'Topic' }] };

/** Alarms that meet at the same instants: on the minute, hourly, composite, suppressed by each other. */
const RESOURCES: Resources = {
  Topic: { Type: 'AWS::SNS::Topic' },
  A: metricAlarm('a', { ...PAGES, MetricName: 'A' }),
  B: metricAlarm('b', { MetricName: 'B', EvaluationPeriods: 3, DatapointsToAlarm: 2 }),
  Days: metricAlarm('days', { MetricName: 'A', Period: 3_600, EvaluationPeriods: 25, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' }),
  Both: compositeAlarm('both', 'ALARM(a) OR ALARM(b)', {
    ...PAGES,
    ActionsSuppressor: 'b',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 120,
  }),
  Top: compositeAlarm('top', 'ALARM(both) AND NOT ALARM(days)', {
    ...PAGES,
    ActionsSuppressor: 'a',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
  }),
};

const values = fc.array(fc.constantFrom(NaN, 0, 0, 1, 1), { minLength: MINUTES, maxLength: MINUTES });
const world = fc.record({
  a: values,
  b: values,
  evaluationSecond: fc.constantFrom(0 as const, 30 as const, 'spread' as const),
  forced: fc.array(
    fc.record({
      seconds: fc.integer({ min: 0, max: MINUTES * 6 - 1 }).map((tens) => tens * 10),
      name: fc.constantFrom('a', 'b', 'days', 'both'),
      state: fc.constantFrom(...STATES),
    }),
    { maxLength: 8 },
  ),
});

function logOf(
  { a, b, evaluationSecond, forced }: typeof world extends fc.Arbitrary<infer T> ? T : never,
  stretchMinutes: number,
  pauses: readonly number[] = [],
): string {
  const store = new MetricStore();
  for (const [metricName, column] of [
    ['A', a],
    ['B', b],
  ] as const) {
    store.publish({ region: REGION, namespace: 'Test', metricName, dimensions: {} }, [PointList.fromColumn(START / 60_000, column)]);
  }
  const assumptions = { ...DEFAULT_ASSUMPTIONS, evaluationSecond };
  const account = accountOf(RESOURCES, {}, { store, createMetricAlarm, assumptions, stretchMinutes });
  for (const { seconds, name, state } of forced) {
    account.schedule(START + seconds * 1_000, () => {
      account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'SetAlarmState', { AlarmName: name, StateValue: state, StateReason: 'drill' });
    });
  }
  for (const minute of [...pauses].sort((x, y) => x - y)) account.run(START + minute * 60_000);
  account.run(START + MINUTES * 60_000);
  return JSON.stringify(account.log);
}

test('a run does not depend on how far metric alarms are evaluated ahead, nor on where it pauses', () => {
  const stretch = fc.integer({ min: 1, max: MINUTES });
  const pauses = fc.array(fc.integer({ min: 0, max: MINUTES }), { maxLength: 4 });
  fc.assert(
    fc.property(world, stretch, pauses, (drawn, stretchMinutes, stops) => {
      expect(logOf(drawn, stretchMinutes, stops)).toBe(logOf(drawn, 1_440));
    }),
    { numRuns: 80 },
  );
});
