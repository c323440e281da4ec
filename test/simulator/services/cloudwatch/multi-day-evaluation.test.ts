import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { alarm, metric, singleMetricAlarm, START } from './alarm-fixtures';

const TWO_DAYS_SECONDS = 172_800;

/** Minutes from START at which an alarm over two days changes, a datapoint having come in minute 61. */
function changes(multiDayEvaluation: 'hourly' | 'every minute'): number[] {
  const store = new MetricStore();
  for (let minute = START - 2 * 1_440; minute < START + 61; minute += 1) store.putDatapoint(metric('m1'), minute, 0);
  store.putDatapoint(metric('m1'), START + 61, 5);
  const run = alarm(singleMetricAlarm({ Period: TWO_DAYS_SECONDS, Statistic: 'Sum', Threshold: 1 }), store, { multiDayEvaluation });
  return run.scan(START, START + 200).flatMap(({ at, to }) => (to === 'ALARM' ? [at / 60_000 - START] : []));
}

test('an alarm over more than a day is evaluated once an hour, and on request each minute as published comparisons do', () => {
  expect(changes('hourly')).toEqual([120]);
  expect(changes('every minute')).toEqual([62]);
});
