/**
 * The three values that a reader of the operations handbook is asked to fill in. Each can be set in the environment
 * file, by an environment variable of the same name, or by CDK context (`-c NAME=value`); the later wins.
 */

import type { Problem } from '../problems/problem';

/** Names of the placeholders, as their author gave them. */
export type PlaceholderName = 'PRIMARY_SLO_LATENCY_P95_MS' | 'AVAILABILITY_SLO_PERCENT' | 'ERROR_BUDGET_WINDOW_DAYS';

/** A value for each placeholder, in the unit its name ends with. */
export type PlaceholderValues = Readonly<Record<PlaceholderName, number>>;

/** What a placeholder means and which values it takes. */
export interface Placeholder {
  readonly meaning: string;
  readonly allowed: string;
  readonly example: string;
  readonly defaultValue: number;
  readonly accepts: (value: number) => boolean;
}

/** The three placeholders, with their defaults. */
export const PLACEHOLDERS: Readonly<Record<PlaceholderName, Placeholder>> = {
  PRIMARY_SLO_LATENCY_P95_MS: {
    meaning: 'Latency that 95 % of requests have to stay within, milliseconds; for latency objectives without a threshold.',
    // Fifteen minutes: no request waits longer, and no Lambda function runs longer.
    // Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    allowed: 'milliseconds above 0 and at most 900000',
    example: '2000',
    defaultValue: 2_000,
    accepts: (value) => value > 0 && value <= 900_000,
  },
  AVAILABILITY_SLO_PERCENT: {
    meaning: 'Target of availability objectives that do not set their own, percent.',
    allowed: 'a percentage above 90 and below 100',
    example: '99.9',
    defaultValue: 99.9,
    accepts: (value) => value > 90 && value < 100,
  },
  ERROR_BUDGET_WINDOW_DAYS: {
    meaning: 'Rolling period of objectives that do not set their own, days.',
    // Hourly values, the last that CloudWatch keeps, live 455 days: a year can still be measured, with room for delay.
    // Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
    allowed: 'a whole number of days from 1 to 365',
    example: '30',
    defaultValue: 30,
    accepts: (value) => Number.isInteger(value) && value >= 1 && value <= 365,
  },
};

/** Names of all placeholders. */
export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as PlaceholderName[];

/** Settings from outside the files. */
export interface ConfigurationVariables {
  /** CDK context; other keys than the placeholders are ignored. */
  readonly context?: Readonly<Record<string, string | number>>;
  /** Variables of the process; other names than the placeholders are ignored. */
  readonly environmentVariables?: Readonly<Record<string, string | undefined>>;
}

/** Values that hold in every environment, whatever its file says, and what is wrong with those given. */
export function readOverridingPlaceholders(variables: ConfigurationVariables): {
  readonly values: Partial<PlaceholderValues>;
  readonly problems: Problem[];
} {
  const values: Partial<Record<PlaceholderName, number>> = {};
  const problems: Problem[] = [];
  const sources = [
    { location: 'environment variable', settings: variables.environmentVariables },
    { location: 'CDK context', settings: variables.context },
  ];
  for (const { location, settings } of sources) {
    for (const name of PLACEHOLDER_NAMES) {
      if (settings === undefined || !Object.hasOwn(settings, name) || settings[name] === undefined) continue;
      const received = String(settings[name]);
      const value = /^\d+(?:\.\d+)?$/.test(received) ? Number(received) : Number.NaN;
      if (PLACEHOLDERS[name].accepts(value)) values[name] = value;
      else problems.push(unfitPlaceholder(name, location, received));
    }
  }
  return { values, problems };
}

function unfitPlaceholder(name: PlaceholderName, location: string, received: string): Problem {
  const { allowed, example } = PLACEHOLDERS[name];
  return {
    code: 'CFG040',
    level: 'error',
    where: { path: `${location} ${name}` },
    what: `${name} has a value that is not allowed`,
    received: received === '' ? 'nothing' : received.slice(0, 80),
    allowed,
    change: `set the ${location} to a value like ${example}, or do not set it`,
  };
}

/** The value of every placeholder in an environment: overriding values, then those of its file, then the defaults. */
export function placeholderValues(overriding: Partial<PlaceholderValues>, fromFile: Partial<PlaceholderValues> = {}): PlaceholderValues {
  const value = (name: PlaceholderName) => overriding[name] ?? fromFile[name] ?? PLACEHOLDERS[name].defaultValue;
  return {
    PRIMARY_SLO_LATENCY_P95_MS: value('PRIMARY_SLO_LATENCY_P95_MS'),
    AVAILABILITY_SLO_PERCENT: value('AVAILABILITY_SLO_PERCENT'),
    ERROR_BUDGET_WINDOW_DAYS: value('ERROR_BUDGET_WINDOW_DAYS'),
  };
}
