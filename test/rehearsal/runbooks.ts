import type { JsonObject } from '../../lib/aws/cloudformation/template';
import type { RunbookCase } from '../../lib/rehearsal/runbook-case';
import type { RunbookLibrary } from '../../lib/rehearsal/runbook-library';
import { readRunbookDocument } from '../../lib/runbook/document/read-document';
import type { Runbook } from '../../lib/runbook/library/runbook';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';

/** A step that reads the alias of a stated function. */
export const READ: JsonObject = {
  name: 'read',
  action: 'aws:executeAwsApi',
  inputs: { Service: 'lambda', Api: 'GetAlias', FunctionName: 'worker', Name: 'live' },
  outputs: [{ Name: 'Version', Selector: '$.FunctionVersion', Type: 'String' }],
};
/** Only an explicit false reaches `change`. */
export const CHOOSE: JsonObject = {
  name: 'choose',
  action: 'aws:branch',
  inputs: { Choices: [{ NextStep: 'change', Variable: '{{ DryRun }}', BooleanEquals: false }], Default: 'report' },
};
export const REPORT: JsonObject = {
  name: 'report',
  action: 'aws:updateVariable',
  isEnd: true,
  inputs: { Name: 'variable:Report', Value: 'from version {{ read.Version }} to 7' },
};
export const CHANGE: JsonObject = {
  name: 'change',
  action: 'aws:executeAwsApi',
  isEnd: true,
  inputs: { Service: 'lambda', Api: 'UpdateAlias', FunctionName: 'worker', Name: 'live', FunctionVersion: '7' },
};

/** A runbook of these steps. */
export function runbookOf(name: string, mainSteps: readonly JsonObject[], more: JsonObject = {}): Runbook {
  const content: JsonObject = {
    schemaVersion: '0.3',
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: { DryRun: { type: 'Boolean', default: true }, AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' }, ...more },
    variables: { Report: { type: 'String', default: '' } },
    mainSteps,
    outputs: ['read.Version'],
  };
  const locate = (path: readonly (string | number)[]) => ({ path: path.join('.') });
  const read = readRunbookDocument(content, locate);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const facts: Runbook['facts'] = { title: name, owner: 'ops', triggers: ['page'], risk: 'low', purpose: 'recovery', expectedMinutes: 1, undo: 'again' };
  return { name, facts, content, document: read.document, bytes: 1_000, locate };
}

/** Runbooks that may do what is listed. */
export function libraryWith(runbooks: readonly Runbook[], actions: readonly string[] = ['*']): RunbookLibrary {
  return { runbooks, prefix: 'edi-prod', statementsOf: () => [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

/** A case of the function `worker`, whose alias `live` is at version 8. */
export function caseOf(changes: Partial<RunbookCase> = {}): RunbookCase {
  return {
    id: 'case',
    kind: 'success',
    parameters: {},
    account: [
      { kind: 'lambda alias', members: { FunctionName: 'worker', Name: 'live', FunctionVersion: '8' } },
      { kind: 'lambda version', members: { FunctionName: 'worker', Version: '7' } },
      { kind: 'lambda version', members: { FunctionName: 'worker', Version: '8' } },
    ],
    functions: [],
    failing: [],
    people: [],
    meanwhile: [],
    startAgainAtSeconds: [],
    forSeconds: 3_600,
    assume: DEFAULT_ASSUMPTIONS,
    expect: { status: 'Success', writes: [], says: [], outputs: {}, after: [] },
    ...changes,
  };
}
