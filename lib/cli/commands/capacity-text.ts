import { limitName, type CapacityLimit } from '../../capacity/capacity-limit';
import { day, type CapacityStatus, type ProactiveItem } from '../../capacity/capacity-status';
import { formatMeasured } from '../../thresholds/threshold';
import type { Instant } from '../../time/time';
import { alignColumns } from './columns';
import { verdictOf } from './slo-check-record';

const HEADINGS = ['LIMIT', 'PEAK', 'OF', 'HEADROOM', 'A WEEK', 'EARLIEST', 'LIKELY', 'LATEST', 'VERDICT'];
const NOT_KNOWN = '-';

/** How near limits are, as people read it: a line each, then why for those that did not pass. */
export function printCapacity(name: string, statuses: readonly CapacityStatus[], now: Instant): string {
  const reasons = statuses.flatMap(({ limit, why }) => (why === undefined ? [] : [`  ${limitName(limit)}: ${why}`]));
  return [
    `${name}, ${day(now)}: use of the last seven days, and when limits are reached if it goes on`,
    ...alignColumns([HEADINGS, ...statuses.map(printRow)]).map((line) => `  ${line}`),
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
  ].join('\n');
}

/** What has to be done, as a list to tick off; empty when it is nothing. */
export function printItems(items: readonly ProactiveItem[]): string {
  return items.map(({ limit, owner, by, what }) => `- [ ] ${limit}, ${owner}, by ${by}: ${what}`).join('\n');
}

function printRow({ limit, outcome, peak, headroomPercent, forecast }: CapacityStatus): string[] {
  const { limit: size, measure } = limit;
  // An instant that is missing from a forecast is not before its horizon.
  const date = (instant: Instant | undefined) => (forecast === undefined ? NOT_KNOWN : instant === undefined ? `after ${day(forecast.horizon)}` : day(instant));
  return [
    limitName(limit),
    peak === undefined ? NOT_KNOWN : formatMeasured(rounded(peak), measure),
    `${formatMeasured(size, measure)}${printOrigin(limit)}`,
    headroomPercent === undefined ? NOT_KNOWN : `${Math.floor(headroomPercent)} %`,
    forecast === undefined ? NOT_KNOWN : `${forecast.growthPerWeek >= 0 ? '+' : ''}${rounded(forecast.growthPerWeek)}`,
    date(forecast?.earliest),
    date(forecast?.likely),
    date(forecast?.latest),
    verdictOf(outcome),
  ];
}

function printOrigin({ origin }: CapacityLimit): string {
  return origin.kind === 'tested' ? ` (tested ${origin.on})` : '';
}

/** Three digits say how much it is. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
