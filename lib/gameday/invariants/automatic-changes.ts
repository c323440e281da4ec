import { resourceOfArn } from '../../aws/arn';
import type { JsonObject } from '../../aws/cloudformation/template';
import { principalName } from '../../aws/iam/principal';
import { RUN_CHANGE } from '../../incident/lifecycle/engine-policy';
import { keepsRecordsOnly } from '../../runbook/effects/automatic-guards';
import { effectOfOperation } from '../../runbook/effects/effect-of-operation';
import type { CallEntry, LogEntry } from '../../simulator/core/log';
import type { Instant } from '../../time/time';
import type { PagingHistory } from './invariant';

/** A call that changed something, made by a run that nobody started by hand. */
export interface AutomaticChange {
  readonly at: Instant;
  /** Name of the document. */
  readonly document: string;
  /** `ecs:UpdateService`. */
  readonly call: string;
}

/** A run of a document, as the log shows it. */
interface LoggedRun {
  readonly document: string;
  /** ARN of the role its calls are made with. */
  readonly role: string;
  /** True for a run that the engine started, or that such a run started. */
  readonly isAutomatic: boolean;
}

/**
 * What automatic runs changed, in order: calls that succeeded, as far as only automatic runs had the role they were made with when they
 * were made. What keeps records for people changes nothing.
 */
export function automaticChanges({ log, plan }: Pick<PagingHistory, 'log' | 'plan'>): readonly AutomaticChange[] {
  const runs = new RunsOfLog(`role/${plan.names.engine}`);
  return log.flatMap((entry) => {
    runs.add(entry);
    if (entry.kind !== 'call') return [];
    const document = runs.automaticDocument(principalName(entry.principal));
    return document === undefined || !changes(entry) ? [] : [{ at: entry.at, document, call: `${entry.service}:${entry.operation}` }];
  });
}

function changes({ service, operation, input, outcome, isAnswerLost }: CallEntry): boolean {
  if (outcome !== 'succeeded' && isAnswerLost !== true) return false;
  return !keepsRecordsOnly(service, operation) && effectOfOperation(service, operation, input as JsonObject).effect === 'mutates';
}

/** Which runs go on, read from the calls by which they take their roles on and the events of their states. */
class RunsOfLog {
  readonly #engineRole: string;
  /** By id of the run: the role that it took on. */
  readonly #roles = new Map<string, string>();
  /** By id, while it goes on. */
  readonly #goingOn = new Map<string, LoggedRun>();

  constructor(engineRole: string) {
    this.#engineRole = engineRole;
  }

  add(entry: LogEntry): void {
    if (entry.kind === 'call' && entry.operation === 'AssumeRole') this.#roles.set(String(entry.input.RoleSessionName), String(entry.input.RoleArn));
    if (entry.kind !== 'event emitted' || entry.event['detail-type'] !== RUN_CHANGE) return;
    const { ExecutionId, Definition, ExecutedBy, EndTime } = entry.event.detail as Readonly<Record<string, string | undefined>>;
    const [id, starter] = [String(ExecutionId), String(ExecutedBy)];
    if (EndTime !== undefined) this.#goingOn.delete(id);
    else if (!this.#goingOn.has(id))
      this.#goingOn.set(id, { document: String(Definition), role: this.#roles.get(id) ?? starter, isAutomatic: this.#isAutomatic(starter) });
  }

  /** Document of a run that has a role; undefined when none has, or one that a person started, so that nobody can tell whose a call is. */
  automaticDocument(role: string): string | undefined {
    const runs = [...this.#goingOn.values()].filter((run) => run.role === role);
    return runs.every(({ isAutomatic }) => isAutomatic) ? runs[0]?.document : undefined;
  }

  #isAutomatic(starter: string): boolean {
    return resourceOfArn(starter) === this.#engineRole || this.automaticDocument(starter) !== undefined;
  }
}
