import { resourceArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { principalName } from '../../../aws/iam/principal';
import type { Instant } from '../../../time/time';
import type { VirtualClock } from '../../core/clock';
import { FUNCTION_ORDER } from '../../core/instant-order';
import type { LogEntry } from '../../core/log';
import { outsideTemplates } from '../../core/not-simulated';
import { optionalInput, requiredInput, type CallContext, type Caller, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { authorizeSystemsManager } from './authorize';
import { readAutomationDocument, type AutomationDocument } from './automation-document';
import { invalidParameters, parameterValues } from './automation-parameters';
import type { AUTOMATION_OPERATIONS } from './operations';
import { substitute } from './substitute';

/** What Automation needs of the account it runs in. */
export interface AutomationOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly log: (entry: LogEntry) => void;
  readonly nextId: () => string;
  readonly call: Caller;
}

type StepStatus = 'Pending' | 'Success' | 'Failed';

/** One run of a document. */
interface Execution {
  readonly id: string;
  readonly document: AutomationDocument;
  readonly given: JsonObject;
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly roleArn: string;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly steps: StepStatus[];
  status: 'InProgress' | 'Success' | 'Failed';
  endedAt?: Instant;
  failure?: string;
  /** Set when the run met something that is not simulated: nobody can tell how it would have ended. */
  doubt?: NotSimulatedError;
}

/** A new document is its version 1. */
const VERSIONS: readonly string[] = ['$DEFAULT', '$LATEST', '1'];

/**
 * Automation of Systems Manager, for documents that only hand events to functions: they run with the role of the
 * document, which must trust `ssm.amazonaws.com`, right after the start, step by step, and end at the first step that
 * fails. That the one who starts a run may pass its role on (iam:PassRole) is not checked, nor are quotas.
 */
export class Automation {
  readonly operations: OperationRuns<typeof AUTOMATION_OPERATIONS> = {
    StartAutomationExecution: (input, call) => this.#start(input, call),
    GetAutomationExecution: (input, call) => this.#get(input, call),
  };
  readonly #options: AutomationOptions;
  /** Documents by region and name. They are noted when they are used: most do something else. */
  readonly #documents = new Map<string, AutomationDocument | NotSimulatedError>();
  readonly #executions = new Map<string, Execution>();
  /** Ids of executions and what was asked, by region and token. */
  readonly #tokens = new Map<string, { readonly asked: string; readonly id: string }>();

  constructor(options: AutomationOptions) {
    this.#options = options;
    for (const resource of options.stacks.flatMap((stack) => stack.resources)) if (resource.type === 'AWS::SSM::Document') this.#add(resource);
  }

  #add(resource: LoadedResource): void {
    let name: string | undefined;
    try {
      name = resource.ref;
      if (resource.properties.DocumentType !== 'Automation') return;
      const arn = this.#arn(resource.region, `document/${name}`);
      this.#documents.set(keyOf(resource.region, name), readAutomationDocument(resource, arn));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      if (name !== undefined) this.#documents.set(keyOf(resource.region, name), error);
    }
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
  #start(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'DocumentName');
    if (name.includes(':')) throw new NotSimulatedError(`document by its ARN, ${name}`);
    const id = this.#options.nextId();
    // IAM asks for both: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    for (const resource of [`document/${name}`, `automation-execution/${id}`]) {
      authorizeSystemsManager('ssm:StartAutomationExecution', this.#arn(call.region, resource), call);
    }
    const document = this.#document(name, call.region);
    const version = optionalInput(input, 'DocumentVersion') ?? '$DEFAULT';
    if (!VERSIONS.includes(version)) throw new ServiceError('AutomationDefinitionVersionNotFoundException', `${name} has no version ${version}`);
    const values = parameterValues(document.parameters, input.Parameters);
    const before = this.#startedBefore(input, call.region, id);
    if (before !== undefined) return { AutomationExecutionId: before };
    const execution: Execution = {
      id,
      document,
      given: (input.Parameters ?? {}) as JsonObject,
      values,
      roleArn: String(substitute(document.assumeRole, (reference) => values.get(reference))),
      startedBy: principalName(call.principal),
      startedAt: call.now,
      steps: document.steps.map(() => 'Pending'),
      status: 'InProgress',
    };
    this.#takeRole(execution);
    this.#executions.set(id, execution);
    this.#options.clock.schedule(call.now, () => this.#run(execution), FUNCTION_ORDER);
    return { AutomationExecutionId: id };
  }

  #document(name: string, region: string): AutomationDocument {
    const document = this.#documents.get(keyOf(region, name));
    if (document instanceof NotSimulatedError) throw document;
    if (document !== undefined) return document;
    if (name.startsWith('AWS')) throw new NotSimulatedError(`document ${name}, which AWS owns`);
    throw outsideTemplates('Automation document', `${name} in ${region}`);
  }

  #startedBefore(input: CallInput, region: string, id: string): string | undefined {
    const token = optionalInput(input, 'ClientToken');
    if (token === undefined) return undefined;
    const asked = JSON.stringify([input.DocumentName, input.DocumentVersion, input.Parameters]);
    const before = this.#tokens.get(keyOf(region, token));
    if (before === undefined) this.#tokens.set(keyOf(region, token), { asked, id });
    else if (before.asked !== asked) throw new ServiceError('IdempotentParameterMismatch', `ClientToken ${token} was used with other parameters`);
    return before?.id;
  }

  /** A role that cannot be taken on is refused at the start. */
  #takeRole({ id, document, roleArn }: Execution): void {
    const { region } = document.identity;
    const principal = { service: 'ssm.amazonaws.com', sourceArn: this.#arn(region, `automation-execution/${id}`), sourceAccount: this.#options.accountId };
    try {
      this.#options.call(principal, 'sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: id }, region);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw invalidParameters(`The defined assume role is unable to be assumed. ${error.message}`);
    }
  }

  #run(execution: Execution): void {
    const { document, steps } = execution;
    try {
      document.steps.forEach((step, index) => {
        steps[index] = 'Failed';
        this.#invoke(execution, step);
        steps[index] = 'Success';
      });
      execution.status = 'Success';
    } catch (error) {
      if (error instanceof NotSimulatedError) execution.doubt = error;
      else if (!(error instanceof ServiceError)) throw error;
      execution.status = 'Failed';
      execution.failure = `${error.name}: ${error.message}`;
      const { clock, log } = this.#options;
      log({ kind: 'invocation given up', at: clock.now, source: document.identity, requestId: execution.id, reason: execution.failure, keptIn: [], lost: [] });
    }
    execution.endedAt = this.#options.clock.now;
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
  #invoke({ id, document, values, roleArn }: Execution, { functionName, invocationType, payload }: AutomationDocument['steps'][number]): void {
    const { region } = document.identity;
    const globals: Readonly<Record<string, string>> = {
      'automation:EXECUTION_ID': id,
      'global:ACCOUNT_ID': this.#options.accountId,
      'global:REGION': region,
    };
    const valueOf = (reference: string) => values.get(reference) ?? globals[reference];
    const type = String(substitute(invocationType, valueOf));
    if (type !== 'Event') throw new NotSimulatedError(`InvocationType ${type} of aws:invokeLambdaFunction`);
    const filled = substitute(payload, valueOf);
    const Payload = typeof filled === 'string' ? filled : JSON.stringify(filled);
    this.#options.call(roleArn, 'lambda', 'Invoke', { FunctionName: String(substitute(functionName, valueOf)), InvocationType: type, Payload }, region);
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    const id = requiredInput(input, 'AutomationExecutionId');
    authorizeSystemsManager('ssm:GetAutomationExecution', this.#arn(call.region, `automation-execution/${id}`), call);
    const execution = this.#executions.get(id);
    if (execution === undefined || execution.document.identity.region !== call.region) {
      throw new ServiceError('AutomationExecutionNotFoundException', `automation execution ${id} does not exist`);
    }
    if (execution.doubt !== undefined) throw execution.doubt;
    return { AutomationExecution: describe(execution) };
  }

  #arn(region: string, resource: string): string {
    return resourceArn('ssm', region, this.#options.accountId, resource);
  }
}

function describe({ id, document, given, roleArn, startedBy, startedAt, endedAt, status, failure, steps }: Execution): CallOutput {
  return {
    AutomationExecutionId: id,
    AutomationExecutionStatus: status,
    DocumentName: document.identity.name,
    DocumentVersion: '1',
    ExecutionStartTime: new Date(startedAt),
    ExecutionEndTime: endedAt === undefined ? undefined : new Date(endedAt),
    ExecutedBy: startedBy,
    AssumeRole: roleArn,
    Mode: 'Auto',
    Parameters: given,
    FailureMessage: failure,
    StepExecutions: document.steps.map(({ name }, index) => ({ StepName: name, Action: 'aws:invokeLambdaFunction', StepStatus: steps[index] })),
  };
}

function keyOf(region: string, name: string): string {
  return `${region} ${name}`;
}
