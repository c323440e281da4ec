import { resourceArn } from '../../../aws/arn';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import { isJsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import { authorizeIdentity } from '../../core/authorize-identity';
import { takePage, type PageRules } from '../../core/page';
import { requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { OPS_CENTER_OPERATIONS } from './operations';
import { DEDUP_KEY, dedupStringOf, invalidOpsItem, readOpsItemChanges, type OpsItem } from './ops-item';
import type { StatedOpsItems } from './stated-ops-items';

/** Longest texts, in characters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_CHARACTERS = { Title: 1_024, Description: 2_048, Source: 128 } as const;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeOpsItems.html */
const PAGES: PageRules = { sizeKey: 'MaxResults', most: 50, usual: 50, sizeError: 'ValidationException', tokenError: 'ValidationException' };
const FILTERS: Readonly<Record<string, (item: OpsItem) => string | undefined>> = {
  Severity: ({ severity }) => severity,
  Source: ({ source }) => source,
  Status: ({ status }) => status,
};

/**
 * OpsCenter of Systems Manager: OpsItems about issues. An OpsItem with a deduplication string is not created while one
 * with the same string is open or in progress; AWS looks at the resource as well, which is not simulated. Nor are
 * notifications, related OpsItems, deletion, and the events EventBridge gets of every change.
 */
export class OpsCenter {
  readonly operations: OperationRuns<typeof OPS_CENTER_OPERATIONS> = {
    CreateOpsItem: (input, call) => this.#create(input, call),
    UpdateOpsItem: (input, call) => this.#update(input, call),
    GetOpsItem: (input, call) => this.#get(input, call),
    DescribeOpsItems: (input, call) => this.#describe(input, call),
  };
  readonly #accountId: string;
  readonly #stated: StatedOpsItems;
  /** By id, in the order of their creation. */
  readonly #items = new Map<string, OpsItem>();

  constructor(accountId: string, stated: StatedOpsItems) {
    this.#accountId = accountId;
    this.#stated = stated;
  }

  /** The OpsItems of a region; those that were stated are read anew each time, as others may change them while a case runs. */
  #itemsOf(region: string): readonly OpsItem[] {
    for (const item of this.#stated.of(region)) this.#items.set(item.id, item);
    return [...this.#items.values()].filter((item) => item.region === region);
  }

  #keep(item: OpsItem): void {
    this.#items.set(item.id, item);
    this.#stated.changed(item.region, { ...describe(item), OpsItemId: item.id });
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
  #create(input: CallInput, call: CallContext): CallOutput {
    // IAM knows no resource for it: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    authorizeIdentity('ssm:CreateOpsItem', '*', call);
    const type = input.OpsItemType ?? '/aws/issue';
    if (type !== '/aws/issue') throw new NotSimulatedError(`OpsItemType ${String(type)}`);
    const texts = { title: textOf(input, 'Title'), description: textOf(input, 'Description'), source: textOf(input, 'Source') };
    if (/aws|amazon|amzn/i.test(texts.source)) throw invalidOpsItem('Source', `Source ${texts.source} contains aws, amazon or amzn`);
    const { operationalData = {}, ...changes } = readOpsItemChanges(input);
    const dedupString = dedupStringOf(operationalData);
    this.#refuseDuplicate(dedupString, call.region);
    const id = `oi-${(this.#items.size + 1).toString(16).padStart(12, '0')}`;
    const who = principalName(call.principal);
    this.#keep({
      ...changes,
      ...texts,
      id,
      region: call.region,
      status: 'Open',
      operationalData,
      dedupString,
      version: 1,
      createdAt: call.now,
      createdBy: who,
      modifiedAt: call.now,
      modifiedBy: who,
    });
    return { OpsItemId: id, OpsItemArn: this.#arn(id, call.region) };
  }

  #refuseDuplicate(dedupString: string | undefined, region: string): void {
    if (dedupString === undefined) return;
    const existing = this.#itemsOf(region).find((item) => item.dedupString === dedupString && item.status !== 'Resolved');
    if (existing === undefined) return;
    const message = `An OpsItem with the same deduplication string is ${existing.status}: ${existing.id}`;
    throw new ServiceError('OpsItemAlreadyExistsException', message, { OpsItemId: existing.id });
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateOpsItem.html */
  #update(input: CallInput, call: CallContext): CallOutput {
    const item = this.#existing('ssm:UpdateOpsItem', input, call);
    const {
      status = item.status,
      severity = item.severity,
      priority = item.priority,
      category = item.category,
      operationalData = {},
    } = readOpsItemChanges(input);
    const dedup = operationalData[DEDUP_KEY];
    if (dedup !== undefined && dedup.Value !== item.operationalData[DEDUP_KEY]?.Value) {
      throw invalidOpsItem('OperationalData', `${DEDUP_KEY} of an OpsItem cannot be changed`);
    }
    if (item.status === 'Resolved' && status !== 'Resolved') this.#refuseDuplicate(item.dedupString, item.region);
    this.#keep({
      ...item,
      status,
      severity,
      priority,
      category,
      operationalData: { ...item.operationalData, ...operationalData },
      version: item.version + 1,
      modifiedAt: call.now,
      modifiedBy: principalName(call.principal),
    });
    return {};
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetOpsItem.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    const item = this.#existing('ssm:GetOpsItem', input, call);
    return { OpsItem: { ...describe(item), OpsItemArn: this.#arn(item.id, item.region) } };
  }

  #describe(input: CallInput, call: CallContext): CallOutput {
    authorizeIdentity('ssm:DescribeOpsItems', '*', call);
    const tests = (Array.isArray(input.OpsItemFilters) ? (input.OpsItemFilters as readonly unknown[]) : []).map(readFilter);
    const found = this.#itemsOf(call.region).filter((item) => tests.every((test) => test(item)));
    const { items, rest } = takePage(found, input.MaxResults, input.NextToken, PAGES);
    return { OpsItemSummaries: items.map(summaryWithSearchableData), ...rest };
  }

  #existing(action: string, input: CallInput, call: CallContext): OpsItem {
    const id = requiredInput(input, 'OpsItemId');
    authorizeIdentity(action, this.#arn(id, call.region), call);
    const item = this.#itemsOf(call.region).find((candidate) => candidate.id === id);
    if (item === undefined) throw new ServiceError('OpsItemNotFoundException', `OpsItem ${id} does not exist`);
    return item;
  }

  #arn(id: string, region: string): string {
    return resourceArn('ssm', region, this.#accountId, `opsitem/${id}`);
  }
}

function textOf(input: CallInput, key: keyof typeof MAX_CHARACTERS): string {
  const text = requiredInput(input, key);
  if (text.trim() !== '' && text.length <= MAX_CHARACTERS[key]) return text;
  throw new ServiceError('ValidationException', `${key} must have 1 to ${MAX_CHARACTERS[key]} characters`);
}

function readFilter(filter: unknown): (item: OpsItem) => boolean {
  const { Key: key, Values: values, Operator: operator } = isJsonObject(filter) ? filter : {};
  if (key === 'OperationalData' && operator === 'Equal' && Array.isArray(values)) return dataFilter(values.map(String));
  const read = typeof key === 'string' && Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
  if (read === undefined || operator !== 'Equal') throw new NotSimulatedError(`filter ${String(key)} ${String(operator)} of ssm:DescribeOpsItems`);
  if (!Array.isArray(values)) throw new ServiceError('ValidationException', 'a filter needs Values');
  return (item) => values.includes(read(item)!);
}

/** Values are JSON, `{"key": "incident", "value": "edi-translate-7"}`, of data of type SearchableString. */
function dataFilter(values: readonly string[]): (item: OpsItem) => boolean {
  const asked = values.map((value) => parseJsonObject(value) ?? {});
  return ({ operationalData }) =>
    asked.some(({ key, value }) => {
      const data = operationalData[String(key)];
      return data?.Type === 'SearchableString' && data.Value === value;
    });
}

function describe(item: OpsItem): CallOutput {
  return { ...summaryOf(item), Description: item.description, OperationalData: item.operationalData, Version: String(item.version) };
}

function summaryOf(item: OpsItem): CallOutput {
  return {
    OpsItemId: item.id,
    OpsItemType: '/aws/issue',
    Title: item.title,
    Source: item.source,
    Status: item.status,
    Severity: item.severity,
    Priority: item.priority,
    Category: item.category,
    CreatedBy: item.createdBy,
    CreatedTime: new Date(item.createdAt),
    LastModifiedBy: item.modifiedBy,
    LastModifiedTime: new Date(item.modifiedAt),
  };
}

/** Values of type String are shown by GetOpsItem only. */
function summaryWithSearchableData(item: OpsItem): CallOutput {
  const searchable = Object.entries(item.operationalData).filter(([, { Type: type }]) => type === 'SearchableString');
  return { ...summaryOf(item), OperationalData: Object.fromEntries(searchable) };
}
