/** What follows from postmortems, as a list of tasks that other tools read. Requirement 004-26. */

import { z } from 'zod';
import type { Incident } from '../incident/lifecycle/incident';
import { formatInstant } from '../time/time';

/** Where an action of a postmortem stands. */
const STATUSES = ['open', 'done', 'transferred'] as const;

const task = z.looseObject({
  /** `partner-portal-1/2`: the second action of an incident. */
  id: z.string().min(1),
  title: z.string(),
  owner: z.string(),
  /** ISO instant. */
  due: z.string(),
  status: z.enum(STATUSES),
  kind: z.string(),
  incident: z.string(),
});

/** A file of tasks; what others write beside the members of day2 stays. */
const taskFile = z.looseObject({ version: z.literal(1), tasks: z.array(z.looseObject({ id: z.string().min(1) })) });

/** One follow-up. */
export type FollowUpTask = z.output<typeof task>;
/** What stands in `tasks.json`: those of day2 and those of others. */
export type TaskFile = z.output<typeof taskFile>;

/** A task for each action of the postmortems of incidents, oldest incident first. */
export function followUpTasks(incidents: readonly Incident[]): readonly FollowUpTask[] {
  return [...incidents]
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
    .flatMap(({ id, postmortem }) =>
      (postmortem?.content?.actions ?? []).map(({ what, owner, dueAt, status, kind }, index) => ({
        id: `${id}/${index + 1}`,
        title: what,
        owner,
        due: formatInstant(dueAt),
        status,
        kind,
        incident: id,
      })),
    );
}

/**
 * Entries with those that a file has: one of the same id is brought up to date, keeps its place and what others added to it, and those of
 * others stay as they are. The same entries again change nothing.
 *
 * @param before of the file; undefined: there is none
 * @param whenNew what an entry begins with where it does not say it itself, and that people change afterwards
 */
export function mergeTasks(before: TaskFile | undefined, tasks: readonly { readonly id: string }[], whenNew: object = {}): TaskFile {
  const fresh = new Map(tasks.map((each) => [each.id, each]));
  const kept = (before?.tasks ?? []).map((each) => ({ ...each, ...fresh.get(each.id) }));
  const known = new Set(kept.map(({ id }) => id));
  return { ...before, version: 1, tasks: [...kept, ...tasks.filter(({ id }) => !known.has(id)).map((each) => ({ ...each, ...whenNew, ...each }))] };
}

/** The tasks of a text, or what is wrong with it in a sentence. */
export function parseTasks(text: string): TaskFile | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
  const read = taskFile.safeParse(value);
  if (!read.success) return { why: read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ') };
  const twice = read.data.tasks.find(({ id }, index) => read.data.tasks.findIndex((each) => each.id === id) !== index);
  return twice === undefined ? read.data : { why: `two tasks have the id ${twice.id}` };
}
