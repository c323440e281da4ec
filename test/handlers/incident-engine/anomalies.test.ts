import type { KnownAlarm } from '../../../lib/incident/lifecycle/engine-policy';
import { MINUTE_MS, SECOND_MS } from '../../../lib/time/time';
import { ENGINE_POLICY, EngineAccount } from '../../helpers/engine-account';
import { START, type Script } from '../../helpers/simulated-account';
import { alarm, metricStat, storeWith } from '../../simulator/services/cloudwatch/alarm-fixtures';

/** From a value beyond the band that a scenario states to the severity of the incident, while CloudWatch learns and afterwards (002-64). */

const LEARNT_AFTER_MINUTES = 30;
const ANOMALY: KnownAlarm = { ...ENGINE_POLICY.alarms[0]!, trainedFrom: START + LEARNT_AFTER_MINUTES * MINUTE_MS };

/** What the alarm does on values that leave the band in a minute and stay beyond it. */
function beyondTheBandFrom(minute: number): Script {
  const values = Array.from({ length: minute + 10 }, (_, index) => (index < minute ? 40 : 90));
  const properties = {
    Metrics: [
      { ...metricStat('m1', 60), ReturnData: true },
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
    ],
    ThresholdMetricId: 'band',
    EvaluationPeriods: 3,
    ComparisonOperator: 'GreaterThanUpperThreshold',
  };
  const anomalyBands = { test: { lower: Array<number>(24).fill(10), upper: Array<number>(24).fill(60) } };
  const transitions = alarm(properties, storeWith({ m1: values }, START / MINUTE_MS), { anomalyBands }).scan(
    START / MINUTE_MS,
    START / MINUTE_MS + values.length,
  );
  return { [ANOMALY.name]: transitions.map(({ at, to }) => [(at - START) / SECOND_MS, to]) };
}

test.each([
  ['in training is a ticket', 5, 'S3'],
  ['that begins just before the end of training is a ticket', LEARNT_AFTER_MINUTES - 4, 'S3'],
  ['at the end of training has its own severity', LEARNT_AFTER_MINUTES - 3, 'S0'],
  ['after training has its own severity', LEARNT_AFTER_MINUTES + 5, 'S0'],
])('an anomaly %s (002-64)', async (_, minute, severity) => {
  const engine = await new EngineAccount(beyondTheBandFrom(minute), { alarms: [ANOMALY], partAlarms: [] }).until(minute + 2);
  expect(await engine.incident()).toBeUndefined();
  await engine.until(minute + 4);
  expect(await engine.incident()).toMatchObject({ state: 'open', severity });
});
