import type { Incident } from '../lifecycle/incident';
import type { Reduced } from '../lifecycle/incident-transition';
import type { IncidentStore } from './incident-store';

/**
 * Times a record is read again because somebody else wrote it first. Each time somebody else got on, so that only a storm
 * of alarms of one service comes near; a try takes some ten milliseconds.
 */
const MAX_COLLISIONS = 50;

/** Thrown when others were faster all the time. The record is alive: whatever was to be written can come with reconciliation. */
export class CollisionError extends Error {
  override readonly name = 'CollisionError';
}

/** What became of a change. */
export interface Changed extends Reduced {
  readonly before: Incident | undefined;
}

/**
 * Reads a record, lets it be reduced and writes it back over what was read; again when somebody else was faster.
 *
 * @param reduce undefined when nothing is to be done
 * @param write false when somebody else has written it since it was read
 * @returns what was written, or what is there when nothing had to be
 * @throws CollisionError when others are always faster
 * @throws Error as the table answers
 */
export async function changeRecord<Read, Written>(
  read: () => Promise<Read>,
  reduce: (before: Read) => Written | undefined,
  write: (written: Written, before: Read) => Promise<boolean>,
): Promise<(Written & { readonly before: Read }) | undefined> {
  for (let attempt = 0; attempt <= MAX_COLLISIONS; attempt++) {
    const before = await read();
    const reduced = reduce(before);
    if (reduced === undefined) return undefined;
    if (await write(reduced, before)) return { ...reduced, before };
  }
  throw new CollisionError(`the record was written by others ${MAX_COLLISIONS} times in a row`);
}

/**
 * The {@link changeRecord} of an incident.
 *
 * @param read what to reduce
 */
export function changeIncident(
  store: IncidentStore,
  read: () => Promise<Incident | undefined>,
  reduce: (incident: Incident | undefined) => Reduced | undefined,
): Promise<Changed | undefined> {
  return changeRecord(read, reduce, async ({ incident }, before) => {
    const isSame = before !== undefined && before.sequence === incident.sequence;
    return incident === before || store.write(incident, isSame ? before : undefined);
  });
}

/** The same for one incident, if there is one. */
export function changeExisting(
  store: IncidentStore,
  { group, sequence }: Pick<Incident, 'group' | 'sequence'>,
  reduce: (incident: Incident) => Reduced | undefined,
): Promise<Changed | undefined> {
  return changeIncident(
    store,
    () => store.get(group, sequence),
    (incident) => incident && reduce(incident),
  );
}
