import { addUp, expectCompositeAlarm, expectMetricAlarm, firingMinutes, firstDifference } from '../../lib/gameday/expected-behaviour';
import type { CompositeAlarmPlan } from '../../lib/plan/alarm-plan';
import type { MetricAlarmPlan } from '../../lib/plan/metric-alarm-plan';
import { planObjectiveAlarms } from '../../lib/plan/plan-objective-alarms';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../../lib/simulator/core/assumptions';
import { DEFAULT_POLICY } from '../../lib/slo/burn-rate';
import { MINUTE_MS } from '../../lib/time/time';
import type { MinuteRange } from '../../lib/workload/minute-range';
import type { ObservedObjective } from '../../lib/workload/observed-objective';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { minutes } from '../helpers/game-days';
import { exampleObjective, objectiveOf } from '../helpers/models';

const CONTEXT = { application: 'shop', environment: 'prod', serviceId: 'checkout', region: 'eu-central-1' };
const NO_DELAY: Assumptions = { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0 };
const HISTORY = 9 * 1_440;

/** The planned alarms of 99.9 % over 30 days, by the last parts of their names: `fast-1h`, `slowest-3d`. */
function alarmNamed(suffix: string, objective = exampleObjective()): MetricAlarmPlan {
  return planObjectiveAlarms(objective, CONTEXT).metricAlarms.find(({ name }) => name.endsWith(suffix))!;
}

/** 1,000 events a minute, of which some are bad in some minutes of the scenario. */
function events(range: MinuteRange, badAt: (minute: number) => number, perMinute = 1_000): ObservedObjective {
  const length = range.end - range.first;
  const bad = Float64Array.from({ length }, (_, index) => badAt(range.first + index - range.start));
  const total = new Float64Array(length).fill(perMinute);
  return { kind: 'events', bad, total, seen: total, published: new Uint8Array(length).fill(1) };
}

/** Minutes of the scenario in which the alarm should be in ALARM. */
function firing(alarm: MetricAlarmPlan, observed: ObservedObjective, range: MinuteRange, assumptions = NO_DELAY): number[] {
  return [...expectMetricAlarm(alarm, addUp(observed), range, assumptions)].flatMap((value, minute) => (value === 1 ? [minute] : []));
}

const span = (list: readonly number[]) => (list.length === 0 ? 'never' : `${list[0]} to ${list.at(-1)}, ${list.length} minutes`);

describe('a window of events', () => {
  const range = minutes(200, HISTORY);

  test('is bad above its threshold, not at it: 864 of 60,000 are exactly 1.44 %', () => {
    const at = (bad: number) =>
      firing(
        alarmNamed('fast-1h'),
        events(range, (minute) => (minute === 10 ? bad : 0)),
        range,
      );
    expect(span(at(864))).toBe('never');
    // From the first evaluation that sees the minute to the last whose hour still holds it.
    expect(span(at(865))).toBe('11 to 70, 60 minutes');
  });

  test('a full outage of an hour: the long window is on for 1 to 119, the short one for 1 to 64', () => {
    const outage = events(range, (minute) => (minute >= 0 && minute < 60 ? 1_000 : 0));
    // 864 of 60,000 are met by the first minute; 59 minutes after the end one minute is left, still 1.67 %.
    expect(span(firing(alarmNamed('fast-1h'), outage, range))).toBe('1 to 119, 119 minutes');
    expect(span(firing(alarmNamed('fast-5m'), outage, range))).toBe('1 to 64, 64 minutes');
  });

  test.each([
    [0, '1 to 64, 64 minutes'],
    [1, '2 to 64, 63 minutes'],
    [3, '4 to 64, 61 minutes'],
  ])('with a metric delay of %d minutes the youngest minutes cannot be read: on %s', (metricDelayMinutes, expected) => {
    const outage = events(range, (minute) => (minute >= 0 && minute < 60 ? 1_000 : 0));
    expect(span(firing(alarmNamed('fast-5m'), outage, range, { ...NO_DELAY, metricDelayMinutes }))).toBe(expected);
  });

  test('without any event there is no ratio and no alarm', () => {
    expect(
      span(
        firing(
          alarmNamed('fast-5m'),
          events(range, () => 0, 0),
          range,
        ),
      ),
    ).toBe('never');
  });

  test('the history counts: what was bad before the scenario is in its first windows', () => {
    const before = events(range, (minute) => (minute === -1 ? 1_000 : 0));
    expect(span(firing(alarmNamed('fast-5m'), before, range))).toBe('0 to 4, 5 minutes');
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
describe('a window of more than a day is judged once an hour, over whole hours', () => {
  const range = minutes(200, HISTORY);
  const alarm = alarmNamed('slowest-3d');
  /** 0.1 % of three days is 4,320 of 4,320,000. */
  const burst = (bad: number, at: number) => events(range, (minute) => (minute === at ? bad : 0));

  test('a burst at :59 is seen at :03, the next one a minute later only an hour after that', () => {
    expect(span(firing(alarm, burst(4_321, 59), range))).toBe('63 to 199, 137 minutes');
    expect(span(firing(alarm, burst(4_321, 60), range))).toBe('123 to 199, 77 minutes');
  });

  test('at the threshold it is not bad', () => {
    expect(span(firing(alarm, burst(4_320, 59), range))).toBe('never');
  });

  test('a delay longer than the minutes past the hour hides the end of the last hour', () => {
    const late = { ...NO_DELAY, metricDelayMinutes: 5 };
    expect(span(firing(alarm, burst(4_321, 59), range, late))).toBe('123 to 199, 77 minutes');
    expect(span(firing(alarm, burst(4_321, 57), range, late))).toBe('63 to 199, 137 minutes');
  });

  test('the minute past the hour is an assumption', () => {
    expect(span(firing(alarm, burst(4_321, 59), range, { ...NO_DELAY, multiDayEvaluationMinute: 20 }))).toBe('80 to 199, 120 minutes');
  });

  test('when the scenario begins between two judgements the last one holds', () => {
    expect(firing(alarm, burst(4_321, -30), minutes(2, HISTORY)).length).toBe(0);
    const late = { first: range.first, start: range.start + 10, end: range.start + 12 };
    expect(
      span(
        firing(
          alarm,
          events(late, (minute) => (minute === -40 ? 4_321 : 0)),
          late,
        ),
      ),
    ).toBe('0 to 1, 2 minutes');
  });

  test('exactly one day is not more than a day and is judged every minute', () => {
    // 0.3 % of a day is 4,320 of 1,440,000.
    expect(span(firing(alarmNamed('slow-1d'), burst(4_321, 59), range))).toBe('60 to 199, 140 minutes');
  });
});

describe('a window of events with a guard', () => {
  const range = minutes(200, HISTORY);
  const objective = exampleObjective({ burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 1 });
  const alarm = alarmNamed('fast-1h', objective);
  const failing = (count: number) => events(range, (minute) => Number(minute >= 10 && minute < 10 + count), 1);

  test('is bad with the bad events it waits for, not with one less: 3 of 60, and 2 of 60 are more than 1.44 % too', () => {
    expect(span(firing(alarm, failing(2), range))).toBe('never');
    expect(span(firing(alarm, failing(3), range))).toBe('13 to 70, 58 minutes');
  });

  test('still compares the ratio: 3 of 600 are 0.5 %', () => {
    expect(
      span(
        firing(
          alarm,
          events(range, (minute) => Number(minute >= 10 && minute < 13), 10),
          range,
        ),
      ),
    ).toBe('never');
  });
});

describe('a window that counts bad events', () => {
  const range = minutes(200, HISTORY);
  const objective = exampleObjective({ burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute: 600, trafficVariation: 20 });
  const burst = (bad: number, perMinute: number) => events(range, (minute) => (minute === 10 ? bad : 0), perMinute);

  test('is bad at its count and not below, whatever the traffic', () => {
    const alarm = alarmNamed('fast-1h', objective);
    expect(span(firing(alarm, burst(518, 600), range))).toBe('never');
    expect(span(firing(alarm, burst(519, 600), range))).toBe('11 to 70, 60 minutes');
    expect(span(firing(alarm, burst(519, 1_143), range))).toBe('11 to 70, 60 minutes');
  });

  test('and only while more is bad than the objective allows: 519 of 864,000 are 0.06 %', () => {
    const alarm = alarmNamed('slow-14h24m', objective);
    expect(span(firing(alarm, burst(519, 1_000), range))).toBe('never');
    // 0.1 % of 864,000 are 864, which is not more.
    expect(span(firing(alarm, burst(864, 1_000), range))).toBe('never');
    expect(span(firing(alarm, burst(865, 1_000), range))).toBe('11 to 199, 189 minutes');
  });
});

describe('a window of slices', () => {
  const objective = objectiveOf(EXAMPLE_BINDINGS.queue, 'freshness', { targetPercent: 99 });
  const alarm = alarmNamed('fast-1h', objective);
  const range = minutes(200, HISTORY);
  const slices = (isBad: (minute: number) => boolean): ObservedObjective => ({ ...events(range, (minute) => Number(isBad(minute)), 1), kind: 'slices' });

  test('is bad with 9 bad minutes of 60, and not with 8: 14.4 % of 60 are 8.64', () => {
    expect(alarm.datapointsToAlarm).toBe(9);
    expect(
      span(
        firing(
          alarm,
          slices((minute) => minute >= 20 && minute < 28),
          range,
        ),
      ),
    ).toBe('never');
    expect(
      span(
        firing(
          alarm,
          slices((minute) => minute >= 20 && minute < 29),
          range,
        ),
      ),
    ).toBe('29 to 80, 52 minutes');
  });

  test('scattered minutes count like consecutive ones', () => {
    expect(
      firing(
        alarm,
        slices((minute) => minute >= 0 && minute <= 48 && minute % 6 === 0),
        range,
      )[0],
    ).toBe(49);
  });

  test('a minute that cannot be read yet is not bad', () => {
    const stuck = slices((minute) => minute >= 20 && minute < 29);
    expect(firing(alarm, stuck, range, { ...NO_DELAY, metricDelayMinutes: 3 })[0]).toBe(32);
  });
});

describe('silence', () => {
  const range = minutes(120, HISTORY);
  const alarm = alarmNamed('silent-15m');
  const seenOnly = (isSeen: (minute: number) => boolean): ObservedObjective => {
    const seen = Float64Array.from({ length: range.end - range.first }, (_, index) => Number(isSeen(range.first + index - range.start)));
    return { kind: 'events', bad: new Float64Array(seen.length), total: seen, seen, published: new Uint8Array(seen.length).fill(1) };
  };

  test('15 minutes without an event are silence, 14 are not', () => {
    expect(
      span(
        firing(
          alarm,
          seenOnly((minute) => minute < 30 || minute >= 45),
          range,
        ),
      ),
    ).toBe('45 to 45, 1 minutes');
    expect(
      span(
        firing(
          alarm,
          seenOnly((minute) => minute < 30 || minute >= 44),
          range,
        ),
      ),
    ).toBe('never');
  });

  test('minutes that cannot be read yet are silent as well', () => {
    const lost = seenOnly((minute) => minute < 30 || minute >= 60);
    expect(span(firing(alarm, lost, range, { ...NO_DELAY, metricDelayMinutes: 3 }))).toBe('45 to 63, 19 minutes');
  });
});

test('a composite alarm is on when all alarms of any one group are', () => {
  const composite = { firesWhenAllOf: [['a', 'b'], ['c']] } as unknown as CompositeAlarmPlan;
  const children = new Map([
    ['a', Uint8Array.of(0, 1, 1, 0, 0)],
    ['b', Uint8Array.of(0, 0, 1, 1, 0)],
    ['c', Uint8Array.of(0, 0, 0, 0, 1)],
  ]);
  expect([...expectCompositeAlarm(composite, children)]).toEqual([0, 0, 1, 0, 1]);
});

describe('what an alarm did', () => {
  const range = minutes(5);
  const at = (minute: number, second = 0) => (range.start + minute) * MINUTE_MS + second * 1_000;

  test('is its state at the end of each minute, whatever it was before the scenario', () => {
    const changes = [
      { at: at(-30), firing: true },
      { at: at(1, 59), firing: false },
      { at: at(3, 0), firing: true },
      { at: at(3, 30), firing: false },
      { at: at(4, 10), firing: true },
    ];
    expect([...firingMinutes(changes, range)]).toEqual([1, 0, 0, 0, 1]);
  });

  test('differs from the plan at the first minute at which it does', () => {
    expect(firstDifference(Uint8Array.of(0, 1, 1, 0), Uint8Array.of(0, 1, 0, 1))).toBe(2);
    expect(firstDifference(Uint8Array.of(0, 1), Uint8Array.of(0, 1))).toBeUndefined();
  });
});
