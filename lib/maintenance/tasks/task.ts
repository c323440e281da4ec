import type { ProblemLocation } from '../../problems/problem';
import type { Cadence } from '../cadence/cadence';

/** Whether a scheduled run changes anything: `dry run` starts the runbook with `DryRun: true`, whatever the runbook would do by itself. */
export const TASK_MODES = ['dry run', 'live'] as const;
/** One of {@link TASK_MODES}. */
export type TaskMode = (typeof TASK_MODES)[number];

/** Work that is done on schedule by a runbook of the library. */
export interface MaintenanceTask {
  /** Unique among the tasks, such as `restore-drill`. */
  readonly id: string;
  readonly title: string;
  /** Role that answers for it, and is notified when it fails; never a person. */
  readonly owner: string;
  /** Name in the library, such as `restore-drill`. */
  readonly runbook: string;
  readonly cadence: Cadence;
  /** IANA zone of the cadence. */
  readonly timeZone: string;
  readonly mode: TaskMode;
  /** Parameters of the runbook, by name, as a start takes them. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** What shows that it was done, for whoever asks: an auditor, a review. */
  readonly evidence: string;
  /** Where it is written; absent: in no file. */
  readonly where?: ProblemLocation;
}

/** Name of the parameter with which every runbook of the library changes nothing. */
const DRY_RUN = 'DryRun';

/** What a scheduled run starts its runbook with. `{prefix}` in a value stands for application and environment: `{prefix}-mappings`. */
export function startParameters(
  { mode, parameters }: Pick<MaintenanceTask, 'mode' | 'parameters'>,
  prefix: string,
): Readonly<Record<string, readonly string[]>> {
  const filled = Object.entries(parameters).map(([name, values]) => [name, values.map((value) => value.replaceAll('{prefix}', prefix))] as const);
  return { ...Object.fromEntries(filled), [DRY_RUN]: [String(mode === 'dry run')] };
}

/** Parameters that name no resource the task works on: shared by many tasks without one being in the way of another. */
const SHARED_PARAMETERS = /^(?:DryRun|Responder|Severity|.*Role)$/;

/** Values by which a task names what it works on. */
export function resourcesOf({ parameters }: Pick<MaintenanceTask, 'parameters'>): readonly string[] {
  return Object.entries(parameters).flatMap(([name, values]) => (SHARED_PARAMETERS.test(name) ? [] : values));
}
