import { Token } from 'aws-cdk-lib';
import type { ErrorBudgetPlan } from '../plan/budget-plan';
import { ledgerInputBytes, MAX_LEDGER_INPUT_BYTES } from '../plan/plan-error-budget';
import { CALENDAR_UNIT_DAYS } from '../slo/budget/budget-window';
import type { ExclusionMeaning } from '../slo/budget/exclusion';
import type { GatePolicy } from '../slo/budget/gate-state';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { isTimeZone } from '../time/zoned-time';
import type { ErrorBudgetObjective, ErrorBudgetProps } from './error-budget-props';

/**
 * Refuses what no configuration file could say either: `ErrorBudget` takes its properties from code that nobody
 * checked.
 *
 * @param objectives those of the properties, in their long form
 * @throws RangeError with a line for each property that is wrong
 */
export function checkErrorBudgetProps(props: ErrorBudgetProps, objectives: readonly ErrorBudgetObjective[]): void {
  const names = objectives.map(({ alarms }) => alarms.plan.name);
  const mistakes = [
    ...namePart('application', props.application),
    ...namePart('environment', props.environment),
    ...(objectives.length === 0 ? ['objectives is empty: allowed is at least one'] : []),
    ...names.flatMap((name, index) => [
      ...parameterName(`objectives[${index}]`, name),
      ...(names.indexOf(name) === index ? [] : [`objectives[${index}] is ${name}: allowed is an objective that no other entry has`]),
    ]),
    ...objectives.flatMap((objective, index) => budget(`objectives[${index}]`, objective)),
  ];
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}

/**
 * @throws RangeError for a plan that Scheduler could not hand to the ledger
 */
export function checkLedgerInput({ ledgers }: ErrorBudgetPlan): void {
  const bytes = Math.max(...ledgers.map(({ input }) => ledgerInputBytes(input)));
  if (bytes <= MAX_LEDGER_INPUT_BYTES) return;
  throw new RangeError(
    `objectives with their exclusions are ${bytes} bytes: allowed are ${MAX_LEDGER_INPUT_BYTES}, the payload of EventBridge Scheduler; leave out exclusions that are over`,
  );
}

/** Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
function namePart(property: string, value: string): string[] {
  const allowed = "allowed are letters, digits, '.', '-' and '_', because names of parameters have no others";
  if (Token.isUnresolved(value)) return [`${property} is known at deployment only: ${allowed}`];
  if (typeof value !== 'string' || !/^[\w.-]+$/.test(value)) return [`${property} is ${JSON.stringify(value)}: ${allowed}`];
  if (property !== 'application' || !/^(?:aws|ssm)/i.test(value)) return [];
  return [`application is ${value}: allowed is a name that does not begin with aws or ssm, which Parameter Store keeps for itself`];
}

function parameterName(property: string, name: string): string[] {
  if (!Token.isUnresolved(name) && /^[\w.-]+\/[\w.-]+$/.test(name)) return [];
  return [`${property} is ${name}: allowed are a service and an objective of letters, digits, '.', '-' and '_'`];
}

function budget(property: string, { alarms, window, exclusions = [], exclusionMeaning, gatePolicy }: ErrorBudgetObjective): string[] {
  const mistakes: string[] = [];
  if (window?.kind === 'rolling' && !isWholeDays(window.minutes)) {
    mistakes.push(`${property}.window.minutes is ${window.minutes}: allowed are whole days of ${MINUTES_PER_DAY} minutes, at most ${MAX_WINDOW_DAYS}`);
  }
  if (window?.kind === 'calendar' && CALENDAR_UNIT_DAYS[window.unit] === undefined) {
    mistakes.push(`${property}.window.unit is ${JSON.stringify(window.unit)}: allowed are ${Object.keys(CALENDAR_UNIT_DAYS).join(', ')}`);
  }
  if (window?.kind === 'calendar' && !isTimeZone(window.timeZone)) {
    mistakes.push(`${property}.window.timeZone is ${JSON.stringify(window.timeZone)}: allowed is an IANA zone, such as Europe/Berlin`);
  }
  if (exclusions.length > 0 && exclusionMeaning === undefined) {
    mistakes.push(`${property}.exclusionMeaning is missing: allowed are drop, count-as-good and add-back, which give different budgets`);
  }
  if (exclusionMeaning !== undefined && !EXCLUSION_MEANINGS.includes(exclusionMeaning)) {
    mistakes.push(`${property}.exclusionMeaning is ${JSON.stringify(exclusionMeaning)}: allowed are drop, count-as-good and add-back`);
  }
  exclusions.forEach(({ from, to }, index) => {
    if (from < to) return;
    mistakes.push(`${property}.exclusions[${index}] ends before it begins: allowed is a time after its begin`);
  });
  if (gatePolicy !== undefined) mistakes.push(...policy(`${property}.gatePolicy`, gatePolicy));
  const { sli } = alarms.plan.objective;
  if (sli.kind === 'slices' && MINUTES_PER_HOUR % sli.sliceMinutes !== 0) {
    mistakes.push(`${property} counts slices of ${sli.sliceMinutes} minutes: allowed are minutes that divide an hour`);
  }
  return mistakes;
}

const EXCLUSION_MEANINGS: readonly ExclusionMeaning[] = ['drop', 'count-as-good', 'add-back'];

/** As long as the window of an objective may be. */
const MAX_WINDOW_DAYS = 365;

function isWholeDays(minutes: number): boolean {
  return minutes >= MINUTES_PER_DAY && minutes <= MAX_WINDOW_DAYS * MINUTES_PER_DAY && minutes % MINUTES_PER_DAY === 0;
}

/** Levels of the gate, each with the one it has to be above. */
const ORDER = [
  ['leaveFrozen', 'frozenAt'],
  ['restrictedBelow', 'frozenAt'],
  ['leaveRestricted', 'restrictedBelow'],
  ['cautionBelow', 'restrictedBelow'],
  ['leaveCaution', 'cautionBelow'],
] as const satisfies readonly (readonly [keyof GatePolicy, keyof GatePolicy])[];

function policy(property: string, levels: GatePolicy): string[] {
  const { stableMinutes, ...shares } = levels;
  const outside = Object.entries(shares).filter(([, share]) => !(share >= 0 && share <= 1));
  return [
    ...outside.map(([name, share]) => `${property}.${name} is ${share}: allowed are shares from 0 to 1`),
    ...(stableMinutes >= 0 ? [] : [`${property}.stableMinutes is ${stableMinutes}: allowed are minutes from 0`]),
    ...ORDER.flatMap(([high, low]) =>
      levels[high] > levels[low] ? [] : [`${property}.${high} is ${levels[high]}: allowed is more than ${low}, ${levels[low]}`],
    ),
  ];
}
