import { parseJsonObject, parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { Instant } from '../../../time/time';
import { optionalInput, type CallInput } from '../../core/service';

/** States of an OpsItem about an issue. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateOpsItem.html */
type OpsItemStatus = 'Open' | 'InProgress' | 'Resolved';

/** One value of the operational data. */
interface OpsItemDataValue {
  readonly Value: string;
  readonly Type: 'SearchableString' | 'String';
}

/** What a caller can change of an OpsItem. */
export interface OpsItemChanges {
  readonly status?: OpsItemStatus;
  readonly severity?: string;
  readonly priority?: number;
  readonly category?: string;
  readonly operationalData?: Readonly<Record<string, OpsItemDataValue>>;
}

/** An OpsItem. */
export interface OpsItem extends OpsItemChanges {
  readonly id: string;
  readonly region: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly status: OpsItemStatus;
  readonly operationalData: Readonly<Record<string, OpsItemDataValue>>;
  /** The deduplication string, when it has one. */
  readonly dedupString?: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly modifiedAt: Instant;
  readonly modifiedBy: string;
}

/** Key of the operational data that keeps OpsItems of one thing from being created twice. */
export const DEDUP_KEY = '/aws/dedup';

const AUTOMATIONS_KEY = '/aws/automations';
const RESERVED_KEYS: ReadonlySet<string> = new Set([DEDUP_KEY, '/aws/resources', AUTOMATIONS_KEY]);
const STATUSES: readonly string[] = ['Open', 'InProgress', 'Resolved'];
const SEVERITIES: readonly string[] = ['1', '2', '3', '4'];
const CATEGORIES: readonly string[] = ['Availability', 'Cost', 'Performance', 'Recovery', 'Security'];
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_PRIORITY = 5;
const MAX_KEY_CHARACTERS = 128;
const MAX_VALUE_BYTES = 20_480;
/** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const MAX_DEDUP_CHARACTERS = 512;
const MAX_RUNBOOKS = 10;
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html */
const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.]{3,128}$/;

/**
 * Reads what a caller wants to set or change.
 *
 * @throws NotSimulatedError for a status of change requests and other kinds of OpsItems
 * @throws ServiceError OpsItemInvalidParameterException, ValidationException
 */
export function readOpsItemChanges(input: CallInput): OpsItemChanges {
  const status = optionalInput(input, 'Status');
  if (status !== undefined && !STATUSES.includes(status)) throw new NotSimulatedError(`Status ${status} of an OpsItem`);
  const { Priority: priority } = input;
  if (priority !== undefined && !(typeof priority === 'number' && Number.isInteger(priority) && priority >= 1 && priority <= MAX_PRIORITY)) {
    throw new ServiceError('ValidationException', `Priority must be 1 to ${MAX_PRIORITY}`);
  }
  return {
    status: status as OpsItemStatus | undefined,
    severity: oneOf(input, 'Severity', SEVERITIES),
    category: oneOf(input, 'Category', CATEGORIES),
    priority,
    operationalData: readOperationalData(input.OperationalData),
  };
}

function oneOf(input: CallInput, key: string, allowed: readonly string[]): string | undefined {
  const value = optionalInput(input, key);
  if (value === undefined || allowed.includes(value)) return value;
  throw invalidOpsItem(key, `${key} ${value} is not one of ${allowed.join(', ')}`);
}

function readOperationalData(data: unknown): Readonly<Record<string, OpsItemDataValue>> | undefined {
  if (data === undefined) return undefined;
  if (!isJsonObject(data)) throw new ServiceError('ValidationException', 'OperationalData must be a map');
  const read = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, readDataValue(key, value)]));
  checkAutomations(read[AUTOMATIONS_KEY]);
  return read;
}

/**
 * Refuses runbooks in a form that the console would not show. That OpsCenter itself refuses them, and by which errors, is in no guide.
 * https://docs.aws.amazon.com/cli/latest/reference/ssm/get-ops-item.html (the example)
 */
function checkAutomations(automations: OpsItemDataValue | undefined): void {
  if (automations === undefined) return;
  const named = parseJsonText(automations.Value);
  const isForm = (each: JsonValue): boolean =>
    isJsonObject(each) && each.automationType === 'AWS:SSM:Automation' && typeof each.automationId === 'string' && DOCUMENT_NAME.test(each.automationId);
  if (!Array.isArray(named) || !named.every(isForm)) {
    throw invalidOpsItem('OperationalData', `${AUTOMATIONS_KEY} must be a list of {"automationType": "AWS:SSM:Automation", "automationId": "<document>"}`);
  }
  if (named.length > MAX_RUNBOOKS) throw new ServiceError('OpsItemLimitExceededException', `An OpsItem has at most ${MAX_RUNBOOKS} associated runbooks`);
}

function readDataValue(key: string, value: unknown): OpsItemDataValue {
  if (/^\/?(aws|amazon|amzn|ssm)/i.test(key) && !RESERVED_KEYS.has(key)) {
    throw invalidOpsItem('OperationalData', `key ${key} begins with aws, amazon, amzn or ssm, with or without a slash, which are reserved`);
  }
  const { Value: text, Type: type = 'String' } = isJsonObject(value) ? value : ({} as JsonObject);
  if (key === '' || key.length > MAX_KEY_CHARACTERS || typeof text !== 'string') {
    throw new ServiceError('ValidationException', `OperationalData needs keys of 1 to ${MAX_KEY_CHARACTERS} characters and values with Value`);
  }
  if (Buffer.byteLength(text) > MAX_VALUE_BYTES) throw invalidOpsItem('OperationalData', `the value of ${key} exceeds ${MAX_VALUE_BYTES} bytes`);
  if (type !== 'String' && type !== 'SearchableString') throw new ServiceError('ValidationException', `Type ${String(type)} is not String or SearchableString`);
  return { Value: text, Type: type };
}

/**
 * The deduplication string of operational data: `{"dedupString": "…"}` as SearchableString.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/OpsCenter-working-deduplication.html
 */
export function dedupStringOf(data: OpsItemChanges['operationalData'] = {}): string | undefined {
  const dedup = data[DEDUP_KEY];
  if (dedup === undefined) return undefined;
  const text = dedup.Type === 'SearchableString' ? dedupTextIn(dedup.Value) : undefined;
  if (text !== undefined && text !== '' && text.length <= MAX_DEDUP_CHARACTERS) return text;
  throw invalidOpsItem('OperationalData', `${DEDUP_KEY} must be a SearchableString {"dedupString": "…"} of 1 to ${MAX_DEDUP_CHARACTERS} characters`);
}

function dedupTextIn(value: string): string | undefined {
  const text = parseJsonObject(value)?.dedupString;
  return typeof text === 'string' ? text : undefined;
}

/** The error of OpsCenter for a parameter that it does not take. */
export function invalidOpsItem(parameter: string, message: string): ServiceError {
  return new ServiceError('OpsItemInvalidParameterException', message, { ParameterNames: [parameter] });
}
