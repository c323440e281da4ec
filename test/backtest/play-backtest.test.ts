import { playBacktest, type Backtest } from '../../lib/backtest/play-backtest';
import { RecordedMetrics } from '../../lib/backtest/recorded-metrics';
import type { RecordedStretch } from '../../lib/backtest/recording';
import { BY_ACTION, flapsOf, wouldBePages, type Paging } from '../../lib/backtest/would-be-pages';
import { stacksOf, type Resources } from '../helpers/simulated-account';
import { metric, PROMPT, singleMetricAlarm, START } from '../simulator/services/cloudwatch/alarm-fixtures';

const MINUTES = 120;
const PAGER = 'arn:aws:sns:eu-central-1:111122223333:pager';
const alarm = (AlarmName: string, changes: Record<string, unknown> = {}) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { ...singleMetricAlarm({ AlarmName, AlarmActions: [PAGER], TreatMissingData: 'notBreaching', ...changes }) },
});

/** A recording of m1 that is 1 in the given minutes, and 0 else. */
function recorded(bad: readonly (readonly [from: number, to: number])[], changes: Partial<RecordedStretch> = {}): RecordedStretch {
  const values = Array.from({ length: MINUTES }, (_, minute) => (bad.some(([from, to]) => minute >= from && minute < to) ? 1 : 0));
  return { metric: metric('m1'), statistic: 'Sum', periodMinutes: 1, fromMinute: START, values, ...changes };
}

function played(resources: Resources, ...stretches: readonly RecordedStretch[]): Backtest {
  const span = { from: START * 60_000, to: (START + MINUTES) * 60_000 };
  return playBacktest(stacksOf({ template: { Resources: resources } }), new RecordedMetrics({ name: 'test', stretches }), span, PROMPT);
}

/** Spells in minutes after START. */
const spells = ({ alarms }: Backtest) =>
  Object.fromEntries(alarms.map(({ identity, spells: all }) => [identity.name, all.map(({ from, to }) => [from / 60_000 - START, to / 60_000 - START])]));

test('an alarm is on when its metrics were bad, and says so until the end of the recording', () => {
  const result = played(
    { A: alarm('failures') },
    recorded([
      [10, 15],
      [100, MINUTES],
    ]),
  );
  expect(spells(result)).toEqual({
    failures: [
      [11, 16],
      [101, MINUTES],
    ],
  });
  expect(result.alarms[0]!.spells.map(({ isOpen, isCut }) => [isOpen, isCut])).toEqual([
    [false, false],
    [true, false],
  ]);
});

test('of what an evaluation would have looked at before the recording nothing is said', () => {
  const silence = { Statistic: 'SampleCount', Period: 1_800, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };
  const counts = recorded([[0, MINUTES]], { statistic: 'SampleCount' });
  const [{ known, spells: none }] = played({ A: alarm('silent', silence) }, counts).alarms as [Backtest['alarms'][number]];
  expect([known.fromMinute - START, none]).toEqual([30, []]);
  const [late] = played(
    { A: alarm('silent', silence) },
    recorded([[0, MINUTES]], { statistic: 'SampleCount', values: Array.from({ length: MINUTES }, () => null) }),
  ).alarms;
  expect(late!.spells).toMatchObject([{ from: (START + 30) * 60_000, isCut: true, isOpen: true }]);
});

test('an alarm whose metrics were not recorded is named with the reason, and so is what depends on it', () => {
  const composite = { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'both', AlarmRule: 'ALARM("failures") AND ALARM("other")' } };
  const result = played(
    { A: alarm('failures'), B: alarm('other', { MetricName: 'm2' }), C: alarm('long', { Period: 7_200 }), D: composite },
    recorded([[10, 15]]),
  );
  expect(result.alarms.map(({ identity }) => identity.name)).toEqual(['failures']);
  expect(result.notPlayed.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    'test.B: Sum of Test m2 in buckets of 1 min is not recorded in eu-central-1 (in alarm other)',
    'test.C: an evaluation over 2h of a recording of 2h (in alarm long)',
    'test.D: alarm other, which it depends on',
  ]);
});

test('a composite alarm is on with its children, and notifies when its suppressor lets go of it', () => {
  const composite = {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: 'page',
      AlarmRule: 'ALARM("failures")',
      AlarmActions: [PAGER],
      ActionsSuppressor: 'maintenance',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
    },
  };
  const result = played(
    { A: alarm('failures', { AlarmActions: [] }), M: alarm('maintenance', { MetricName: 'm2', AlarmActions: [] }), C: composite },
    recorded([
      [10, 40],
      [60, 70],
    ]),
    recorded([[5, 20]], { metric: metric('m2') }),
  );
  expect(spells(result)).toMatchObject({
    page: [
      [11, 41],
      [61, 71],
    ],
  });
  const page = result.alarms.find(({ identity }) => identity.name === 'page')!;
  expect(page.spells.map(({ notifiedAt }) => notifiedAt! / 60_000 - START)).toEqual([22, 62]);
});

describe('would-be pages', () => {
  const result = played(
    { A: alarm('failures'), B: alarm('many', { Threshold: 2.5, Period: 300 }), C: alarm('quiet', { AlarmActions: [] }) },
    recorded([
      [10, 20],
      [24, 30],
      [80, 90],
    ]),
  );

  test('of a design nothing else is known of are its notifications, each to what it notifies', () => {
    const pages = wouldBePages(result, BY_ACTION);
    expect(pages.map(({ at, alarm: name, recipients }) => [at / 60_000 - START, name, recipients])).toEqual([
      [11, 'failures', ['pager']],
      [13, 'many', ['pager']],
      [25, 'failures', ['pager']],
      [27, 'many', ['pager']],
      [81, 'failures', ['pager']],
      [83, 'many', ['pager']],
    ]);
  });

  test('while an alarm of a service is on, another one of it pages nobody anew', () => {
    const byService: Paging = { groupOf: ({ actions }) => (actions.length === 0 ? undefined : 'shop'), recipientsOf: () => ['ana'] };
    expect(wouldBePages(result, byService).map(({ at, alarm: name }) => [at / 60_000 - START, name])).toEqual([
      [11, 'failures'],
      [25, 'failures'],
      [81, 'failures'],
    ]);
  });

  test('an alarm that comes back within ten minutes flaps', () => {
    expect(result.alarms.map((each) => [each.identity.name, flapsOf(each)])).toEqual([
      ['failures', 1],
      ['many', 1],
      ['quiet', 1],
    ]);
  });
});
