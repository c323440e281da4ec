import { parameterJson } from '../../aws/stored-decision';
import { isMap } from '../../problems/untyped';
import { parseInstant } from '../../time/time';
import type { BudgetFigures, BudgetRecord, GateChange, HourlyRecord } from './budget-record';
import type { GateState, KnownGateState } from './gate-state';
import { decodeHours } from './hourly-record';

/**
 * A {@link BudgetRecord} as the text of a parameter. Reading trusts nothing: a parameter that was written by hand, by
 * another program or by halves is no record.
 */

/**
 * Longest value of a parameter, bytes: 8 KB in the advanced tier. Up to 4 KB a parameter is standard and free; the
 * writer asks for intelligent tiering, which turns a longer one into an advanced parameter.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const MAX_RECORD_BYTES = 8_192;

/** Most names of one GetParameters request. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const MAX_PARAMETER_NAMES = 10;

/** Thrown when a record does not fit into a parameter even without its history. */
export class RecordTooLargeError extends Error {
  override readonly name = 'RecordTooLargeError';

  constructor(
    readonly objective: string,
    readonly bytes: number,
  ) {
    super(`the record of ${objective} has ${bytes} bytes without its history, a parameter holds ${MAX_RECORD_BYTES}`);
  }
}

/**
 * The text of a record, at most {@link MAX_RECORD_BYTES}: what is unreadable goes first, then the oldest changes. The
 * same record gives the same text.
 *
 * @throws RecordTooLargeError when what is left does not fit either: nearly every hour of a long window differs
 */
export function printBudgetRecord(record: BudgetRecord): string {
  let fitting = record;
  for (;;) {
    const text = print(fitting);
    const bytes = new TextEncoder().encode(text).length;
    if (bytes <= MAX_RECORD_BYTES) return text;
    if (fitting.unreadable !== undefined) fitting = { ...fitting, unreadable: undefined };
    else if (fitting.history.length > 0) fitting = { ...fitting, history: fitting.history.slice(0, -1) };
    else throw new RecordTooLargeError(record.objective, bytes);
  }
}

function print({
  version,
  objective,
  scheduledAt,
  everyMinutes,
  state,
  since,
  reasons,
  lastKnown,
  isYoung,
  stableSince,
  figures,
  history,
  hours,
  unreadable,
}: BudgetRecord): string {
  return parameterJson({
    version,
    objective,
    scheduledAt,
    everyMinutes,
    state,
    since,
    reasons,
    lastKnown,
    isYoung,
    stableSince,
    figures,
    history,
    hours,
    unreadable,
  });
}

/** The record of a parameter's text, or undefined when it is none. */
export function parseBudgetRecord(text: string): BudgetRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

const KNOWN_STATES: readonly KnownGateState[] = ['healthy', 'caution', 'restricted', 'frozen'];

const isKnownState = (value: unknown): value is KnownGateState => KNOWN_STATES.some((state) => state === value);
const isState = (value: unknown): value is GateState => value === 'unknown' || isKnownState(value);
const isInstant = (value: unknown): value is string => typeof value === 'string' && parseInstant(value) !== undefined;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const orAbsent = (check: (value: unknown) => boolean, value: unknown): boolean => value === undefined || check(value);

function isRecord(value: unknown): value is BudgetRecord {
  return (
    isMap(value) &&
    value['version'] === 1 &&
    isText(value['objective']) &&
    isInstant(value['scheduledAt']) &&
    isNumber(value['everyMinutes']) &&
    value['everyMinutes'] > 0 &&
    isState(value['state']) &&
    isInstant(value['since']) &&
    Array.isArray(value['reasons']) &&
    value['reasons'].every(isText) &&
    orAbsent(isKnownState, value['lastKnown']) &&
    orAbsent((isYoung) => isYoung === true, value['isYoung']) &&
    orAbsent(isInstant, value['stableSince']) &&
    orAbsent(isFigures, value['figures']) &&
    (value['state'] === 'unknown' || value['figures'] !== undefined) &&
    Array.isArray(value['history']) &&
    value['history'].every(isChange) &&
    isHours(value['hours']) &&
    orAbsent(isText, value['unreadable'])
  );
}

function isFigures(value: unknown): value is BudgetFigures {
  if (!isMap(value) || !isMap(value['burnRates'])) return false;
  const numbers = ['attainedPercent', 'remaining', 'coverage', 'bad', 'total', 'excludedMinutes', 'excludedShare'];
  return numbers.every((name) => isNumber(value[name])) && Object.values(value['burnRates']).every(isNumber) && orAbsent(isInstant, value['exhaustedBy']);
}

function isChange(value: unknown): value is GateChange {
  return isMap(value) && isInstant(value['at']) && (value['from'] === 'none' || isState(value['from'])) && isState(value['to']) && isText(value['why']);
}

function isHours(value: unknown): value is HourlyRecord {
  if (
    !isMap(value) ||
    !orAbsent(isText, value['first']) ||
    !orAbsent(isNumber, value['bucketMinutes']) ||
    !isText(value['measured']) ||
    !orAbsent(isText, value['bad'])
  )
    return false;
  const isPart = (part: unknown): boolean => Array.isArray(part) && part.length === 4 && part.every((each) => isNumber(each) && each >= 0);
  if (!orAbsent((parts) => isMap(parts) && Object.values(parts).every(isPart), value['parts'])) return false;
  return decodeHours(value as unknown as HourlyRecord) !== undefined;
}
