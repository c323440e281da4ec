import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from './time';

/** A date and a time of day as a wall clock shows them. */
export interface LocalTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Names of the zone that needs no table. */
const UTC_NAMES: readonly string[] = ['UTC', 'Etc/UTC'];

/** Conversion between instants and the wall clock of one IANA time zone. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat | undefined;

  /**
   * @param name IANA name, such as `Europe/Berlin`; `UTC` needs no table
   * @throws RangeError for a name that is no time zone
   */
  constructor(readonly name: string) {
    this.#format =
      UTC_NAMES.includes(name)
        ? undefined
        : new Intl.DateTimeFormat('en-US', {
            timeZone: name,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          });
  }

  /** What the wall clock shows at an instant. */
  localTime(instant: Instant): LocalTime {
    if (this.#format === undefined) {
      const date = new Date(instant);
      return {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      };
    }
    const parts = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type)!;
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    };
  }

  /**
   * The first instant at which the wall clock shows a time: the earlier one where clocks are set back over it, none
   * where they are set forward over it.
   */
  firstInstantOf(local: LocalTime): Instant | undefined {
    const asUtc = utcOf(local);
    if (this.#format === undefined) return asUtc;
    // Offsets change by less than a day, so those of a day before and after are all that can hold here.
    const offsets = [-1, 1].map((days) => this.#offsetMs(asUtc + days * MINUTES_PER_DAY * MINUTE_MS));
    const instants = offsets.map((offset) => asUtc - offset).filter((instant) => instant + this.#offsetMs(instant) === asUtc);
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  #offsetMs(instant: Instant): number {
    const wholeSecond = Math.floor(instant / 1_000) * 1_000;
    return utcOf(this.localTime(wholeSecond)) - wholeSecond;
  }
}

/** A wall-clock time read as UTC. */
function utcOf({ year, month, day, hour, minute, second }: LocalTime): Instant {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
