import { linkStacks, type LoadedStack } from '../aws/assembly/loaded-stack';
import { checkTemplate } from '../aws/cloudformation/check-template';
import type { JsonObject } from '../aws/cloudformation/template';
import { ProblemsError } from '../problems/problem';
import type { RunbookDocument } from '../runbook/document/document';
import { readRunbookDocument } from '../runbook/document/read-document';
import { derivePermissions, policyOf } from '../runbook/effects/permissions';
import { withBoundParameters } from '../runbook/library/bound-parameters';
import { runbookRoleName, withDefaults, type Runbook } from '../runbook/library/runbook';
import type { StatedFunction } from './runbook-case';

/** The account and region in which runbooks are rehearsed. */
export const REHEARSAL_ACCOUNT = '111122223333';
export const REHEARSAL_REGION = 'eu-central-1';

/** A statement of an identity policy. */
export type Statement = JsonObject;

/** Runbooks that may start one another, as they are deployed in an environment. */
export interface RunbookLibrary {
  readonly runbooks: readonly Runbook[];
  /** `edi-prod`: names of documents begin with it. */
  readonly prefix: string;
  /** What the role of a runbook may do. Default: what is derived from its document, as it is deployed. */
  readonly statementsOf?: (runbook: Runbook, document: RunbookDocument) => readonly Statement[];
}

/** Name under which a runbook is deployed. */
export function deployedName({ prefix }: Pick<RunbookLibrary, 'prefix'>, { name }: Pick<Runbook, 'name'>): string {
  return `${prefix}-${name}`;
}

/** ARN of the role of a runbook. */
export function roleOf(library: Pick<RunbookLibrary, 'prefix'>, runbook: Pick<Runbook, 'name'>): string {
  return `arn:aws:iam::${REHEARSAL_ACCOUNT}:role/${runbookRoleName(deployedName(library, runbook))}`;
}

/** The document of a runbook with the defaults that it is deployed with. */
export function deployedDocument(library: Pick<RunbookLibrary, 'prefix'>, runbook: Runbook): RunbookDocument {
  return once(DOCUMENTS, runbook, library.prefix, () => readDeployed(library, runbook));
}

function readDeployed(library: Pick<RunbookLibrary, 'prefix'>, runbook: Runbook): RunbookDocument {
  const filled = withDefaults(runbook.content, { AutomationAssumeRole: roleOf(library, runbook), Prefix: library.prefix });
  const content = withBoundParameters(filled, runbook.facts.bound ?? {});
  const read = readRunbookDocument(content, runbook.locate);
  if ('problems' in read) throw new ProblemsError(read.problems);
  return read.document;
}

/** A runbook and those that it starts, which start others: what an account needs to run it. */
export function runbooksNeeded(library: RunbookLibrary, runbook: Runbook): readonly Runbook[] {
  const needed = new Set([runbook]);
  for (const each of needed) {
    const text = JSON.stringify(each.content.mainSteps);
    for (const other of library.runbooks) if (text.includes(`-${other.name}"`)) needed.add(other);
  }
  return [...needed];
}

/** The stack of an account: the role of each runbook, and functions that answer what a case says. */
export function stacksOfLibrary(library: RunbookLibrary, runbooks: readonly Runbook[], functions: readonly StatedFunction[]): LoadedStack[] {
  const key = JSON.stringify([runbooks.map(({ name }) => name), functions]);
  return once(STACKS, library, key, () => loadStacks(library, runbooks, functions));
}

function loadStacks(library: RunbookLibrary, runbooks: readonly Runbook[], functions: readonly StatedFunction[]): LoadedStack[] {
  const resources: Record<string, object> = {};
  runbooks.forEach((runbook, index) => {
    const statements = statementsOfRole(library, runbook);
    resources[`Role${index}`] = role(runbookRoleName(deployedName(library, runbook)), 'ssm.amazonaws.com', statements);
  });
  functions.forEach(({ name, answer }, index) => {
    resources[`FunctionRole${index}`] = role(`${name}-role`, 'lambda.amazonaws.com', []);
    resources[`Function${index}`] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`FunctionRole${index}`, 'Arn'] },
        Code: { ZipFile: `exports.handler = async () => (${JSON.stringify(answer)});` },
        Timeout: 60,
      },
    };
  });
  const file = 'runbooks.json';
  const checked = checkTemplate({ Resources: resources }, file);
  if ('problems' in checked) throw new ProblemsError(checked.problems);
  const location = { stackName: 'runbooks', account: REHEARSAL_ACCOUNT, region: REHEARSAL_REGION, file, bytes: 0 };
  return linkStacks([{ ...location, template: checked.template }]);
}

/** What the role of a runbook is allowed: what the construct grants it, see `Runbook` in lib/constructs, unless the library says otherwise. */
export function statementsOfRole(library: RunbookLibrary, runbook: Runbook): readonly Statement[] {
  const document = deployedDocument(library, runbook);
  if (library.statementsOf !== undefined) return library.statementsOf(runbook, document);
  const { statements } = derivePermissions(document, {
    scope: { partition: 'aws', region: REHEARSAL_REGION, account: REHEARSAL_ACCOUNT },
    values: { Prefix: [library.prefix] },
    roleOf: (name) => {
      const child = library.runbooks.find((other) => deployedName(library, other) === name);
      return child && roleOf(library, child);
    },
  });
  return policyOf(statements).Statement as readonly Statement[];
}

/** What was made of something before, by a key: a proof runs a runbook some hundred times. */
type Made<Value> = WeakMap<object, Map<string, Value>>;
const DOCUMENTS: Made<RunbookDocument> = new WeakMap();
const STACKS: Made<LoadedStack[]> = new WeakMap();

function once<Value>(made: Made<Value>, of: object, key: string, make: () => Value): Value {
  const byKey = made.get(of) ?? new Map<string, Value>();
  made.set(of, byKey);
  const before = byKey.get(key);
  if (before !== undefined) return before;
  const value = make();
  byKey.set(key, value);
  return value;
}

function role(name: string, service: string, statements: readonly Statement[]): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      ...(statements.length > 0 && { Policies: [{ PolicyName: 'runbook', PolicyDocument: { Statement: statements } }] }),
    },
  };
}
