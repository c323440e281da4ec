import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { DesignTrial, RUN_START_MINUTE } from '../../lib/score/design-trial';
import type { Firing } from '../../lib/score/play-design';
import { findScoredDesign } from '../../lib/score/scored-design';
import { trafficNamed } from '../../lib/score/traffic';
import { designMapping } from './designs/read-designs';

const mapping = designMapping();
const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';
const ONSET = RUN_START_MINUTE + 10_000;
const RUN_MINUTES = 43_200;

const failures = (more: Record<string, unknown>) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: 'failures',
    Namespace: 'Shop',
    MetricName: 'Failures',
    Dimensions: [{ Name: 'Service', Value: 'checkout' }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    ...more,
  },
});

/** Who is notified of a full outage of ten minutes, in minutes after its onset; whichever way alarms are evaluated. */
function tellOf(resources: Record<string, unknown>, budgetSpent = 0): (readonly [alarm: string, notified: number, cleared: number])[] {
  const directory = mkdtempSync(join(tmpdir(), 'day2-play-design-'));
  try {
    const file = join(directory, 'shop.template.json');
    writeFileSync(file, JSON.stringify({ Resources: resources }));
    const design = findScoredDesign('shop', loadTemplateFile(file, { defaultAccount: '111122223333', defaultRegion: 'us-east-1' }), mapping);
    const [whole, parts] = [true, false].map((evaluatesEndToEnd): readonly Firing[] => {
      const trial = new DesignTrial(design, { mapping, clock: 'ideal', traffic: trafficNamed('steady')!, evaluatesEndToEnd });
      return trial.playDisturbed(trial.randomMonth(budgetSpent, 1), { fromMinute: ONSET, toMinute: ONSET + 10, errorRatio: 1 }, 1).firings;
    });
    expect(parts).toEqual(whole);
    return whole!.map(({ alarm, notifiedAt, clearedAt }) => [alarm, notifiedAt / 60_000 - ONSET, clearedAt / 60_000 - ONSET] as const);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test('a return to OK is no notification, whatever its actions are', () => {
  const resources = { A: failures({ AlarmActions: [PAGER], OKActions: [PAGER], InsufficientDataActions: [PAGER], TreatMissingData: 'notBreaching' }) };
  expect(tellOf(resources)).toEqual([['failures', 1, 13]]);
});

test('an alarm that ignores missing data stays on to the end of the run', () => {
  expect(tellOf({ A: failures({ AlarmActions: [PAGER], TreatMissingData: 'ignore' }) })).toEqual([['failures', 1, RUN_MINUTES - 10_000]]);
});

test('an alarm that an incident leaves on clears with the next good minute, long after it has seen the last of the incident', () => {
  // One failure in a day and a half; until the next one there is no data.
  const notified = tellOf({ A: failures({ AlarmActions: [PAGER], TreatMissingData: 'ignore', Threshold: 5 }) }, 0.00005);
  expect(notified).toEqual([['failures', 1, expect.any(Number)]]);
  expect(notified[0]![2]).toBeGreaterThan(10 + 3 + 120);
  expect(notified[0]![2]).toBeLessThan(RUN_MINUTES - 10_000);
});

test('several actions of an alarm are one notification', () => {
  expect(tellOf({ A: failures({ AlarmActions: [PAGER, `${PAGER}-2`], TreatMissingData: 'notBreaching' }) })).toHaveLength(1);
});

test('what a suppressor holds for as long as the alarm is on, nobody is notified of; what it releases they are notified of then', () => {
  const never = failures({ AlarmName: 'never', Threshold: 1e12, TreatMissingData: 'notBreaching' });
  const held = (waitSeconds: number) => ({
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: 'held',
      AlarmRule: 'ALARM(failures)',
      AlarmActions: [PAGER],
      ActionsSuppressor: 'never',
      ActionsSuppressorWaitPeriod: waitSeconds,
      ActionsSuppressorExtensionPeriod: 0,
    },
  });
  const child = failures({ TreatMissingData: 'notBreaching' });
  expect(tellOf({ A: child, N: never, H: held(300) })).toEqual([['held', 6, 13]]);
  expect(tellOf({ A: child, N: never, H: held(1_200) })).toEqual([]);
});
