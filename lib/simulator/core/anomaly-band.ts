import { addIssue, either, field, listOf, map, numberBetween } from '../../problems/schema-fields';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../../time/time';

/**
 * What anomaly detection expects of what an alarm watches, as somebody stated it: the lower and the upper edge in each of the 24
 * hours of the day, UTC, in the unit of the metric.
 */
export interface AnomalyBand {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const HOURS_PER_DAY = MINUTES_PER_DAY / MINUTES_PER_HOUR;

/** A number for all hours, or one for each. */
function edge(example: string) {
  const number = numberBetween(-1e12, 1e12, 'a number', example);
  const hourly = listOf(number, 'numbers', HOURS_PER_DAY).min(HOURS_PER_DAY);
  return either(number, hourly, `a number, or ${HOURS_PER_DAY} numbers, one for each hour of the day, UTC`).transform((given) =>
    typeof given === 'number' ? Array<number>(HOURS_PER_DAY).fill(given) : given,
  );
}

/** A band as a scenario states it. */
export function anomalyBand() {
  return map({
    lower: field(edge('0'), 'Lower edge, in the unit of the metric: a number, or one for each hour of the day, UTC.'),
    upper: field(edge('60'), 'Upper edge, as the lower one.'),
  }).check((context) => {
    const { lower, upper } = context.value;
    const hour = lower.findIndex((each, index) => each > upper[index]!);
    if (hour < 0) return;
    addIssue(context, ['upper'], {
      code: 'SCN013',
      what: `the upper edge of the band is below the lower one at ${hour}:00 UTC`,
      received: String(upper[hour]),
      allowed: `${lower[hour]} or more`,
      change: 'state the edges of a band that holds something',
    });
  });
}
