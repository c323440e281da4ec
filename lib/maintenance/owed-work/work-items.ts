import type { Engine } from '../../incident/use-cases/engine';
import type { FoundOpsItem, OpsItemState } from '../../incident/use-cases/ports';
import { formatInstant, parseInstant } from '../../time/time';
import type { OwedWork } from './owed-work';

/** Name of the data of an OpsItem by which work is found. */
const KEY = 'maintenance';
/** Maintenance is never urgent by itself: what is, is an incident. */
const URGENCY = { severity: 4, priority: 4 } as const;

/**
 * Keeps work in an OpsItem, once: not if there is one with its key already, resolved or not, so that what was started twice is one, however
 * long after. Two starts at the same instant are kept apart by the deduplication of OpsCenter.
 *
 * @returns the id of the item, and whether it was there before
 */
export async function keepWork({ opsItems, policy }: Engine, work: OwedWork, description: string): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const [known] = await opsItems.find({ key: KEY, value: work.key });
  if (known !== undefined) return { id: known.id, isNew: false };
  const { title, key } = work;
  const id = await opsItems.create({ ...stateOf(work), title, description, deduplication: `${policy.application}-${policy.environment}-maintenance-${key}` });
  return { id, isNew: true };
}

/** Work of which the OpsItem is open or in progress. */
export async function openWork({ opsItems }: Engine): Promise<readonly { readonly item: FoundOpsItem; readonly work: OwedWork }[]> {
  const open = await opsItems.open();
  return open.flatMap((item) => {
    const work = workIn(item);
    return work === undefined ? [] : [{ item, work }];
  });
}

/** Writes down what has gone out about work, and leaves its state to people. */
export async function noteNotified({ opsItems }: Engine, { id, status }: FoundOpsItem, work: OwedWork): Promise<void> {
  await opsItems.update(id, status, stateOf(work));
}

function stateOf({ key, owner, lead, openedAt, dueAt, notified }: OwedWork): OpsItemState {
  const searchable = (value: string) => ({ value, isSearchable: true });
  return {
    ...URGENCY,
    data: {
      [KEY]: searchable(key),
      owner: searchable(owner),
      lead: searchable(lead),
      openedAt: searchable(formatInstant(openedAt)),
      dueAt: searchable(formatInstant(dueAt)),
      notified: searchable(String(notified)),
    },
  };
}

function workIn({ title, data }: FoundOpsItem): OwedWork | undefined {
  const { [KEY]: key, owner, lead } = data;
  const [openedAt, dueAt] = [parseInstant(data['openedAt'] ?? ''), parseInstant(data['dueAt'] ?? '')];
  const notified = Number(data['notified']);
  if (key === undefined || owner === undefined || lead === undefined || openedAt === undefined || dueAt === undefined || !Number.isInteger(notified))
    return undefined;
  return { key, title, owner, lead, openedAt, dueAt, notified };
}
