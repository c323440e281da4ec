import { LEDGER_PROBLEMS, type LedgerCode } from '../../problems/catalogue/ledger';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { ProblemCatalogue } from '../../problems/problem-catalogue';
import { isMap } from '../../problems/untyped';
import type { BudgetWindow } from '../../slo/budget/budget-window';
import { MAX_QUIET_MINUTES, type LedgerInput, type LedgerTask } from '../../slo/budget/ledger-input';
import { MINUTES_PER_DAY, parseInstant } from '../../time/time';
import { isTimeZone } from '../../time/zoned-time';

/**
 * Reads the event of the function. It comes out of a template that somebody may have changed by hand, so nothing about
 * it is taken for granted, and everything wrong with it is reported together.
 *
 * @throws ProblemsError with the codes of {@link LEDGER_PROBLEMS}
 */
export function readLedgerInput(event: unknown): LedgerInput {
  const reader = new InputReader();
  reader.readInput(event);
  if (reader.problems.length > 0) throw new ProblemsError(reader.problems);
  return event as LedgerInput;
}

/** CloudWatch keeps hourly datapoints for 455 days. */
const MAX_WINDOW_DAYS = 454;
const MAX_BURN_WINDOW_MINUTES = 7 * MINUTES_PER_DAY;

type Fields = Readonly<Record<string, unknown>>;

class InputReader {
  readonly problems: Problem[] = [];

  readInput(event: unknown): void {
    if (!isMap(event) || !Array.isArray(event['objectives'])) {
      this.#report('LDG001', '', event, 'a map with scheduledAt, objectives and more', 'start the function with the input of its schedule');
      return;
    }
    this.#check(event, 'scheduledAt', '', (value) => typeof value === 'string' && parseInstant(value) !== undefined, 'an instant such as 2026-03-02T08:00:00Z');
    this.#integer(event, 'everyMinutes', '', 1, MINUTES_PER_DAY);
    this.#integer(event, 'settleMinutes', '', 0, MINUTES_PER_DAY);
    this.#text(event, 'application', '');
    this.#text(event, 'environment', '');
    if (event['ledger'] !== undefined) this.#integer(event, 'ledger', '', 2, Number.MAX_SAFE_INTEGER);
    this.#check(event, 'objectives', '', (value) => Array.isArray(value) && value.length > 0, 'at least one objective');
    event['objectives'].forEach((task: unknown, index) => this.#task(task, `objectives[${index}]`));
    for (const name of ['objective', 'parameterName'] as const) this.#unique(event['objectives'], name);
  }

  #task(task: unknown, path: string): void {
    if (!isMap(task)) return this.#report('LDG002', path, task, 'a map', 'describe one objective');
    this.#text(task, 'objective', path);
    this.#text(task, 'parameterName', path);
    this.#check(task, 'allowedBadFraction', path, (value) => isNumber(value) && value > 0 && value < 1, 'a fraction above 0 and below 1');
    this.#check(task, 'window', path, isWindow, 'rolling with whole days as minutes, or calendar with unit and timeZone');
    this.#sli(task['sli'], `${path}.sli`);
    if (task['quietMinutes'] !== undefined) this.#integer(task, 'quietMinutes', path, 1, MAX_QUIET_MINUTES);
    this.#check(
      task,
      'exclusions',
      path,
      (value) => Array.isArray(value) && value.every(isExclusion),
      'a list of from, to (instants in milliseconds), reason and author',
    );
    this.#check(
      task,
      'exclusionMeaning',
      path,
      (value) => value === 'drop' || value === 'count-as-good' || value === 'add-back',
      'drop, count-as-good or add-back',
    );
    this.#check(task, 'policy', path, isPolicy, 'levels between 0 and 1, each of leaving at least the one of entering');
    const isBurnWindow = (value: unknown): boolean => isInteger(value, 1, MAX_BURN_WINDOW_MINUTES);
    this.#check(
      task,
      'burnWindowsMinutes',
      path,
      (value) => Array.isArray(value) && value.every(isBurnWindow),
      `whole minutes up to ${MAX_BURN_WINDOW_MINUTES}`,
    );
  }

  #sli(sli: unknown, path: string): void {
    if (!isMap(sli)) return this.#report('LDG002', path, sli, 'a map with kind, metrics and steps', 'say how to count');
    const isEvents = sli['kind'] === 'events';
    this.#check(sli, 'kind', path, (value) => isEvents || value === 'slices', 'events or slices');
    this.#check(
      sli,
      'metrics',
      path,
      (value) => isMap(value) && Object.keys(value).length > 0 && Object.values(value).every(isMetric),
      'metrics with namespace, metricName, dimensions and statistic',
    );
    const needed = isEvents ? ['bad', 'total'] : ['bad'];
    const holdsAll = (steps: readonly Fields[]): boolean => needed.every((id) => steps.some((step) => step['id'] === id));
    this.#check(
      sli,
      'steps',
      path,
      (value) => Array.isArray(value) && value.every(isStep) && holdsAll(value),
      `steps with id and expression, ${needed.join(' and ')} among them`,
    );
    if (!isEvents) this.#check(sli, 'sliceMinutes', path, (value) => isInteger(value, 1, 60) && 60 % value === 0, 'minutes that divide an hour');
  }

  #unique(tasks: readonly unknown[], name: 'objective' | 'parameterName'): void {
    const seen = new Set<unknown>();
    tasks.forEach((task, index) => {
      const value = isMap(task) ? task[name] : undefined;
      if (value !== undefined && seen.has(value))
        this.#report('LDG004', `objectives[${index}].${name}`, value, 'a value no other objective has', `give this objective a ${name} of its own`);
      seen.add(value);
    });
  }

  #text(fields: Fields, name: string, path: string): void {
    this.#check(fields, name, path, (value) => typeof value === 'string' && value !== '', 'a text');
  }

  #integer(fields: Fields, name: string, path: string, least: number, most: number): void {
    this.#check(fields, name, path, (value) => isInteger(value, least, most), `a whole number from ${least} to ${most}`);
  }

  #check(fields: Fields, name: string, path: string, isAllowed: (value: unknown) => boolean, allowed: string): void {
    const value = fields[name];
    if (isAllowed(value)) return;
    this.#report(value === undefined ? 'LDG002' : 'LDG003', path === '' ? name : `${path}.${name}`, value, allowed, `set ${name}`);
  }

  #report(code: LedgerCode, path: string, received: unknown, allowed: string, change: string): void {
    const { meaning: what }: ProblemCatalogue[string] = LEDGER_PROBLEMS[code];
    this.problems.push({ code, level: 'error', where: { path }, what, received: String(JSON.stringify(received)).slice(0, 200), allowed, change });
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isInteger(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isWindow(value: unknown): value is BudgetWindow {
  if (!isMap(value)) return false;
  if (value['kind'] === 'rolling')
    return isInteger(value['minutes'], MINUTES_PER_DAY, MAX_WINDOW_DAYS * MINUTES_PER_DAY) && value['minutes'] % MINUTES_PER_DAY === 0;
  const isUnit = value['unit'] === 'week' || value['unit'] === 'month' || value['unit'] === 'quarter';
  return value['kind'] === 'calendar' && isUnit && typeof value['timeZone'] === 'string' && isTimeZone(value['timeZone']);
}

function isMetric(value: unknown): boolean {
  if (!isMap(value) || !isMap(value['dimensions'])) return false;
  return (
    ['namespace', 'metricName', 'statistic'].every((name) => typeof value[name] === 'string') &&
    Object.values(value['dimensions']).every((each) => typeof each === 'string')
  );
}

function isStep(value: unknown): value is Fields {
  return isMap(value) && typeof value['id'] === 'string' && typeof value['expression'] === 'string';
}

function isExclusion(value: unknown): boolean {
  if (!isMap(value) || typeof value['reason'] !== 'string' || typeof value['author'] !== 'string') return false;
  return isNumber(value['from']) && isNumber(value['to']) && value['from'] < value['to'];
}

function isPolicy(value: unknown): value is LedgerTask['policy'] {
  if (!isMap(value)) return false;
  const names = [
    'cautionBelow',
    'leaveCaution',
    'restrictedBelow',
    'leaveRestricted',
    'frozenAt',
    'leaveFrozen',
    'stableMinutes',
    'incidentShare',
    'coverageLimit',
  ];
  if (!names.every((name) => isNumber(value[name]))) return false;
  const policy = value as unknown as LedgerTask['policy'];
  const levels = [policy.frozenAt, policy.restrictedBelow, policy.cautionBelow, policy.incidentShare, policy.coverageLimit];
  if (!levels.every((level) => level >= 0 && level <= 1) || policy.stableMinutes < 0) return false;
  if (!(policy.frozenAt <= policy.restrictedBelow && policy.restrictedBelow <= policy.cautionBelow)) return false;
  return policy.frozenAt <= policy.leaveFrozen && policy.restrictedBelow <= policy.leaveRestricted && policy.cautionBelow <= policy.leaveCaution;
}
