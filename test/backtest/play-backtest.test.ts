import { parsePattern } from '../../lib/backtest/pattern';
import { playBacktest, type Backtest } from '../../lib/backtest/play-backtest';
import { RecordedMetrics } from '../../lib/backtest/recorded-metrics';
import type { RecordedStretch } from '../../lib/backtest/recording';
import { simulatedAlarms } from '../../lib/backtest/simulated-alarms';
import { whatIf } from '../../lib/backtest/what-if';
import { BY_ACTION, flapsOf, wouldBePages, type Paging } from '../../lib/backtest/would-be-pages';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { stacksOf, type Resources } from '../helpers/simulated-account';
import { expressionAlarm, metric, metricStat, PROMPT, singleMetricAlarm, START } from '../simulator/services/cloudwatch/alarm-fixtures';

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

describe('a metric of another account', () => {
  const ELSEWHERE = '999999999999';
  const query = { ...metricStat('m1', 60), ReturnData: true };
  const onBoth = {
    Foreign: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { ...expressionAlarm('m1', [], 60, { Metrics: [{ ...query, AccountId: ELSEWHERE }] }), AlarmName: 'foreign' },
    },
    Own: alarm('own'),
  };
  const foreign = { ...metric('m1'), account: ELSEWHERE };

  test('is played as what was recorded of that account, beside one of the same name of the own', () => {
    const both = played(onBoth, recorded([[10, 15]]), recorded([[30, 32]], { metric: foreign }));
    expect(spells(both)).toEqual({ foreign: [[31, 33]], own: [[11, 16]] });
  });

  test('that was not recorded cannot be told: it is neither that of the own account nor nothing', () => {
    const { notPlayed, alarms } = played(onBoth, recorded([[10, 15]]));
    expect(alarms.map(({ identity }) => identity.name)).toEqual(['own']);
    expect(notPlayed).toEqual([{ name: 'test.Foreign', why: expect.stringContaining(`not recorded in ${ELSEWHERE}`) }]);
  });

  test('does what is supposed of it, and of it alone where its account is named', () => {
    const pattern = parsePattern('0 for 1h, 5 for 10m, 0 for 1h')!;
    const supposed = (dimensions: Record<string, string>) => {
      const answer = whatIf(stacksOf({ template: { Resources: onBoth } }), [{ selection: { namespace: 'Test', metricName: 'm1', dimensions }, pattern }]);
      return 'unread' in answer ? [] : answer.alarms.map(({ name, spells: all }) => [name, all.length]);
    };
    expect(supposed({})).toEqual([
      ['foreign', 1],
      ['own', 1],
    ]);
    expect(supposed({ AccountId: ELSEWHERE })).toEqual([['foreign', 1]]);
    expect(supposed({ AccountId: '111122223333' })).toEqual([]);
  });

  test('is not simulated in an account unless somebody states it', () => {
    const store = new MetricStore();
    const notSimulated = () =>
      new Account({ stacks: stacksOf({ template: { Resources: onBoth } }), store, start: START * 60_000 }).notSimulated.map(({ logicalId, why }) => [
        logicalId,
        why,
      ]);
    expect(notSimulated()).toEqual([['Foreign', expect.stringContaining(`of account ${ELSEWHERE}, which nobody states`)]]);
    store.putDatapoint(foreign, START, 0);
    expect(notSimulated()).toEqual([]);
  });
});

describe('an alarm on a metric of which a parameter was not given', () => {
  const template = {
    Parameters: { Stage: { Type: 'String' } },
    Resources: {
      Named: alarm('x', { AlarmName: { 'Fn::Sub': '${Stage}-x' }, Dimensions: [{ Name: 'Service', Value: { 'Fn::Sub': '${Stage}-portal' } }] }),
      Portal: alarm('portal'),
      Limit: alarm('limit', { Threshold: { Ref: 'Stage' } }),
    },
  };
  const selection = (dimensions: Record<string, string> = {}) => ({ namespace: 'Test', metricName: 'm1', dimensions });
  const supposed = (dimensions?: Record<string, string>) => {
    const answer = whatIf(stacksOf({ template }), [{ selection: selection(dimensions), pattern: parsePattern('0 for 1h, 5 for 10m, 0 for 1h')! }]);
    if ('unread' in answer) return answer;
    const { alarms, notPlayed, others } = answer;
    return {
      alarms: alarms.map(({ name, spells: all }) => [name, all.length]),
      notPlayed: notPlayed.map(({ name, missing }) => [name, missing?.name]),
      others,
    };
  };

  test('can be supposed: it does the same whatever the parameter is', () => {
    expect(supposed()).toEqual({
      alarms: [
        ['${Stage}-x', 1],
        ['portal', 1],
      ],
      notPlayed: [],
      others: 1,
    });
    expect(simulatedAlarms(stacksOf({ template }))).toMatchObject({ simulated: 2, notSimulated: [{ name: 'test.Limit', missing: { name: 'Stage' } }] });
  });

  test('notifies what is named, and what cannot be determined is not nobody', () => {
    const actions = (...AlarmActions: unknown[]) => {
      const Resources = { Q: { Type: 'AWS::SQS::Queue' }, A: alarm('a', { AlarmActions }) };
      const stacks = stacksOf({ template: { Parameters: template.Parameters, Resources } });
      const answer = whatIf(stacks, [{ selection: selection(), pattern: parsePattern('0 for 1h, 5 for 10m')! }]);
      return 'unread' in answer ? answer : answer.alarms[0]!.actions;
    };
    expect(actions({ Ref: 'Stage' }, { 'Fn::GetAtt': ['Q', 'Nothing'] })).toEqual(['${Stage}', 'AlarmActions[1] (cannot be determined)']);
    expect(actions()).toEqual([]);
  });

  test('may be the metric that is asked for, or not: that could not be told', () => {
    expect(supposed({ Service: 'portal' })).toEqual({ alarms: [['portal', 1]], notPlayed: [['test.Named', 'Stage']], others: 1 });
    expect(supposed({ Service: 'prod-portal' })).toEqual({ alarms: [], notPlayed: [['test.Named', 'Stage']], others: 2 });
    expect(supposed({ Service: '${Stage}-portal' })).toEqual({ alarms: [['${Stage}-x', 1]], notPlayed: [['test.Portal', 'Stage']], others: 1 });
    expect(supposed({ Other: 'x' })).toEqual({ unread: [selection({ Other: 'x' })] });
  });

  test('is not simulated where metrics have their real names: in an account, and in a recording', () => {
    const stacks = stacksOf({ template });
    const { notSimulated } = new Account({ stacks, store: new MetricStore(), start: START * 60_000 });
    expect(notSimulated.map(({ logicalId }) => logicalId)).toEqual(['Named', 'Limit']);
    const metrics = new RecordedMetrics({ name: 'test', stretches: [recorded([])] });
    const backtest = playBacktest(stacks, metrics, { from: START * 60_000, to: (START + MINUTES) * 60_000 }, PROMPT);
    expect(backtest.notPlayed.map(({ name, missing }) => [name, missing?.name])).toEqual([
      ['test.Named', 'Stage'],
      ['test.Limit', 'Stage'],
    ]);
  });
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
