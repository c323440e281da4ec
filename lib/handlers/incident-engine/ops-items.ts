import { CreateOpsItemCommand, UpdateOpsItemCommand, type OpsItemDataValue } from '@aws-sdk/client-ssm';
import type { OpsItems, OpsItemState } from '../../incident/use-cases/ports';
import type { SystemsManagerPort } from './clients';

/** Longest title and description of an OpsItem. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateOpsItem.html */
const MAX_TITLE = 1_024;

/** OpsCenter, as the engine uses it. An item is created with a deduplication string, so that a second creation finds the first. */
export function opsItems(systemsManager: SystemsManagerPort): OpsItems {
  return {
    create: async ({ title, description, deduplication, ...state }) => {
      const { Severity, Priority, OperationalData } = stateMembers(state);
      const command = new CreateOpsItemCommand({
        Title: title.slice(0, MAX_TITLE),
        Description: description.slice(0, MAX_TITLE),
        Source: 'day2',
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
    update: async (id, status, state) => {
      await systemsManager.send(new UpdateOpsItemCommand({ OpsItemId: id, Status: status, ...stateMembers(state) }));
    },
  };
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
