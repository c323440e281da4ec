import { resourceArn } from '../../../../aws/arn';
import type { LoadedStack } from '../../../../aws/assembly/loaded-stack';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../../aws/errors';
import { principalName } from '../../../../aws/iam/principal';
import type { RunbookParameter } from '../../../../runbook/document/document';
import { parameterValues, ParameterError } from '../../../../runbook/document/parameter-values';
import { GLOBAL_REFERENCES, referencesIn, substitute } from '../../../../runbook/document/references';
import type { Assumptions } from '../../../core/assumptions';
import { authorizeIdentity } from '../../../core/authorize-identity';
import type { VirtualClock } from '../../../core/clock';
import type { LogEntry } from '../../../core/log';
import { authorizePassedRoles } from '../../../core/pass-roles';
import { optionalInput, requiredInput, type CallContext, type Caller, type CallInput, type CallOutput, type OperationRuns } from '../../../core/service';
import type { EventContent } from '../../events/ports';
import type { AUTOMATION_OPERATIONS, DOCUMENT_OPERATIONS } from '../operations';
import { ClientTokens } from './client-tokens';
import { DocumentOperations } from './document-operations';
import { AutomationDocuments, type AutomationDocument } from './documents';
import type { Execution } from './execution';
import { ExecutionOperations, executionArn } from './execution-operations';
import { globalValue } from './references';
import { pendingStep, Run } from './run';
import type { AutomationHost } from './run-context';
import type { ScriptRunner } from './scripts';
import { StartQuota } from './start-quota';
import { executionEvent, stepEvent } from './status-events';
import { hasType } from './step-outputs';

/** As which Automation takes on roles. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html */
const AUTOMATION_PRINCIPAL = 'ssm.amazonaws.com';

/** What Automation needs of the account it runs in. */
export interface AutomationOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  readonly log: (entry: LogEntry) => void;
  readonly nextId: () => string;
  readonly call: Caller;
  /** Puts an event on the default bus of a region. */
  readonly emit: (event: EventContent, region: string) => void;
  /** Undefined where nothing can run scripts. */
  readonly runScript: () => ScriptRunner | undefined;
}

/**
 * Automation of Systems Manager: runs of documents, step by step on the clock of the account, with the role of the document, which
 * must trust `ssm.amazonaws.com` and which whoever starts it must be allowed to hand on, or with the rights of whoever started it. There is
 * no queue for starts beyond the quota.
 */
export class Automation {
  readonly operations: OperationRuns<typeof AUTOMATION_OPERATIONS & typeof DOCUMENT_OPERATIONS>;
  readonly documents: AutomationDocuments;
  readonly #options: AutomationOptions;
  readonly #host: AutomationHost;
  /** By id, in the order in which they were started. */
  readonly #runs = new Map<string, Run>();
  readonly #quota = new StartQuota();
  readonly #tokens = new ClientTokens();
  /** Who waits for the end of a run, by its id. */
  readonly #waiting = new Map<string, (child: Execution) => void>();
  /** Set while a step starts a child. */
  #parent: Execution | undefined;
  #stepIds = 0;

  constructor(options: AutomationOptions) {
    this.#options = options;
    const { accountId, clock, assumptions, call } = options;
    this.documents = new AutomationDocuments(options);
    this.#host = {
      accountId,
      clock,
      assumptions,
      call,
      get runScript() {
        return options.runScript();
      },
      nextStepId: () => `10000000-0000-4000-8000-${String(++this.#stepIds).padStart(12, '0')}`,
      onStep: (execution, record) => options.emit(stepEvent(execution, record, accountId), execution.document.identity.region),
      startChild: (...child) => this.#startChild(...child),
      stop: (id) => this.#runs.get(id)!.cancel(),
    };
    const others = new ExecutionOperations(accountId, this.#runs);
    const { operations } = new DocumentOperations(accountId, this.documents);
    this.operations = { ...operations, ...others.operations, StartAutomationExecution: (input, call) => this.#start(input, call) };
  }

  /** Every run, in the order in which they were started. */
  get executions(): readonly Execution[] {
    return [...this.#runs.values()].map(({ execution }) => execution);
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
  #start(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'DocumentName');
    const id = this.#options.nextId();
    const { accountId } = this.#options;
    // IAM asks for both: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    const documentArn = name.includes(':') ? name : resourceArn('ssm', call.region, accountId, `document/${name}`);
    for (const resource of [documentArn, executionArn(call.region, accountId, id)]) {
      authorizeIdentity('ssm:StartAutomationExecution', resource, call);
    }
    const document = this.documents.find(name, call.region, optionalInput(input, 'DocumentVersion') ?? '$DEFAULT');
    const values = valuesOf(this.#parametersOf(id, document, input, call), input);
    const before = this.#tokens.startedBefore(input, call.region);
    if (before !== undefined) return { AutomationExecutionId: before };
    if (this.#parent === undefined) this.#quota.take(call.region, call.now, this.executions);
    const execution = this.#execution(id, document, input, values, call);
    const run = new Run(this.#host, execution, () => this.#ended(execution));
    this.#runs.set(id, run);
    this.#tokens.note(input, call.region, id);
    this.#emitStatus(execution);
    run.begin();
    return { AutomationExecutionId: id };
  }

  #execution(id: string, document: AutomationDocument, input: CallInput, values: ReadonlyMap<string, JsonValue>, call: CallContext): Execution {
    const { assumeRole = '', variables, steps } = document.body;
    const roleArn = String(substitute(assumeRole, (reference) => values.get(reference)));
    if (roleArn !== '') {
      authorizePassedRoles([{ role: roleArn, services: [AUTOMATION_PRINCIPAL] }], call, this.#options.accountId, 'AccessDeniedException');
      this.#takeRole(id, document, roleArn);
    }
    return {
      id,
      document,
      given: (input.Parameters ?? {}) as JsonObject,
      values,
      principal: roleArn === '' ? call.principal : roleArn,
      roleArn: roleArn === '' ? undefined : roleArn,
      startedBy: principalName(call.principal),
      startedAt: call.now,
      tags: tagsOf(input),
      parent: this.#parent,
      steps: steps.map((step) => pendingStep(step, this.#host.nextStepId())),
      outputs: new Map(),
      variables: new Map(variables.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]]))),
      status: 'InProgress',
    };
  }

  /**
   * The parameters, with what Parameter Store has for those whose default names something there and that were not given; whoever starts
   * the run reads it. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
   */
  #parametersOf(
    executionId: string,
    { body }: AutomationDocument,
    { Parameters: given }: CallInput,
    { principal, region, now }: CallContext,
  ): readonly RunbookParameter[] {
    return body.parameters.map((parameter) => {
      const { name, type, defaultValue = '' } = parameter;
      if (onlyNamesTheRun(defaultValue)) {
        const identity = { executionId, region, accountId: this.#options.accountId, now };
        return { ...parameter, defaultValue: substitute(defaultValue, (reference) => globalValue(reference, identity)) };
      }
      const stored = storedDefault(name, defaultValue);
      if (stored === undefined || (isJsonObject(given as JsonValue | undefined) && Object.hasOwn(given as JsonObject, name))) return parameter;
      const { Parameters: found } = this.#options.call(principal, 'ssm', 'GetParameters', { Names: [stored] }, region);
      const [read] = found as readonly { readonly Type: string; readonly Value: string }[];
      if (read === undefined) throw invalidParameters(`Parameter ${name}: Parameter Store has no ${stored}.`);
      if (read.Type === 'SecureString') throw invalidParameters(`Parameter ${name}: ${stored} is a SecureString.`);
      const value = read.Type === 'StringList' ? read.Value.split(',') : read.Value;
      if (!hasType(value, type)) throw new NotSimulatedError(`${stored}, a ${read.Type}, as default of the ${type} ${name}`);
      return { ...parameter, defaultValue: value };
    });
  }

  /** A role that cannot be taken on is refused at the start. */
  #takeRole(id: string, { identity }: AutomationDocument, roleArn: string): void {
    const { accountId, call } = this.#options;
    const principal = { service: AUTOMATION_PRINCIPAL, sourceArn: executionArn(identity.region, accountId, id), sourceAccount: accountId };
    try {
      call(principal, 'sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: id }, identity.region);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw invalidParameters(`The defined assume role is unable to be assumed. ${error.message}`);
    }
  }

  #startChild(parent: Execution, input: JsonObject, onEnd: (child: Execution) => void): string {
    this.#parent = parent;
    try {
      const started = this.#options.call(parent.principal, 'ssm', 'StartAutomationExecution', input, parent.document.identity.region);
      const id = String(started.AutomationExecutionId);
      this.#waiting.set(id, onEnd);
      return id;
    } finally {
      this.#parent = undefined;
    }
  }

  #emitStatus(execution: Execution): void {
    const { accountId, emit } = this.#options;
    emit(executionEvent(execution, accountId), execution.document.identity.region);
  }

  #ended(execution: Execution): void {
    const { id, status, failure, document } = execution;
    const { clock, log } = this.#options;
    this.#emitStatus(execution);
    if (status === 'Failed' || status === 'TimedOut') {
      log({ kind: 'invocation given up', at: clock.now, source: document.identity, requestId: id, reason: failure ?? status, keptIn: [], lost: [] });
    }
    this.#waiting.get(id)?.(execution);
  }
}

function valuesOf(parameters: readonly RunbookParameter[], { Parameters: given }: CallInput): ReadonlyMap<string, JsonValue> {
  try {
    return parameterValues(parameters, given);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw error.kind === 'malformed' ? new ServiceError('ValidationException', error.message) : invalidParameters(error.message);
  }
}

/** True for a default that refers to the run itself or to where it runs, and to nothing else. */
function onlyNamesTheRun(defaultValue: JsonValue): boolean {
  const references = referencesIn(defaultValue);
  return references.length > 0 && references.every(({ name }) => GLOBAL_REFERENCES.includes(name));
}

/**
 * Name of what Parameter Store has for a default; undefined for a default of its own.
 *
 * @throws NotSimulatedError for any other reference: a default refers to nothing else
 */
function storedDefault(name: string, defaultValue: JsonValue): string | undefined {
  const text = JSON.stringify(defaultValue);
  if (!text.includes('{{')) return undefined;
  const [, stored] = /^"\{\{\s*ssm:([\w./-]+)\s*\}\}"$/.exec(text) ?? [];
  if (stored === undefined) throw new NotSimulatedError(`default ${text} of parameter ${name} of an Automation document`);
  return stored;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
const MAX_TAGS = 5;

function tagsOf({ Tags: tags = [] }: CallInput): readonly JsonObject[] {
  if (Array.isArray(tags) && tags.length <= MAX_TAGS && tags.every(isJsonObject)) return tags;
  throw new ServiceError('ValidationException', `Tags must be a list of at most ${MAX_TAGS} tags`);
}

function invalidParameters(message: string): ServiceError {
  return new ServiceError('InvalidAutomationExecutionParametersException', message);
}
