import type { Principal } from '../../lib/aws/iam/principal';
import { accountRoot } from '../../lib/aws/iam/principal';
import type { RunbookDocument } from '../../lib/runbook/document/document';
import { readRunbookDocument } from '../../lib/runbook/document/read-document';
import type { Account, AccountOptions } from '../../lib/simulator/account';
import { AUTOMATION } from '../../lib/simulator/services/ssm/automation/ports';
import { STATED, type StatedResource } from '../../lib/simulator/services/stated/stated-resources';
import { ACCOUNT_ID, REGION, secondsAfterStart, START, type Resources } from './simulated-account';
import { accountWith, role } from './simulated-function';

export const RUNBOOK_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/runbook`;
/** Role of a document that another one starts. */
export const CHILD_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/child`;
export const ANA = `arn:aws:iam::${ACCOUNT_ID}:user/ana`;
export const BEN = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/incident-manager/ben`;

const ROOT = accountRoot(ACCOUNT_ID);

/** A document of steps, run with the role `runbook`. */
export function documentOf(steps: readonly object[], more: object = {}): RunbookDocument {
  const read = readRunbookDocument({ schemaVersion: '0.3', assumeRole: RUNBOOK_ROLE, mainSteps: steps, ...more }, (path) => ({ path: path.join('.') }));
  if ('problems' in read) throw new Error(read.problems.map(({ what, where }) => `${where.path}: ${what}`).join('\n'));
  return read.document;
}

/** Resources in the order of their kinds: `{ 'lambda alias': [{ FunctionName, … }] }`. An empty list: there are none. */
function statedOf(resources: Readonly<Record<string, readonly object[]>>): StatedResource[] {
  return Object.entries(resources).flatMap(([kind, all]) =>
    all.length === 0 ? [{ kind }] : all.map((members) => ({ kind, members: members as StatedResource['members'] })),
  );
}

/** An account in which documents are run, each under its name, by the role `runbook` that may do what is listed. */
export class RunbookAccount {
  readonly account: Account;

  constructor(
    documents: Readonly<Record<string, RunbookDocument>>,
    {
      allowed = ['*'],
      stated = {},
      resources = {},
      ...options
    }: Partial<Omit<AccountOptions, 'stated'>> & {
      readonly allowed?: readonly string[];
      readonly stated?: Readonly<Record<string, readonly object[]>>;
      readonly resources?: Resources;
    } = {},
  ) {
    this.account = accountWith(
      { Runbook: role('runbook', 'ssm.amazonaws.com', allowed), ...resources },
      { stated: statedOf(stated), people: [ANA, BEN], ...options },
    );
    for (const [name, document] of Object.entries(documents)) this.account.use(AUTOMATION).addDocument(REGION, name, document);
  }

  /** Calls Systems Manager; an error is returned. */
  attempt(operation: string, input: object, by: Principal = ROOT): Record<string, any> {
    try {
      return this.account.call(by, 'ssm', operation, input as Record<string, unknown>, REGION) as Record<string, any>;
    } catch (error) {
      return error as Record<string, any>;
    }
  }

  /** Starts a document, and returns the id of its run. */
  start(name: string, parameters: object = {}, more: object = {}): string {
    const started = this.attempt('StartAutomationExecution', { DocumentName: name, Parameters: parameters, ...more });
    if (started instanceof Error) throw started;
    return started.AutomationExecutionId as string;
  }

  /** Does something seconds after the start of the account. */
  at(seconds: number, step: () => void): void {
    this.account.schedule(START + seconds * 1_000, step);
  }

  /** Sends a signal; an error is returned. */
  signal(id: string, type: string, by: Principal = ANA, payload: object = {}): Record<string, any> {
    return this.attempt('SendAutomationSignal', { AutomationExecutionId: id, SignalType: type, Payload: payload }, by);
  }

  /** Lets minutes pass, and returns the run as the API has it. */
  async after(minutes: number, id: string): Promise<Record<string, any>> {
    await this.account.runAsync(this.account.now + minutes * 60_000);
    return this.get(id);
  }

  /** Every stated resource of a kind, as it is. */
  stated(kind: string): readonly Record<string, any>[] {
    return this.account
      .use(STATED)
      .all()
      .flatMap((resource) => (resource.kind === kind ? [resource.members as Record<string, any>] : []));
  }

  /** Changes a stated resource, as somebody else does. */
  changeStated(resource: StatedResource): void {
    this.account.use(STATED).change(resource);
  }

  get(id: string): Record<string, any> {
    const { AutomationExecution: execution, ...error } = this.attempt('GetAutomationExecution', { AutomationExecutionId: id });
    return (execution as Record<string, any> | undefined) ?? Object.assign(new Error(String(error.thing)), error);
  }

  /** Calls of the role of the document: seconds, operation, and how it ended. */
  calls(): string[] {
    return this.account.log.flatMap((entry) =>
      entry.kind === 'call' && entry.principal === RUNBOOK_ROLE
        ? [`${secondsAfterStart(entry.at)} ${entry.service}:${entry.operation} ${entry.error?.name ?? entry.outcome}`]
        : [],
    );
  }
}

/** Steps and their statuses: `one Success, two Pending`. */
export function statusesOf({ StepExecutions: steps }: Record<string, any>): string {
  return (steps as Record<string, any>[]).map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`).join(', ');
}

/** A step. */
export function step(name: string, action: string, inputs: object = {}, more: object = {}): object {
  return { name, action: `aws:${action}`, inputs, ...more };
}

/** A step that calls `GetAlias` of a stated function; fails when the alias is not `live`. */
export function readAlias(name: string, more: object = {}, alias = 'live'): object {
  const outputs = [{ Name: 'Version', Selector: '$.FunctionVersion', Type: 'String' }];
  return step(name, 'executeAwsApi', { Service: 'lambda', Api: 'GetAlias', FunctionName: 'worker', Name: alias }, { outputs, ...more });
}

/** The function that {@link readAlias} asks about. */
export const ALIASES = {
  'lambda alias': [{ FunctionName: 'worker', Name: 'live', FunctionVersion: '8' }],
  'lambda version': [
    { FunctionName: 'worker', Version: '7' },
    { FunctionName: 'worker', Version: '8' },
  ],
};
