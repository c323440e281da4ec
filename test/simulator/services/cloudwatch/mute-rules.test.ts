import { parseMuteSchedule } from '../../../../lib/aws/schedule/mute-schedule';
import type { Account } from '../../../../lib/simulator/account';
import { MINUTE_MS } from '../../../../lib/time/time';
import { accountOf, compositeAlarm, metricAlarm, START, type Resources, type Script } from '../../../helpers/simulated-account';

const TOPIC = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } };
const ACTIONS = { AlarmActions: [{ Ref: 'Topic' }], OKActions: [{ Ref: 'Topic' }] };

/** A mute rule for `down`, from 08:02 for four minutes unless said otherwise. */
function muteRule(schedule: object = {}, properties: object = {}): Resources[string] {
  return {
    Type: 'AWS::CloudWatch::AlarmMuteRule',
    Properties: {
      Name: 'mute',
      Rule: { Schedule: { Expression: 'at(2026-03-02T08:02)', Duration: 'PT4M', ...schedule } },
      MuteTargets: { AlarmNames: ['down', 'wide'] },
      ...properties,
    },
  };
}

function played(script: Script, rules: Resources = { Mute: muteRule() }): Account {
  const account = accountOf(
    {
      Topic: TOPIC,
      Down: metricAlarm('down', ACTIONS),
      Held: metricAlarm('suppressor'),
      Wide: compositeAlarm('wide', 'ALARM("down")', {
        ...ACTIONS,
        ActionsSuppressor: 'suppressor',
        ActionsSuppressorWaitPeriod: 60,
        ActionsSuppressorExtensionPeriod: 60,
      }),
      ...rules,
    },
    script,
  );
  account.run(START + 20 * MINUTE_MS);
  return account;
}

/** `6 ALARM`: minute and state of everything an alarm published, or had held, in order. */
const actionsOf = (account: Account, name: string, kind: 'action executed' | 'action suppressed' = 'action executed') =>
  account.log.flatMap((entry) => (entry.kind === kind && entry.alarm.name === name ? [`${(entry.at - START) / MINUTE_MS} ${entry.state}`] : []));

const eventsOf = (account: Account, name: string) =>
  account.log.flatMap((entry) =>
    entry.kind === 'event emitted' && (entry.event.detail as { alarmName?: string }).alarmName === name ? [entry.event.detail] : [],
  );

describe('an alarm that a mute rule mutes', () => {
  test('changes its state and sends its event, which names the rule and its window', () => {
    const account = played({
      down: [
        [60, 'OK'],
        [180, 'ALARM'],
      ],
    });
    expect(eventsOf(account, 'down')).toMatchObject([
      { state: { value: 'OK' } },
      {
        state: { value: 'ALARM' },
        muteDetail: {
          mutedByArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm-mute-rule:mute',
          muteWindowStart: '2026-03-02T08:02:00.000+0000',
          muteWindowEnd: '2026-03-02T08:06:00.000+0000',
        },
      },
    ]);
    expect(eventsOf(account, 'down')[0]).not.toHaveProperty('muteDetail');
  });

  test('runs the actions of its state when the mute ends, if it is still in it', () => {
    const account = played({
      down: [
        [60, 'OK'],
        [180, 'ALARM'],
      ],
    });
    expect(actionsOf(account, 'down')).toEqual(['1 OK', '6 ALARM']);
    expect(actionsOf(account, 'down', 'action suppressed')).toEqual(['3 ALARM']);
  });

  test('runs none when it came back before', () => {
    expect(
      actionsOf(
        played({
          down: [
            [60, 'OK'],
            [180, 'ALARM'],
            [240, 'OK'],
          ],
        }),
        'down',
      ),
    ).toEqual(['1 OK']);
  });

  test('that was on before runs the action of its recovery at the end', () => {
    expect(
      actionsOf(
        played({
          down: [
            [60, 'ALARM'],
            [180, 'OK'],
          ],
        }),
        'down',
      ),
    ).toEqual(['1 ALARM', '6 OK']);
  });

  test('acts at once outside of the window, from its end on', () => {
    expect(
      actionsOf(
        played({
          down: [
            [60, 'OK'],
            [119, 'ALARM'],
          ],
        }),
        'down',
      ),
    ).toEqual(['1 OK', `${119 / 60} ALARM`]);
    expect(
      actionsOf(
        played({
          down: [
            [60, 'OK'],
            [360, 'ALARM'],
          ],
        }),
        'down',
      ),
    ).toEqual(['1 OK', '6 ALARM']);
  });

  test('is muted until the last of the windows that overlap ends', () => {
    const rules = { Mute: muteRule(), More: muteRule({ Expression: 'at(2026-03-02T08:05)' }, { Name: 'more' }) };
    expect(
      actionsOf(
        played(
          {
            down: [
              [60, 'OK'],
              [180, 'ALARM'],
            ],
          },
          rules,
        ),
        'down',
      ),
    ).toEqual(['1 OK', '9 ALARM']);
  });

  test('and suppressed is released by both: mutes come first', () => {
    const wide = (script: Script) => actionsOf(played(script), 'wide');
    // The wait of a minute ends within the mute.
    expect(
      wide({
        down: [
          [60, 'OK'],
          [180, 'ALARM'],
        ],
        suppressor: [[0, 'OK']],
      }),
    ).toContain('6 ALARM');
    // The suppressor goes on after the mute: its extension ends at 11.
    const long = wide({
      down: [
        [60, 'OK'],
        [180, 'ALARM'],
      ],
      suppressor: [
        [0, 'ALARM'],
        [600, 'OK'],
      ],
    });
    expect(long.filter((each) => each.endsWith('ALARM'))).toEqual(['11 ALARM']);
  });

  test('is only one of its region and by its name', () => {
    const rules = { Mute: muteRule({}, { MuteTargets: { AlarmNames: ['other'] } }) };
    expect(
      actionsOf(
        played(
          {
            down: [
              [60, 'OK'],
              [180, 'ALARM'],
            ],
          },
          rules,
        ),
        'down',
      ),
    ).toEqual(['1 OK', '3 ALARM']);
  });
});

describe('the schedule of a mute rule', () => {
  const windowOf = (expression: string, at: string, more: object = {}) => {
    const window = parseMuteSchedule({ expression, duration: 'PT2H', timeZone: 'UTC', ...more })(Date.parse(at));
    return window && [window.start, window.end].map((instant) => new Date(instant).toISOString().slice(0, 16));
  };

  test.each([
    ['cron(0 2 * * *)', '2026-03-02T02:00Z', ['2026-03-02T02:00', '2026-03-02T04:00']],
    ['cron(0 2 * * *)', '2026-03-02T03:59Z', ['2026-03-02T02:00', '2026-03-02T04:00']],
    ['cron(0 2 * * *)', '2026-03-02T04:00Z', undefined],
    ['cron(0 2 * * *)', '2026-03-02T01:59Z', undefined],
    ['cron(0 2 * * SUN)', '2026-03-01T02:30Z', ['2026-03-01T02:00', '2026-03-01T04:00']],
    ['cron(0 2 * * MON-FRI)', '2026-03-01T02:30Z', undefined],
    ['cron(0 2,3 1 MAR *)', '2026-03-01T03:30Z', ['2026-03-01T03:00', '2026-03-01T05:00']],
    ['at(2026-03-02T08:00)', '2026-03-02T09:59Z', ['2026-03-02T08:00', '2026-03-02T10:00']],
    ['at(2026-03-02T08:00)', '2026-03-03T08:00Z', undefined],
  ])('%s at %s', (expression, at, expected) => {
    expect(windowOf(expression, at)).toEqual(expected);
  });

  test('is local, and holds from its first date up to, and without, its last', () => {
    expect(windowOf('cron(0 2 * * *)', '2026-07-01T00:30Z', { timeZone: 'Europe/Berlin' })).toEqual(['2026-07-01T00:00', '2026-07-01T02:00']);
    const dates = { startDate: '2026-03-02T00:00', expireDate: '2026-03-04T02:00' };
    const nights = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].filter((day) => windowOf('cron(0 2 * * *)', `${day}T02:30Z`, dates));
    expect(nights).toEqual(['2026-03-02', '2026-03-03']);
  });

  test.each([
    ['cron(0 2 * * ? *)', 'PT2H', 'five fields'],
    ['rate(1 hour)', 'PT2H', 'cron(...) and at(...)'],
    ['at(2026-03-02T08:00:00)', 'PT2H', 'no local time'],
    ['cron(0 2 * * *)', 'P16D', 'PT1M to P15D'],
    ['cron(0 2 * * *)', 'PT0M', 'PT1M to P15D'],
    ['cron(0 2 * * 1)', 'PT2H', 'as a number'],
    ['cron(0 2 1 * MON)', 'PT2H', 'days of the month and of the week'],
    ['cron(0/5 2 * * *)', 'PT2H', 'of a mute rule'],
  ])('%s for %s is refused, or named as not simulated', (expression, duration, why) => {
    expect(() => parseMuteSchedule({ expression, duration, timeZone: 'UTC' })).toThrow(why);
    const account = accountOf({ Mute: muteRule({ Expression: expression, Duration: duration }) });
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Mute', why: expect.stringContaining(why) }]);
  });
});
