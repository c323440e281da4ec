import { CreateOpsItemCommand, DescribeOpsItemsCommand, UpdateOpsItemCommand, type OpsItemDataValue, type OpsItemFilter } from '@aws-sdk/client-ssm';
import type { FoundOpsItem, OpsItems, OpsItemState, OpsItemStatus } from '../../incident/use-cases/ports';
import type { SystemsManagerPort } from './clients';

/** Longest title and description of an OpsItem. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_TITLE = 1_024;

const SOURCE = 'day2';

/** OpsCenter, as the engine uses it. An item is created with a deduplication string, so that a second creation finds the first. */
export function opsItems(systemsManager: SystemsManagerPort): OpsItems {
  return {
    create: async ({ title, description, deduplication, ...state }) => {
      const { Severity, Priority, OperationalData } = stateMembers(state);
      const command = new CreateOpsItemCommand({
        Title: title.slice(0, MAX_TITLE),
        Description: description.slice(0, MAX_TITLE),
        Source: SOURCE,
        Category: 'Availability',
        Severity,
        Priority,
        OperationalData: { '/aws/dedup': { Type: 'SearchableString', Value: JSON.stringify({ dedupString: deduplication }) }, ...OperationalData },
      });
      try {
        const { OpsItemId: created } = await systemsManager.send(command);
        if (created === undefined) throw new Error('CreateOpsItem answered without an id');
        return created;
      } catch (error) {
        const existing = existingItem(error);
        if (existing === undefined) throw error;
        return existing;
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
