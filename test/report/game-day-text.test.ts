import type { GameDayReport } from '../../lib/gameday/report';
import type { TimelineEvent } from '../../lib/gameday/timeline-events';
import { formatBudgetSpent, printResult, printTimelineEntry, printTotals } from '../../lib/report/game-day-text';
import { IN_COLOUR } from '../../lib/report/paint';

const START = Date.UTC(2026, 2, 2, 22, 0, 0);

test.each([
  [0, 'budget spent 0 %'],
  [0.000012, 'budget spent 0.0012 %'],
  [0.0098765, 'budget spent 0.99 %'],
  [0.0463, 'budget spent 4.6 %'],
  [0.1, 'budget spent 10 %'],
  [1.38889, 'budget spent 138.9 %'],
  [null, 'budget spent unknown: metrics are lost'],
])('a budget share of %p is printed as "%s"', (fraction, text) => {
  expect(formatBudgetSpent(fraction)).toBe(text);
});

describe('a line of the timeline', () => {
  const line = (hours: number, changes: { readonly budgetSpent?: number } = {}) =>
    printTimelineEntry({ at: START + hours * 3_600_000, code: 'notified', topicName: 't', alarmName: 'a', ...changes }, START);

  test('has the time of day, and the day when it is not the first', () => {
    expect([line(0), line(1.5), line(2), line(30), line(-23)]).toEqual([
      '  22:00:00     NOTIFIED unplanned t: a',
      '  23:30:00     NOTIFIED unplanned t: a',
      '  00:00:00 +1d NOTIFIED unplanned t: a',
      '  04:00:00 +2d NOTIFIED unplanned t: a',
      '  23:00:00 -1d NOTIFIED unplanned t: a',
    ]);
  });

  test('of a page is marked, and stands out in colour; a notice is faint', () => {
    const people = { reached: [], unreached: [] };
    const page = { at: START, code: 'page-published', severity: 'S0', tier: 1, about: 'web-1', ...people } as unknown as TimelineEvent;
    const notice = { at: START, code: 'notice-published', severity: 'S0', about: 'web-1', reason: 'resolved', ...people } as unknown as TimelineEvent;
    expect([printTimelineEntry(page, START), printTimelineEntry(notice, START)]).toEqual([
      expect.stringMatching(/^> 22:00:00 /),
      expect.stringMatching(/^ {2}22:00:00 /),
    ]);
    const [inRed, faint] = [page, notice].map((event) => printTimelineEntry(event, START, IN_COLOUR));
    expect([inRed, faint]).toEqual([`\u001b[1;31m${printTimelineEntry(page, START)}\u001b[0m`, `\u001b[2m${printTimelineEntry(notice, START)}\u001b[0m`]);
  });

  test('ends with the budget spent, where there is one', () => {
    expect(line(0, { budgetSpent: 0.05 })).toBe('  22:00:00     NOTIFIED unplanned t: a, budget spent 5 %');
  });
});

const report: GameDayReport = {
  scenario: { id: 'outage', title: 'An outage', environment: 'prod', start: START, durationMinutes: 60, proves: [] },
  outcome: 'failed',
  timeline: [],
  measurements: [
    {
      code: 'notification-time',
      subject: { severity: 'S0', objective: 'a/b' },
      after: 'x',
      expected: { kind: 'elapsed', notBeforeSeconds: 0, withinSeconds: 180 },
      measured: { kind: 'elapsed', seconds: 120 },
      outcome: 'passed',
      budgetSpent: 0.05,
    },
    {
      code: 'notification-time',
      subject: { severity: 'S1', objective: 'longer/b' },
      after: 'x',
      expected: { kind: 'elapsed', notBeforeSeconds: 60, withinSeconds: 300 },
      measured: { kind: 'never' },
      outcome: 'failed',
    },
  ],
  differences: [
    { kind: 'template', name: 'alarm', resource: 'stack/Alarm', constructPath: 'prod/Alarm', what: 'threshold', planned: '1', found: '2' },
    { kind: 'behaviour', name: 'alarm', resource: 'stack/Alarm', what: 'behaviour from 08:00', planned: 'in ALARM', found: 'not in ALARM' },
  ],
  unknown: ['a mute rule'],
  notes: ['nobody is subscribed to b', 'nobody is subscribed to a'],
};

test('a result puts every figure beside its expectation, in columns, then what is not as planned and what could not be determined', () => {
  expect(printResult(report)).toBe(
    [
      '',
      '  ok   S0 a/b notified after x began       expected within 3m  measured 2m     budget spent 5 %',
      '  FAIL S1 longer/b notified after x began  expected 1m to 5m   measured never',
      '  not as planned:',
      '  FAIL alarm: threshold',
      '         resource stack/Alarm (prod/Alarm)',
      '         planned  1',
      '         found    2',
      '  FAIL alarm: behaviour from 08:00',
      '         resource stack/Alarm',
      '         planned  in ALARM',
      '         found    not in ALARM',
      '  ??   could not tell: a mute rule',
      '  outage: failed',
    ].join('\n'),
  );
});

test('the totals count what could not be distinguished from what failed, after notes that are notified once', () => {
  expect(printTotals([report, { ...report, outcome: 'passed' }, { ...report, outcome: 'could not tell' }])).toBe(
    'note: nobody is subscribed to a\nnote: nobody is subscribed to b\ngame days: 1 passed, 1 failed, 1 could not tell',
  );
  expect(printTotals([{ outcome: 'passed', notes: [] }])).toBe('game days: 1 passed, 0 failed');
});
