import { linkStacks, type LoadedStack } from '../aws/assembly/loaded-stack';
import { checkTemplate } from '../aws/cloudformation/check-template';
import type { JsonObject } from '../aws/cloudformation/template';
import { ProblemsError } from '../problems/problem';
import type { RunbookDocument } from '../runbook/document/document';
import { readRunbookDocument } from '../runbook/document/read-document';
import { derivePermissions, policyOf } from '../runbook/effects/permissions';
import { withDefaults, type Runbook } from '../runbook/library/runbook';
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
  return `arn:aws:iam::${REHEARSAL_ACCOUNT}:role/${deployedName(library, runbook)}`;
}

/** The document of a runbook with the defaults that it is deployed with. */
export function deployedDocument(library: Pick<RunbookLibrary, 'prefix'>, runbook: Runbook): RunbookDocument {
  return kept(DOCUMENTS, runbook, library.prefix, () => readDeployed(library, runbook));
}

/** What was read or made before, of runbooks by prefix and of libraries by functions: a proof makes thousands of accounts. */
const DOCUMENTS = new WeakMap<Runbook, Map<string, RunbookDocument>>();
const STACKS = new WeakMap<RunbookLibrary, Map<string, LoadedStack[]>>();

function kept<K extends object, V>(all: WeakMap<K, Map<string, V>>, of: K, key: string, make: () => V): V {
  const known = all.get(of) ?? new Map<string, V>();
  all.set(of, known);
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function readDeployed(library: Pick<RunbookLibrary, 'prefix'>, runbook: Runbook): RunbookDocument {
  const content = withDefaults(runbook.content, { AutomationAssumeRole: roleOf(library, runbook), Prefix: library.prefix });
  const read = readRunbookDocument(content, runbook.locate);
  if ('problems' in read) throw new ProblemsError(read.problems);
  return read.document;
}

/** The stack of an account: the role of each runbook, and functions that answer what a case says. */
export function stacksOfLibrary(library: RunbookLibrary, functions: readonly StatedFunction[]): LoadedStack[] {
  return kept(STACKS, library, JSON.stringify(functions), () => makeStacks(library, functions));
}

function makeStacks(library: RunbookLibrary, functions: readonly StatedFunction[]): LoadedStack[] {
  const resources: Record<string, object> = {};
  library.runbooks.forEach((runbook, index) => {
    const statements = statementsOfRole(library, runbook);
    resources[`Role${index}`] = role(deployedName(library, runbook), 'ssm.amazonaws.com', statements);
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
