import { accountRoot } from '../../../../lib/aws/iam/principal';
import type { LogEntry } from '../../../../lib/simulator/core/log';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, secondsAfterStart, START, type Script } from '../../../helpers/simulated-account';

const WAIT = 120;
const EXTENSION = 180;

/**
 * A composite alarm on one child, with a suppressor, and what it did: `seconds what`. Both metric alarms go to OK one
 * second after the start, which starts (and after WAIT ends) a first WaitPeriod; the rows begin after that.
 */
function timeline(script: Script, periods: { wait?: number; extension?: number } = {}): string[] {
  const { wait = WAIT, extension = EXTENSION } = periods;
  const account = accountOf(
    {
      Child: metricAlarm('child'),
      Suppressor: metricAlarm('suppressor'),
      Topic: { Type: 'AWS::SNS::Topic' },
      Composite: compositeAlarm('composite', 'ALARM(child)', {
        AlarmActions: [{ Ref: 'Topic' }],
        OKActions: [{ Ref: 'Topic' }],
        ActionsSuppressor: 'suppressor',
        ActionsSuppressorWaitPeriod: wait,
        ActionsSuppressorExtensionPeriod: extension,
      }),
    },
    { child: [[1, 'OK'], ...(script.child ?? [])], suppressor: [[1, 'OK'], ...(script.suppressor ?? [])] },
  );
  account.run(START + 3_600_000);
  return account.log.flatMap((entry) => describeEntry(entry)).filter((line) => Number(line.split(' ')[0]) >= 600);
}

function describeEntry(entry: LogEntry): string[] {
  const seconds = secondsAfterStart(entry.at);
  if (entry.kind === 'alarm state changed' && entry.alarm.name === 'composite') {
    return [`${seconds} ${entry.to} (${entry.actionsSuppressedBy ?? 'not suppressed'})`];
  }
  if (entry.kind === 'action suppressed') return [`${seconds} held by ${entry.by}`];
  if (entry.kind === 'action executed') return [`${seconds} ${entry.state} action`];
  return [];
}

describe('action suppression, row by row (facts 4.3)', () => {
  const rows: readonly [row: string, script: Script, expected: readonly string[]][] = [
    [
      'a change of state while the suppressor is in ALARM is suppressed',
      { suppressor: [[600, 'ALARM']], child: [[700, 'ALARM']] },
      ['700 ALARM (Alarm)', '700 held by Alarm'],
    ],
    [
      'a change of state while the suppressor is not in ALARM waits, and at the end of the WaitPeriod acts',
      { child: [[700, 'ALARM']] },
      ['700 ALARM (WaitPeriod)', '700 held by WaitPeriod', '820 ALARM action'],
    ],
    [
      'a suppressor that enters ALARM during the WaitPeriod suppresses',
      { child: [[700, 'ALARM']], suppressor: [[819, 'ALARM']] },
      ['700 ALARM (WaitPeriod)', '700 held by WaitPeriod', '819 held by Alarm'],
    ],
    [
      'a suppressor that enters ALARM at the very end of the WaitPeriod is in time',
      { child: [[700, 'ALARM']], suppressor: [[820, 'ALARM']] },
      ['700 ALARM (WaitPeriod)', '700 held by WaitPeriod', '820 held by Alarm'],
    ],
    [
      'a suppressor that enters ALARM after the WaitPeriod is too late',
      { child: [[700, 'ALARM']], suppressor: [[821, 'ALARM']] },
      ['700 ALARM (WaitPeriod)', '700 held by WaitPeriod', '820 ALARM action'],
    ],
    [
      'another change of state restarts the WaitPeriod, and only the state at its end acts',
      {
        child: [
          [700, 'ALARM'],
          [800, 'OK'],
        ],
      },
      ['700 ALARM (WaitPeriod)', '700 held by WaitPeriod', '800 OK (WaitPeriod)', '800 held by WaitPeriod', '920 OK action'],
    ],
    [
      'a suppressor that leaves ALARM starts the ExtensionPeriod, at whose end the state acts',
      {
        suppressor: [
          [600, 'ALARM'],
          [1000, 'OK'],
        ],
        child: [[700, 'ALARM']],
      },
      ['700 ALARM (Alarm)', '700 held by Alarm', '1000 held by ExtensionPeriod', '1180 ALARM action'],
    ],
    [
      'a suppressor that leaves ALARM for INSUFFICIENT_DATA has left it as well',
      {
        suppressor: [
          [600, 'ALARM'],
          [1000, 'INSUFFICIENT_DATA'],
        ],
        child: [[700, 'ALARM']],
      },
      ['700 ALARM (Alarm)', '700 held by Alarm', '1000 held by ExtensionPeriod', '1180 ALARM action'],
    ],
    [
      'a suppressor back in ALARM during the ExtensionPeriod suppresses again',
      {
        suppressor: [
          [600, 'ALARM'],
          [1000, 'OK'],
          [1100, 'ALARM'],
          [1500, 'OK'],
        ],
        child: [[700, 'ALARM']],
      },
      ['700 ALARM (Alarm)', '700 held by Alarm', '1000 held by ExtensionPeriod', '1100 held by Alarm', '1500 held by ExtensionPeriod', '1680 ALARM action'],
    ],
    [
      'a change of state during the ExtensionPeriod discards it and starts a WaitPeriod',
      {
        suppressor: [
          [600, 'ALARM'],
          [1000, 'OK'],
        ],
        child: [
          [700, 'ALARM'],
          [1100, 'OK'],
        ],
      },
      ['700 ALARM (Alarm)', '700 held by Alarm', '1000 held by ExtensionPeriod', '1100 OK (WaitPeriod)', '1100 held by WaitPeriod', '1220 OK action'],
    ],
    [
      'a suppressor that comes and goes over a quiet alarm releases nothing',
      {
        suppressor: [
          [600, 'ALARM'],
          [1000, 'OK'],
        ],
      },
      [],
    ],
  ];
  test.each(rows)('%s', (_row, script, expected) => expect(timeline(script)).toEqual(expected));

  test('without periods, a change acts at once and so does the end of suppression', () => {
    const script: Script = {
      child: [
        [700, 'ALARM'],
        [900, 'OK'],
      ],
      suppressor: [
        [800, 'ALARM'],
        [1000, 'OK'],
      ],
    };
    expect(timeline(script, { wait: 0, extension: 0 })).toEqual([
      '700 ALARM (not suppressed)',
      '700 ALARM action',
      '900 OK (Alarm)',
      '900 held by Alarm',
      '1000 OK action',
    ]);
  });

  test('a suppressor that enters ALARM at the very instant of the change suppresses it', () => {
    const script: Script = { child: [[700, 'ALARM']], suppressor: [[700, 'ALARM']] };
    expect(timeline(script)).toEqual(['700 ALARM (Alarm)', '700 held by Alarm']);
  });
});

test('a released state is reported anew: no longer suppressed, later timestamp, same time of transition', () => {
  const account = accountOf({
    Child: metricAlarm('child'),
    Composite: compositeAlarm('composite', 'ALARM(child)', {
      ActionsSuppressor: 'child',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
    }),
  });
  const describe = () => {
    const output = account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] });
    return (output.CompositeAlarms as object[])[0];
  };
  account.run(START + 60_000);
  expect(describe()).toMatchObject({
    StateValue: 'OK',
    ActionsSuppressedBy: undefined,
    StateTransitionedTimestamp: new Date(START),
    StateUpdatedTimestamp: new Date(START + 60_000),
  });
});
