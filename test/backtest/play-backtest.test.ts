import { neededByTemplate } from '../../lib/backtest/needed-by-template';
import { parsePattern } from '../../lib/backtest/pattern';
import { playBacktest, type Backtest } from '../../lib/backtest/play-backtest';
import { RecordedMetrics } from '../../lib/backtest/recorded-metrics';
import type { RecordedStretch } from '../../lib/backtest/recording';
import { simulatedAlarms } from '../../lib/backtest/simulated-alarms';
import { whatIf } from '../../lib/backtest/what-if';
import { BY_ACTION, flapsOf, wouldBePages, type Paging } from '../../lib/backtest/would-be-pages';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { queryResult, readQueryAlarmDefinition } from '../../lib/simulator/services/cloudwatch/query-alarm-definition';
import { createQueryAlarm } from '../../lib/simulator/services/cloudwatch/query-alarm-run';
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

describe('an alarm on the result of a query', () => {
  const logAlarm = (changes: object = {}, query: object = {}) => ({
    Type: 'AWS::CloudWatch::LogAlarm',
    Properties: {
      AlarmName: 'logs',
      AlarmActions: [PAGER],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5,
      QueryResultsToEvaluate: 3,
      QueryResultsToAlarm: 2,
      ScheduledQueryConfiguration: {
        AggregationExpression: 'count(*)',
        QueryString: 'fields @message',
        ScheduleConfiguration: { ScheduleExpression: 'rate(5 minutes)', StartTimeOffset: 300 },
        ...query,
      },
      ...changes,
    },
  });
  const promQl = (PromQLCriteria: object, changes: object = {}) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { AlarmName: 'series', EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0', ...PromQLCriteria } }, EvaluationInterval: 60, ...changes },
  });
  const scheduled = (ScheduleExpression: string) => ({ ScheduleConfiguration: { ScheduleExpression, StartTimeOffset: 300 } });
  /** Spells in minutes after the beginning of the pattern, by alarm; or why alarms were not played. */
  const supposed = (resources: Resources, name: string, text: string) => {
    const selection = { namespace: 'day2/QueryResult', metricName: name, dimensions: {} };
    const answer = whatIf(stacksOf({ template: { Resources: resources } }), [{ selection, pattern: parsePattern(text)! }]);
    if ('unread' in answer) throw new Error('no alarm reads it');
    const minutes = ({ from, to }: { readonly from: number; readonly to: number }) => [from, to].map((at) => Math.floor((at - answer.from) / 60_000));
    return Object.fromEntries(answer.alarms.map((each) => [each.name, each.spells.map(minutes)]));
  };

  test.each<[what: string, text: string, changes: object, spells: readonly (readonly number[])[]]>([
    ['two of three results', '0 for 1h, 9 for 30m, 0 for 1h', {}, [[65, 95]]],
    ['one result is not enough', '0 for 1h, 9 for 5m, 0 for 1h', {}, []],
    ['a breach between runs nobody sees', '0 for 1h, 0 for 1m, 9 for 4m, 0 for 1h', {}, []],
    ['a run without a result is missing', '0 for 1h, 9 for 5m, none for 1h', { TreatMissingData: 'breaching' }, [[65, 125]]],
    ['a run without a result that is good', '9 for 1h, none for 1h', { TreatMissingData: 'notBreaching' }, [[-1440, 65]]],
  ])('of logs: %s', (_what, text, changes, spellsThen) => {
    expect(supposed({ A: logAlarm(changes) }, 'logs', text)).toEqual({ logs: spellsThen });
  });

  test.each<[what: string, criteria: object, text: string, spells: readonly (readonly number[])[]]>([
    ['on and off at once without periods', {}, 'none for 1h, 0 for 3m, none for 1h', [[60, 63]]],
    [
      'on after the pending period, off after the recovery period',
      { PendingPeriod: 300, RecoveryPeriod: 600 },
      'none for 1h, 1 for 30m, none for 1h',
      [[65, 100]],
    ],
    ['a gap begins the pending period anew', { PendingPeriod: 300 }, 'none for 1h, 1 for 4m, none for 1m, 1 for 6m, none for 1h', [[70, 71]]],
    ['back within the recovery period it stays on', { RecoveryPeriod: 300 }, 'none for 1h, 1 for 2m, none for 4m, 1 for 2m, none for 1h', [[60, 73]]],
  ])('of PromQL: %s', (_what, criteria, text, spellsThen) => {
    expect(supposed({ A: promQl(criteria) }, 'series', text)).toEqual({ series: spellsThen });
  });

  test('bears a composite alarm', () => {
    const composite = { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'both', AlarmRule: 'ALARM(logs)' } };
    expect(supposed({ A: logAlarm(), C: composite }, 'logs', '0 for 1h, 9 for 30m, 0 for 1h')).toMatchObject({ both: [[65, 95]] });
  });

  test.each<[what: string, resource: object, why: RegExp]>([
    ['a schedule by the calendar', logAlarm({}, scheduled('cron(0 8 * * ? *)')), /a log alarm on the schedule cron/],
    ['results in groups', logAlarm({}, { AggregationExpression: 'count(*) by host' }), /a log alarm on groups/],
    ['an interval below a minute', promQl({}, { EvaluationInterval: 30 }), /EvaluationInterval 30 below a minute/],
    ['a warm-up', logAlarm({ WarmUpConfiguration: {} }), /property WarmUpConfiguration/],
    ['another criterion', promQl({}, { EvaluationCriteria: { SqlCriteria: {} } }), /property SqlCriteria/],
  ])('is refused by name with %s', (_what, resource, why) => {
    const { simulated, notSimulated } = simulatedAlarms(stacksOf({ template: { Resources: { A: resource } as Resources } }));
    expect([simulated, notSimulated.map((each) => each.why)]).toEqual([0, [expect.stringMatching(why)]]);
  });

  test.each<[what: string, resource: object]>([
    ['more breaching results than results', logAlarm({ QueryResultsToAlarm: 4 })],
    ['no query', logAlarm({ ScheduledQueryConfiguration: undefined })],
    ['a recovery period of two days', promQl({ RecoveryPeriod: 172_800 })],
    ['an interval that is none', promQl({}, { EvaluationInterval: 90 })],
  ])('is refused by CloudWatch with %s', (_what, resource) => {
    expect(simulatedAlarms(stacksOf({ template: { Resources: { A: resource } as Resources } })).refused).toMatchObject([{ code: 'ACC004' }]);
  });

  test('is not simulated where nobody states the result: there are no logs', () => {
    const resources = { A: logAlarm(), B: promQl({}), Own: alarm('own') };
    expect(played(resources, recorded([])).notPlayed.map(({ why }) => why)).toEqual([
      expect.stringContaining('day2/QueryResult logs in buckets of 1 min is not recorded'),
      expect.stringContaining('day2/QueryResult series in buckets of 1 min is not recorded'),
    ]);
    const { notSimulated } = new Account({ stacks: stacksOf({ template: { Resources: resources } }), store: new MetricStore(), start: START * 60_000 });
    expect(notSimulated.map(({ logicalId }) => logicalId)).toEqual(['A', 'B']);
    expect(neededByTemplate(stacksOf({ template: { Resources: resources } })).needed.map(({ metric: each }) => each.namespace)).toEqual(['Test']);
  });

  test('runs when the assumption says that the rate counts from', () => {
    const at = (queryMinute: number) => {
      const store = new MetricStore();
      for (let minute = START; minute < START + 60; minute += 1) store.putDatapoint(queryResult('eu-central-1', 'logs'), minute, minute < START + 30 ? 0 : 9);
      const definition = readQueryAlarmDefinition('AWS::CloudWatch::LogAlarm', 'logs', logAlarm().Properties)!;
      const run = createQueryAlarm({ name: 'logs', region: 'eu-central-1', store, assumptions: { ...PROMPT, queryMinute } }, definition);
      return run.scan(START, START + 60).flatMap(({ to, at: when }) => (to === 'ALARM' ? [when / 60_000 - START] : []));
    };
    expect([at(0), at(3)]).toEqual([[35], [38]]);
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
    expect(supposed({ Service: 'portal' })).toEqual({ alarms: [['portal', 1]], notPlayed: [], others: 2 });
    expect(supposed({ Service: 'prod-portal' })).toEqual({ alarms: [], notPlayed: [['test.Named', 'Stage']], others: 2 });
    expect(supposed({ Service: '${Stage}-portal' })).toEqual({ alarms: [['${Stage}-x', 1]], notPlayed: [], others: 2 });
    expect(supposed({ Service: '${Stage}' })).toEqual({
      alarms: [],
      notPlayed: [
        ['test.Named', 'Stage'],
        ['test.Portal', 'Stage'],
      ],
      others: 1,
    });
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
