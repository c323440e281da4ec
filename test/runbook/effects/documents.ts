import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import type { RunbookDocument, RunbookStep } from '../../../lib/runbook/document/document';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';

/** The typed document of steps and parameters. */
export function documentWith(mainSteps: readonly JsonObject[], parameters: JsonObject = {}): RunbookDocument {
  const read = readRunbookDocument({ schemaVersion: '0.3', parameters, mainSteps }, (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

/** The typed step. */
export function stepWith(action: string, inputs: JsonObject = {}): RunbookStep {
  return documentWith([{ name: 'it', action, inputs }]).steps[0]!;
}

/** A step that calls an operation. */
export function apiStep(name: string, service: string, api: string, members: JsonObject = {}, keys: JsonObject = {}): JsonObject {
  return { name, action: 'aws:executeAwsApi', inputs: { Service: service, Api: api, ...members }, ...keys };
}

/** The parameter by which a start says that it is none but a dry run. */
export const DRY_RUN_PARAMETER = { DryRun: { type: 'Boolean', default: true } };

/** The branch that only an explicit false gets past. */
export function dryRunBranch(change: string, report: string, condition: JsonObject = { Variable: '{{ DryRun }}', BooleanEquals: false }): JsonObject {
  return { name: 'decide', action: 'aws:branch', inputs: { Choices: [{ NextStep: change, ...condition }], Default: report } };
}
