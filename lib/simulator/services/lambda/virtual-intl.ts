import type { Instant } from '../../../time/time';

/** What a function in Lambda finds when it names none. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const LOCALE = 'en-US';
const TIME_ZONE = 'UTC';

type Locales = string | readonly string[];
type Options = Intl.DateTimeFormatOptions;
type Moment = Date | number;

/**
 * Makes the formatting of dates in a realm follow a virtual clock, in the language and time zone of Lambda unless the
 * code asks for others: what the machine of the simulator is set to must not show.
 *
 * @param RealmFormat `Intl.DateTimeFormat` of the realm; its prototype is changed
 * @returns the class to take its place
 */
export function virtualDateTimeFormat(RealmFormat: typeof Intl.DateTimeFormat, now: () => Instant): typeof Intl.DateTimeFormat {
  const prototype = RealmFormat.prototype;
  const { get: readFormat } = Object.getOwnPropertyDescriptor(prototype, 'format') as {
    readonly get: (this: Intl.DateTimeFormat) => (moment: Moment) => string;
  };
  const formatToParts = Reflect.get(prototype, 'formatToParts') as (this: Intl.DateTimeFormat, moment: Moment) => Intl.DateTimeFormatPart[];
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const format = readFormat.call(this);
      return (moment?: Moment) => format(moment ?? now());
    },
  });
  Object.defineProperty(prototype, 'formatToParts', {
    configurable: true,
    writable: true,
    value(this: Intl.DateTimeFormat, moment?: Moment) {
      return formatToParts.call(this, moment ?? now());
    },
  });
  const create = ([locales, options]: readonly unknown[]): Intl.DateTimeFormat => new RealmFormat((locales as Locales | undefined) ?? LOCALE, inZone(options));
  return new Proxy(RealmFormat, { apply: (_target, _self, given) => create(given), construct: (_target, given) => create(given) });
}

/** Changes the methods of dates of a realm that tell them in a language, as {@link virtualDateTimeFormat} does. */
export function localizeDates(prototype: object): void {
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const tell = Reflect.get(prototype, name) as (this: Date, locales: Locales, options: Options) => string;
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: Date, locales?: Locales, options?: Options) {
        return tell.call(this, locales ?? LOCALE, inZone(options));
      },
    });
  }
}

function inZone(options: unknown): Options {
  const given = (options ?? {}) as Options;
  return { ...given, timeZone: given.timeZone ?? TIME_ZONE };
}
