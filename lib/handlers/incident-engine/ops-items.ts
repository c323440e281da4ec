import { CreateOpsItemCommand, DescribeOpsItemsCommand, UpdateOpsItemCommand, type OpsItemDataValue, type OpsItemFilter } from '@aws-sdk/client-ssm';
import type { FoundOpsItem, NewOpsItem, OpsItems, OpsItemState, OpsItemStatus } from '../../incident/use-cases/ports';
import type { SystemsManagerPort } from './clients';

/** Longest title and description of an OpsItem. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_TITLE = 1_024;

const SOURCE = 'day2';

/** Most runbooks associated with an OpsItem. https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const MAX_RUNBOOKS = 10;

/** How OpsCenter says that it does not take what it was given; which of them a runbook would be is in no guide. */
const REFUSALS: readonly string[] = ['OpsItemInvalidParameterException', 'OpsItemLimitExceededException', 'ValidationException'];

/**
 * OpsCenter, as the engine uses it. An item is created with a deduplication string, so that a second creation finds the first; and
 * without its runbooks when it is refused with them, as an incident without an item would be worse.
 */
export function opsItems(systemsManager: SystemsManagerPort): OpsItems {
  return {
    create: async ({ runbooks = [], ...item }) => {
      try {
        return await created(systemsManager, item, associations(runbooks));
      } catch (error) {
        if (runbooks.length === 0 || !(error instanceof Error && REFUSALS.includes(error.name))) throw error;
        return await created(systemsManager, item, {});
      }
    },
    find: ({ key, value }) => described(systemsManager, [{ Key: 'OperationalData', Values: [JSON.stringify({ key, value })], Operator: 'Equal' }]),
    open: () =>
      described(systemsManager, [
        { Key: 'Source', Values: [SOURCE], Operator: 'Equal' },
        { Key: 'Status', Values: ['Open', 'InProgress'], Operator: 'Equal' },
      ]),
    update: async (id, status, state) => {
      await systemsManager.send(new UpdateOpsItemCommand({ OpsItemId: id, Status: status, ...stateMembers(state) }));
    },
  };
}

async function created(
  systemsManager: SystemsManagerPort,
  { title, description, deduplication, ...state }: Omit<NewOpsItem, 'runbooks'>,
  more: Readonly<Record<string, OpsItemDataValue>>,
): Promise<string> {
  const { Severity, Priority, OperationalData } = stateMembers(state);
  const command = new CreateOpsItemCommand({
    Title: title.slice(0, MAX_TITLE),
    Description: description.slice(0, MAX_TITLE),
    Source: SOURCE,
    Category: 'Availability',
    Severity,
    Priority,
    OperationalData: { '/aws/dedup': searchable({ dedupString: deduplication }), ...more, ...OperationalData },
  });
  try {
    const { OpsItemId: id } = await systemsManager.send(command);
    if (id === undefined) throw new Error('CreateOpsItem answered without an id');
    return id;
  } catch (error) {
    const existing = existingItem(error);
    if (existing === undefined) throw error;
    return existing;
  }
}

/**
 * Documents that the console shows as runbooks of the item, the first {@link MAX_RUNBOOKS} of them. The type is written with single colons.
 * https://docs.aws.amazon.com/cli/latest/reference/ssm/get-ops-item.html (the example)
 */
function associations(runbooks: readonly string[]): Readonly<Record<string, OpsItemDataValue>> {
  if (runbooks.length === 0) return {};
  const named = runbooks.slice(0, MAX_RUNBOOKS).map((automationId) => ({ automationType: 'AWS:SSM:Automation', automationId }));
  return { '/aws/automations': searchable(named) };
}

function searchable(value: object): OpsItemDataValue {
  return { Type: 'SearchableString', Value: JSON.stringify(value) };
}

/** Every page of the items that filters leave. */
async function described(systemsManager: SystemsManagerPort, filters: readonly OpsItemFilter[]): Promise<FoundOpsItem[]> {
  const found: FoundOpsItem[] = [];
  let next: string | undefined;
  do {
    const command = new DescribeOpsItemsCommand({ OpsItemFilters: [...filters], ...(next !== undefined && { NextToken: next }) });
    const { OpsItemSummaries: summaries = [], NextToken: token } = await systemsManager.send(command);
    for (const { OpsItemId: id, Title: title = '', Status: status, OperationalData: data = {} } of summaries) {
      const texts = Object.entries(data).flatMap(([name, { Value: value }]) => (value === undefined ? [] : [[name, value] as const]));
      if (id !== undefined) found.push({ id, title, status: status as OpsItemStatus, data: Object.fromEntries(texts) });
    }
    next = token;
  } while (next !== undefined);
  return found;
}

function stateMembers({ severity, priority, data }: OpsItemState) {
  const entries = Object.entries(data).map(([name, { value, isSearchable }]): [string, OpsItemDataValue] => [
    name,
    { Type: isSearchable ? 'SearchableString' : 'String', Value: value },
  ]);
  return { Severity: String(severity), Priority: priority, OperationalData: Object.fromEntries(entries) };
}

/** The error of a creation that came before says which item there is. */
function existingItem(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'OpsItemAlreadyExistsException') return undefined;
  const { OpsItemId: id } = error as Error & { readonly OpsItemId?: unknown };
  return typeof id === 'string' ? id : undefined;
}
