import { NotSimulatedError, ServiceError } from '../errors';
import { Cron } from './cron';
import { parseAt, parseRate, UNIT_MINUTES, type RateUnit } from './schedule-expression';

/** What a service takes for a schedule: they all write `rate(...)`, `cron(...)` and `at(...)`, and each takes something else of it. */
export interface ScheduleDialect {
  /** Absent where the service takes no rate. */
  readonly rate?: RateDialect;
  /** Absent where the service takes no cron expression. */
  readonly cron?: CronDialect;
  /** Whether it takes `at(2026-03-02T08:00:00)`. */
  readonly at?: boolean;
}

/** What a service takes between the brackets of `rate(...)`. */
interface RateDialect {
  readonly units: readonly RateUnit[];
  /** Default: one. */
  readonly leastMinutes?: number;
  /** Default: no limit. */
  readonly mostMinutes?: number;
  /** Whether 1 has to stand before a singular, and anything else before a plural. */
  readonly needsNumberToAgree?: boolean;
  /** Whether 0 means once. */
  readonly takesZero?: boolean;
}

/** What a service takes between the brackets of `cron(...)`, beyond the six fields of Scheduler. */
interface CronDialect {
  /** Whether seconds may stand before the minutes. */
  readonly takesSeconds?: boolean;
  /** Fields that have to hold this text. */
  readonly fixed?: Readonly<Partial<Record<CronField, string>>>;
  /** Whether to leave alone what is not six fields, as the pages of the service contradict each other. */
  readonly isCountUnclear?: boolean;
}

const CRON_FIELDS = ['minutes', 'hours', 'day-of-month', 'month', 'day-of-week', 'year'] as const;
type CronField = (typeof CRON_FIELDS)[number];

/**
 * Why a service refuses a schedule; undefined when it takes it.
 *
 * @throws NotSimulatedError for what nobody documents, or what is not read
 */
export function refusalOf(expression: string, dialect: ScheduleDialect): string | undefined {
  const [, form, text = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (form === 'rate' && dialect.rate !== undefined) return refusalOfRate(text, dialect.rate);
  if (form === 'cron' && dialect.cron !== undefined) return refusalOfCron(text, dialect.cron);
  if (form === 'at' && dialect.at === true) return parseAt(text) === undefined ? `${text} is no local time such as 2026-03-02T08:00:00` : undefined;
  return form === undefined ? 'it is no schedule expression' : `the service takes no ${form}(...)`;
}

/** The forms a dialect has, as one reads them. */
export function formsOf({ rate, cron, at }: ScheduleDialect): string {
  const forms = [
    rate === undefined ? [] : [`rate(${rate.leastMinutes === undefined ? '15 minutes' : inUnits(rate.leastMinutes)})`],
    cron === undefined ? [] : [`cron(${CRON_FIELDS.map((field) => cron.fixed?.[field] ?? field).join(' ')})`],
    at === true ? ['at(2026-03-02T08:00:00)'] : [],
  ];
  return forms.flat().join(', ');
}

function refusalOfRate(text: string, { units, leastMinutes = 1, mostMinutes = Infinity, needsNumberToAgree, takesZero }: RateDialect): string | undefined {
  const rate = parseRate(text);
  if (rate === undefined) return `${text} is not a whole number and a unit`;
  if (!units.includes(rate.unit)) return `it counts in ${rate.unit}s`;
  if (needsNumberToAgree === true && rate.isPlural !== (rate.value !== 1)) return `${rate.value} and ${text.trim().split(' ')[1]} do not agree`;
  if (rate.value === 0 && takesZero === true) return undefined;
  const minutes = rate.value * UNIT_MINUTES[rate.unit];
  return minutes < leastMinutes || minutes > mostMinutes ? `it is ${minutes < leastMinutes ? 'more' : 'less'} often than the service can` : undefined;
}

function refusalOfCron(text: string, { takesSeconds, fixed = {}, isCountUnclear }: CronDialect): string | undefined {
  const given = text.trim().split(/\s+/);
  if (takesSeconds === true && given.length === 7 && /^[0-5]?\d$/.test(given[0]!)) given.shift();
  if (given.length !== 6 && isCountUnclear === true) throw new NotSimulatedError(`cron(${text}), which is not six fields`);
  try {
    new Cron(given.join(' '));
  } catch (error) {
    if (error instanceof ServiceError) return error.message.replace('Invalid Schedule Expression: ', '');
    throw error;
  }
  const other = CRON_FIELDS.find((field, index) => fixed[field] !== undefined && given[index] !== fixed[field]);
  return other === undefined ? undefined : `${other} has to be ${fixed[other]}`;
}

function inUnits(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} hours` : minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
