import { MINUTE_MS, SECOND_MS } from '../../../time/time';

/**
 * The metric math functions of time: from the minute a bucket starts at to a UTC calendar value. Days of the week
 * count from Monday = 1. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const CALENDAR: Readonly<Record<string, (minute: number) => number>> = {
  MINUTE: (minute) => new Date(minute * MINUTE_MS).getUTCMinutes(),
  HOUR: (minute) => new Date(minute * MINUTE_MS).getUTCHours(),
  DAY: (minute) => new Date(minute * MINUTE_MS).getUTCDay() || 7,
  DATE: (minute) => new Date(minute * MINUTE_MS).getUTCDate(),
  MONTH: (minute) => new Date(minute * MINUTE_MS).getUTCMonth() + 1,
  YEAR: (minute) => new Date(minute * MINUTE_MS).getUTCFullYear(),
  EPOCH: (minute) => (minute * MINUTE_MS) / SECOND_MS,
};
