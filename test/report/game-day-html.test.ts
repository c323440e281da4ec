import { courseOf } from '../../lib/gameday/course';
import { addUp, expectMetricAlarm } from '../../lib/gameday/expected-behaviour';
import type { GameDayReport } from '../../lib/gameday/report';
import type { TimelineEvent } from '../../lib/gameday/timeline-events';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import { concernedObjectives, objectiveCharts } from '../../lib/report/course-charts';
import { gameDayHtml } from '../../lib/report/game-day-html';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { MINUTE_MS, MINUTES_PER_DAY } from '../../lib/time/time';
import { everything, measurement, report, took } from '../helpers/game-day-reports';
import { minutes, SCENARIO_START } from '../helpers/game-days';
import { exampleObjective } from '../helpers/models';

const LENGTH = 120;
const HISTORY = 1_440;

/** A game day of two hours with an outage of ten minutes, as the account of a scenario leaves it: only what the course reads. */
function outage() {
  const range = minutes(LENGTH, HISTORY);
  const planned = { ...planObjectiveAlarms(exampleObjective(), { application: 'shop', environment: 'prod', serviceId: 'portal', region: 'eu-central-1' }) };
  const length = range.end - range.first;
  const isOut = (index: number) => index - HISTORY >= 30 && index - HISTORY < 40;
  const bad = Float64Array.from({ length }, (_, index) => (isOut(index) ? 1_000 : 0));
  const total = new Float64Array(length).fill(1_000);
  const observed = { kind: 'events' as const, bad, total, seen: total, published: new Uint8Array(length).fill(1) };
  const page = planned.compositeAlarms[0]!;
  const alarm = { name: page.name, region: 'eu-central-1', type: 'composite' };
  const changed = (minute: number, from: string, to: string) => ({ kind: 'alarm state changed', at: SCENARIO_START + minute * MINUTE_MS, alarm, from, to });
  const account = {
    log: [changed(-60, 'INSUFFICIENT_DATA', 'OK'), changed(31, 'OK', 'ALARM'), changed(70, 'ALARM', 'OK')],
    use: () => ({ executions: () => [] }),
  };
  const course = courseOf({
    plan: { regions: [{ region: 'eu-central-1', topics: [], objectives: [planned] }] } as never,
    range,
    observed: new Map([[planned.name, observed]]),
    stored: new Map(),
    account: account as never,
  });
  return { course, objective: course.objectives[0]!, planned, sums: addUp(observed), range };
}

const { course, objective, planned, sums, range } = outage();
const events: readonly TimelineEvent[] = [
  {
    at: SCENARIO_START - MINUTE_MS,
    code: 'page-published',
    severity: 'S0',
    tier: 1,
    about: 'portal-0',
    reached: [{ person: 'early', channels: ['sms'] }],
    unreached: [],
  },
  {
    at: SCENARIO_START + 31 * MINUTE_MS,
    code: 'page-published',
    severity: 'S0',
    tier: 1,
    about: 'portal-1',
    reached: [{ person: 'ana', channels: ['sms'] }],
    unreached: ['bo'],
  },
];
const scenario = { id: 'outage', title: 'An outage', environment: 'prod', start: SCENARIO_START, durationMinutes: LENGTH, proves: [] };
const played = { ...took(report({ scenario, timeline: events })), course };

describe('the course of a scenario', () => {
  // One over several days is judged once an hour.
  const windows = objective.alerts.flatMap((alert) => alert.windows).filter(({ windowMinutes }) => windowMinutes <= MINUTES_PER_DAY);
  test.each(windows.map((window) => [window.alarmName, window] as const))(
    'has the window of %s where its threshold says it is on',
    (name, { values, threshold, measure }) => {
      const alarm = planned.metricAlarms.find((each) => each.name === name)!;
      const firing = [...expectMetricAlarm(alarm, sums, range, { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0 })];
      // An alarm is evaluated at the beginning of a minute: it has seen the minutes before. One that counts asks for the ratio as well.
      const isAbove = (value: number) => (measure === 'burn rate' ? value > threshold : value >= threshold);
      expect(firing.slice(1)).toEqual([...values].slice(0, -1).map((value) => Number(isAbove(value))));
    },
  );

  test('begins with the state an alarm has at the start', () => {
    expect(course.alarms[0]!.states.map(({ at, state }) => [(at - SCENARIO_START) / MINUTE_MS, state])).toEqual([
      [0, 'OK'],
      [31, 'ALARM'],
      [70, 'OK'],
    ]);
  });

  test('is drawn for objectives that something happened to, and only for those', () => {
    const calm = { ...objective, name: 'portal/calm', alerts: [] };
    expect(concernedObjectives({ ...course, objectives: [objective, calm] })).toEqual([objective]);
    const lost = { ...calm, published: calm.published.map((each, minute) => (minute === 5 ? 0 : each)) };
    expect(concernedObjectives({ ...course, objectives: [lost] })).toEqual([lost]);
  });

  test('has a gap where metrics were lost, and where a window has no events', () => {
    const lost = { ...objective, published: objective.published.map((each, minute) => (minute === 5 ? 0 : each)) };
    const [traffic] = objectiveCharts(lost, course, { from: course.start, to: course.end });
    expect(traffic!.series[0]!.points.filter(([, value]) => value === null).map(([at]) => at)).toEqual([SCENARIO_START + 5 * MINUTE_MS]);
  });
});

describe('the report', () => {
  const page = gameDayHtml([played, took(everything)], ['portal', 'ingest']);

  test('is the same bytes for the same game days', () => {
    expect(gameDayHtml([played, took(everything)], ['portal', 'ingest'])).toBe(page);
  });

  test('has failures on top: failed, then what nobody could tell, then what passed, and in each what is wrong first', () => {
    const scenarios = (['passed', 'could not tell', 'failed'] as const).map((outcome) =>
      took(report({ outcome, scenario: { ...scenario, id: outcome.replaceAll(' ', '-') } })),
    );
    expect([...gameDayHtml(scenarios, []).matchAll(/<section\s+id="([^"]+)"/g)].map(([, id]) => id)).toEqual(['failed', 'could-not-tell', 'passed']);
    const failed = page.slice(page.indexOf('<ul class="failures">'));
    expect(failed.indexOf('deployment of b &lt;&amp;&gt; &quot;c&quot;')).toBeGreaterThan(0);
    expect(failed.indexOf('alarm: threshold')).toBeLessThan(failed.indexOf('Figures beside their expectations'));
    expect(failed.indexOf('a mute rule')).toBeLessThan(failed.indexOf('Figures beside their expectations'));
  });

  test('opens its figures where there are few and else leaves the screen to what happened; what is wrong stands above them and first among them', () => {
    const passed = (count: number) => report({ measurements: Array.from({ length: count }, (_, index) => measurement(`m${index}`, 'passed')) });
    const figures = (of: GameDayReport) => /<details( open)?>\s*<summary>Figures[^<]*/.exec(gameDayHtml([took(of)], []))![0].replaceAll(/\s+/g, ' ');
    expect(figures(passed(6))).toBe('<details open> <summary>Figures beside their expectations: 6 of 6 as expected');
    expect(figures(passed(7))).toBe('<details> <summary>Figures beside their expectations: 7 of 7 as expected');
    const wrong = report({ measurements: [...passed(7).measurements, measurement('wrong', 'could not tell')] });
    expect(figures(wrong)).toBe('<details> <summary>Figures beside their expectations: 7 of 8 as expected');
    const order = [...gameDayHtml([took(wrong)], []).matchAll(/<ul class="failures">|<summary>Figures|\bwrong\b|\bm0\b/g)].map(([found]) => found);
    expect(order.slice(0, 5)).toEqual(['<ul class="failures">', 'wrong', '<summary>Figures', 'wrong', 'm0']);
  });

  test('shows whom a page reached and whom not, and nothing of the first deployment', () => {
    expect(page).toMatch(/ana<\/span>\s*<span class="lane-note">paged once, first 2 Mar 08:31:00, tier 1/);
    expect(page).toMatch(/bo<\/span>\s*<span class="lane-note">not reached once/);
    expect(page).not.toContain('early');
  });

  test('marks what belongs to a service or a person, so that it can be filtered', () => {
    expect(page).toMatch(/<tr data-service="portal" data-person="ana bo">/);
    expect(page).toMatch(/<option>portal<\/option>|<select name="person">/);
  });
});
