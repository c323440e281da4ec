import { NotSimulatedError, ServiceError } from '../../../../lib/aws/errors';
import { ProblemsError } from '../../../../lib/problems/problem';
import { Account } from '../../../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../../../lib/simulator/core/assumptions';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import {
  accountOf,
  compositeAlarm,
  metricAlarm,
  REGION,
  ACCOUNT_ID,
  scriptedAlarms,
  secondsAfterStart,
  stacksOf,
  START,
  type Resources,
  type Script,
} from '../../../helpers/simulated-account';

/** Changes of the composite alarms: `seconds name state`. */
function changes(resources: Resources, script: Script, options: Parameters<typeof accountOf>[2] = {}): string[] {
  const account = accountOf(resources, script, options);
  account.run(START + 600_000);
  return account.log.flatMap((entry) =>
    entry.kind === 'alarm state changed' && entry.alarm.type === 'composite' ? [`${secondsAfterStart(entry.at)} ${entry.alarm.name} ${entry.to}`] : [],
  );
}

const A = metricAlarm('a');
const B = metricAlarm('b');

describe('the state of a composite alarm (facts 4.2)', () => {
  test('is decided at creation, with children in INSUFFICIENT_DATA, and runs the actions of that state', () => {
    const topic = { Type: 'AWS::SNS::Topic' };
    const account = accountOf({ A, Topic: topic, C: compositeAlarm('c', 'NOT ALARM(a)', { AlarmActions: [{ Ref: 'Topic' }] }) });
    account.run(START + 60_000);
    expect(account.log.filter(({ kind }) => kind !== 'event emitted' && kind !== 'call')).toMatchObject([
      {
        kind: 'alarm state changed',
        at: START,
        from: 'INSUFFICIENT_DATA',
        to: 'ALARM',
        cause: 'creation',
        reason: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:c was created and its alarm rule evaluates to ALARM`,
      },
      { kind: 'action executed', at: START, state: 'ALARM' },
    ]);
  });

  test('changes at the instant its child does, and names the child', () => {
    const account = accountOf({ A, C: compositeAlarm('c', 'ALARM("a")') }, { a: [[60, 'ALARM']] });
    account.run(START + 120_000);
    const change = account.log.filter((entry) => entry.kind === 'alarm state changed').at(-1);
    expect(change).toMatchObject({
      at: START + 60_000,
      from: 'OK',
      to: 'ALARM',
      cause: 'evaluation',
      reason: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:a transitioned to ALARM at Monday 02 March, 2026 08:01:00 UTC`,
    });
  });

  test('follows its rule over time', () => {
    const script: Script = {
      a: [
        [60, 'ALARM'],
        [180, 'OK'],
      ],
      b: [[120, 'ALARM']],
    };
    expect(changes({ A, B, C: compositeAlarm('c', 'ALARM(a) AND ALARM(b)') }, script)).toEqual(['0 c OK', '120 c ALARM', '180 c OK']);
    expect(changes({ A, B, C: compositeAlarm('c', 'ALARM(a) OR ALARM(b)') }, script)).toEqual(['0 c OK', '60 c ALARM']);
  });

  test('does not flicker when two children change at one instant', () => {
    const script: Script = {
      a: [
        [60, 'ALARM'],
        [120, 'OK'],
      ],
      b: [
        [60, 'OK'],
        [120, 'ALARM'],
      ],
    };
    expect(changes({ A, B, C: compositeAlarm('c', 'ALARM(a) OR ALARM(b)') }, script)).toEqual(['0 c OK', '60 c ALARM']);
    const split: Script = {
      a: [
        [60, 'ALARM'],
        [120, 'OK'],
      ],
      b: [
        [60, 'OK'],
        [121, 'ALARM'],
      ],
    };
    expect(changes({ A, B, C: compositeAlarm('c', 'ALARM(a) OR ALARM(b)') }, split)).toEqual(['0 c OK', '60 c ALARM', '120 c OK', '121 c ALARM']);
  });

  test('reaches nested composites in the order of their dependencies, once per change', () => {
    const resources = {
      Top: compositeAlarm('top', 'ALARM(left) AND NOT ALARM(right)'),
      Left: compositeAlarm('left', 'ALARM(a)'),
      Right: compositeAlarm('right', 'ALARM(a)'),
      A,
    };
    expect(changes(resources, { a: [[60, 'ALARM']] })).toEqual(['0 left OK', '0 right OK', '0 top OK', '60 left ALARM', '60 right ALARM']);
  });

  test('ends when alarms depend on each other in a circle', () => {
    const resources = { A, X: compositeAlarm('x', 'ALARM(a) OR ALARM(y)'), Y: compositeAlarm('y', 'NOT ALARM(x)') };
    expect(
      changes(resources, {
        a: [
          [60, 'ALARM'],
          [120, 'OK'],
        ],
      }),
    ).toEqual(['0 y ALARM', '0 x ALARM']);
    const latch = { A, X: compositeAlarm('x', 'ALARM(a) OR ALARM(y)'), Y: compositeAlarm('y', 'ALARM(x)') };
    expect(
      changes(latch, {
        a: [
          [60, 'ALARM'],
          [120, 'OK'],
        ],
      }),
    ).toEqual(['0 y OK', '0 x OK', '60 x ALARM', '60 y ALARM']);
  });

  test('ends in a circle that contradicts itself', () => {
    const resources = { A, X: compositeAlarm('x', 'ALARM(a) AND NOT ALARM(y)'), Y: compositeAlarm('y', 'ALARM(x)') };
    expect(changes(resources, { a: [[60, 'ALARM']] })).toEqual(['0 y OK', '0 x OK', '60 x ALARM', '60 y ALARM']);
  });

  test('counts a percentage as the assumption says', () => {
    const resources = { A, B, D: metricAlarm('d'), C: compositeAlarm('c', 'AT_LEAST(34%, ALARM, (a, b, d))') };
    const script: Script = { a: [[60, 'ALARM']] };
    const options = { assumptions: { ...DEFAULT_ASSUMPTIONS, atLeastPercentRounding: 'floor' as const } };
    expect(changes(resources, script)).toEqual(['0 c OK']);
    expect(changes(resources, script, options)).toEqual(['0 c OK', '60 c ALARM']);
  });
});

describe('a template that AWS would refuse is refused at once, with all its problems', () => {
  test.each<[string, Resources, string[]]>([
    ['a suppressor without its periods', { A, C: compositeAlarm('c', 'ALARM(a)', { ActionsSuppressor: 'a' }) }, ['ACC004 Resources.C undefined']],
    [
      'a suppressor with a negative period',
      { A, C: compositeAlarm('c', 'ALARM(a)', { ActionsSuppressor: 'a', ActionsSuppressorWaitPeriod: -60, ActionsSuppressorExtensionPeriod: 60 }) },
      ['ACC004 Resources.C undefined'],
    ],
    [
      'a suppressor with half a second',
      { A, C: compositeAlarm('c', 'ALARM(a)', { ActionsSuppressor: 'a', ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 0.5 }) },
      ['ACC004 Resources.C undefined'],
    ],
    ['a rule of too many characters', { A, C: compositeAlarm('c', `ALARM(a)${' '.repeat(10_240)}`) }, ['ACC004 Resources.C undefined']],
    ['a rule of too many elements', { A, C: compositeAlarm('c', Array(501).fill('ALARM(a)').join(' OR ')) }, ['ACC004 Resources.C undefined']],
    [
      'a rule of too many alarms',
      { C: compositeAlarm('c', Array.from({ length: 101 }, (_, index) => `ALARM(a${index})`).join(' OR ')) },
      ['ACC004 Resources.C undefined'],
    ],
    [
      'a child of more than 150 composite alarms',
      { A, ...Object.fromEntries(Array.from({ length: 152 }, (_, index) => [`C${index}`, compositeAlarm(`c${index}`, 'ALARM(a)')])) },
      ['ACC004 Resources.C150 undefined', 'ACC004 Resources.C151 undefined'],
    ],
    ['more actions than a state may have', { A: metricAlarm('a', { AlarmActions: Array(6).fill('arn:aws:sns:x') }) }, ['ACC004 Resources.A undefined']],
    ['a description nobody could read', { A: metricAlarm('a', { AlarmDescription: 'x'.repeat(1_025) }) }, ['ACC004 Resources.A undefined']],
    ['a rule that is none', { A, C: compositeAlarm('c', 'ALARM(a') }, ['ACC002 Resources.C ALARM(a']],
    ['two alarms of one name', { A, A2: metricAlarm('a'), C: compositeAlarm('a', 'TRUE') }, ['ACC001 Resources.A2 undefined', 'ACC001 Resources.C undefined']],
    ['several at once', { A, X: compositeAlarm('x', ''), A2: metricAlarm('a') }, ['ACC001 Resources.A2 undefined', 'ACC002 Resources.X ']],
  ])('%s', (_what, resources, expected) => {
    const error = catchError(() => accountOf(resources));
    expect(error).toBeInstanceOf(ProblemsError);
    expect((error as ProblemsError).problems.map(({ code, where, received }) => `${code} ${where.path} ${received}`)).toEqual(expected);
  });

  test('an alarm that PutMetricAlarm refuses', () => {
    const refusing = () => {
      throw new ServiceError('ValidationError', 'Threshold must be a number');
    };
    expect(() => accountOf({ A }, {}, { createMetricAlarm: refusing })).toThrow(/ACC004.*Threshold must be a number/);
  });
});

test('a composite alarm on an alarm that is not simulated is not simulated either, nor is one on that', () => {
  const scripted = scriptedAlarms({});
  const account = accountOf(
    { A, B, C: compositeAlarm('c', 'ALARM(a) OR ALARM(b)'), D: compositeAlarm('d', 'ALARM(c)'), E: compositeAlarm('e', 'ALARM(b)') },
    {},
    {
      createMetricAlarm: (input) => {
        if (input.name === 'a') throw new NotSimulatedError('metric math function SEARCH', 'a');
        return scripted(input);
      },
    },
  );
  expect(account.alarms.map(({ identity }) => identity.name)).toEqual(['b', 'e']);
  expect(account.notSimulated.map(({ logicalId, why }) => `${logicalId}: ${why}`)).toEqual([
    'A: not simulated: metric math function SEARCH (in a)',
    'C: not simulated: alarm a, which it depends on',
    'D: not simulated: alarm c, which it depends on',
  ]);
});

test('a composite alarm on a log alarm is not simulated; the log alarm is no mistake', () => {
  const log = (rule: unknown) =>
    accountOf({ L: { Type: 'AWS::CloudWatch::LogAlarm', Properties: { AlarmName: 'log' } }, C: compositeAlarm('c', rule as string) });
  for (const rule of ['ALARM(log)', { 'Fn::Sub': 'ALARM("${L.Arn}")' }, { 'Fn::Sub': 'ALARM("${L}")' }]) {
    expect(log(rule).notSimulated.map(({ logicalId }) => logicalId)).toEqual(['L', 'C']);
  }
});

test('a rule may name alarms of another stack of the account', () => {
  const stacks = stacksOf({ template: { Resources: { A } } }, { template: { Resources: { C: compositeAlarm('c', 'ALARM(a)') } } });
  const account = new Account({ stacks, store: new MetricStore(), start: START, createMetricAlarm: scriptedAlarms({ a: [[60, 'ALARM']] }) });
  account.run(START + 120_000);
  expect(account.alarms.map(({ state }) => state.value)).toEqual(['ALARM', 'ALARM']);
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each<[what: string, composite: Resources[string], missing: string]>([
  ['a child', compositeAlarm('c', 'ALARM(a) AND ALARM(theirs)'), 'theirs'],
  [
    'a child of another region',
    compositeAlarm('c', `ALARM("arn:aws:cloudwatch:us-east-1:${ACCOUNT_ID}:alarm:a")`),
    `arn:aws:cloudwatch:us-east-1:${ACCOUNT_ID}:alarm:a`,
  ],
  [
    'a suppressor',
    compositeAlarm('c', 'ALARM(a)', { ActionsSuppressor: 'theirs', ActionsSuppressorWaitPeriod: 1, ActionsSuppressorExtensionPeriod: 1 }),
    'theirs',
  ],
])('%s that no template has leaves out the composite alarm, by name, and those above it; all others are judged', (_what, composite, missing) => {
  const account = accountOf({ A, C: composite!, Above: compositeAlarm('above', 'ALARM(c)'), Beside: compositeAlarm('beside', 'ALARM(a)') });
  expect(account.notSimulated.map(({ logicalId, why }) => `${logicalId}: ${why}`)).toEqual([
    `C: not simulated: alarm ${missing}, which it depends on and no template has`,
    'Above: not simulated: alarm c, which it depends on',
  ]);
  expect(account.alarms.map(({ identity }) => identity.name)).toEqual(['a', 'beside']);
});
