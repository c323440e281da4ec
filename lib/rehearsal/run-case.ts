import type { JsonObject } from '../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { effectOfOperation } from '../runbook/effects/effect-of-operation';
import type { Runbook } from '../runbook/library/runbook';
import { Account } from '../simulator/account';
import type { PositionFault } from '../simulator/core/fault-injection';
import type { CallEntry } from '../simulator/core/log';
import { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { executionOutputs } from '../simulator/services/ssm/automation/describe-execution';
import type { Execution } from '../simulator/services/ssm/automation/execution';
import { AUTOMATION } from '../simulator/services/ssm/automation/ports';
import type { ScriptRunner } from '../simulator/services/ssm/automation/scripts';
import { STATED, type StatedResource } from '../simulator/services/stated/stated-resources';
import { MINUTE_MS, SECOND_MS, type Instant } from '../time/time';
import type { PersonsAct, RunbookCase } from './runbook-case';
import {
  deployedDocument,
  deployedName,
  REHEARSAL_ACCOUNT,
  REHEARSAL_REGION,
  roleOf,
  runbooksNeeded,
  stacksOfLibrary,
  type RunbookLibrary,
} from './runbook-library';

/** When runs begin: a Monday morning without a change of clocks near. */
const START: Instant = Date.UTC(2026, 2, 2, 8, 0, 0);
const OPERATOR = userArn('operator');

/** A call that a runbook made. */
export interface RunbookCall {
  /** `lambda:GetAlias`. */
  readonly operation: string;
  readonly effect: 'reads' | 'mutates';
  /** Why it reads or mutates. */
  readonly reason: string;
  readonly input: JsonObject;
  /** Name of the error it ended with. */
  readonly error?: string;
  readonly at: Instant;
}

/** A step of a run, as an operator sees it. */
export interface RunStep {
  readonly document: string;
  readonly name: string;
  readonly action: string;
  readonly status: string;
  readonly inputs: JsonObject;
  readonly failure?: string;
}

/** What came of a case. */
export interface CaseRun {
  /** As Automation names it; `refused` when it did not start. */
  readonly status: string;
  /** Why it was refused, or failed. */
  readonly failure?: string;
  /** Steps of the run and its children that began, in the order of their runs. */
  readonly steps: readonly RunStep[];
  /** Every call of the run and its children, in order, without the starts of children. */
  readonly calls: readonly RunbookCall[];
  /** Calls made by anybody but people: positions of faults go from 0 to this. */
  readonly countedCalls: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly after: readonly StatedResource[];
  /** Statements that allowed a role what it called, each once: `statement 1 of runbooks/Role0`. */
  readonly statementsUsed: readonly string[];
  /** What is not simulated: nobody can tell how it would have ended. */
  readonly unknown?: string;
}

/** What a run is changed by, beside its case. */
export interface RunChanges {
  /** A call fails, or loses its answer. */
  readonly fault?: PositionFault;
  /** Parameters instead of those of the case; undefined leaves one out. */
  readonly parameters?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly runScript?: ScriptRunner;
}

/** Runs a case of a runbook in an account of its own. */
export async function runCase(library: RunbookLibrary, runbook: Runbook, runbookCase: RunbookCase, changes: RunChanges = {}): Promise<CaseRun> {
  const runbooks = runbooksNeeded(library, runbook);
  const account = accountOf(library, runbooks, runbookCase, changes);
  const parameters = given({ ...runbookCase.parameters, ...changes.parameters });
  const name = deployedName(library, runbook);
  const refusals: string[] = [];
  let unknown: string | undefined;
  const ids: string[] = [];
  const start = () => {
    try {
      const { AutomationExecutionId } = account.call(
        OPERATOR,
        'ssm',
        'StartAutomationExecution',
        { DocumentName: name, Parameters: parameters },
        REHEARSAL_REGION,
      );
      ids.push(String(AutomationExecutionId));
    } catch (error) {
      if (error instanceof NotSimulatedError) unknown = error.message;
      else if (error instanceof ServiceError) refusals.push(`${error.name}: ${error.message}`);
      else throw error;
    }
  };
  account.schedule(START, start);
  for (const seconds of runbookCase.startAgainAtSeconds) account.schedule(START + seconds * SECOND_MS, start);
  for (const act of runbookCase.people) account.schedule(START + act.atSeconds * SECOND_MS, () => doAct(account, ids, act));
  for (const { atSeconds, account: changed } of runbookCase.meanwhile) {
    account.schedule(START + atSeconds * SECOND_MS, () => changed.forEach((resource) => account.use(STATED).change(resource)));
  }
  await account.runAsync(START + Math.ceil((runbookCase.forSeconds * SECOND_MS) / MINUTE_MS) * MINUTE_MS);
  return caseRun(account, library, ids, refusals, unknown);
}

function accountOf(
  library: RunbookLibrary,
  runbooks: readonly Runbook[],
  { account: stated, functions, failing, people, assume }: RunbookCase,
  { fault, runScript }: RunChanges,
): Account {
  const account = new Account({
    stacks: stacksOfLibrary(library, runbooks, functions),
    store: new MetricStore(),
    start: START,
    stated,
    assumptions: assume,
    people: [OPERATOR, ...new Set(people.map(({ by }) => userArn(by)))],
    ...(runScript !== undefined && { runScript }),
  });
  const automation = account.use(AUTOMATION);
  for (const runbook of runbooks) automation.addDocument(REHEARSAL_REGION, deployedName(library, runbook), deployedDocument(library, runbook));
  for (const { service, operation, error, fromSeconds, forSeconds } of failing) {
    const from = START + fromSeconds * SECOND_MS;
    account.failCalls({ service, operation, errorName: error, from, until: from + forSeconds * SECOND_MS });
  }
  if (fault !== undefined) account.failCalls(fault);
  return account;
}

/**
 * Somebody cancels what was started, or answers whichever run waits for it, also one that another run started. Somebody who may not approve
 * any more is not heard: the run says so.
 */
function doAct(account: Account, started: readonly string[], { by, does }: PersonsAct): void {
  const call = (operation: string, input: object) => {
    try {
      account.call(userArn(by), 'ssm', operation, { ...input }, REHEARSAL_REGION);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
    }
  };
  if (does === 'cancel') return started.forEach((id) => call('StopAutomationExecution', { AutomationExecutionId: id, Type: 'Cancel' }));
  const SignalType = { approve: 'Approve', reject: 'Reject', resume: 'Resume' }[does];
  for (const { id } of account.use(AUTOMATION).executions()) call('SendAutomationSignal', { AutomationExecutionId: id, SignalType });
}

function caseRun(account: Account, library: RunbookLibrary, ids: readonly string[], refusals: readonly string[], notStarted: string | undefined): CaseRun {
  const executions = account.use(AUTOMATION).executions();
  const first = executions.find(({ id }) => id === ids[0]);
  const doubt = executions.find((execution) => execution.doubt !== undefined)?.doubt;
  const unknown = notStarted ?? doubt?.message;
  return {
    status: first?.status ?? 'refused',
    failure: first?.failure ?? refusals[0],
    steps: executions.flatMap(stepsOf),
    calls: callsOf(account, library),
    countedCalls: account.countedCalls,
    outputs: first === undefined ? {} : Object.fromEntries(Object.entries(executionOutputs(first)).map(([name, value]) => [name, shown(value)])),
    after: account.use(STATED).all(),
    statementsUsed: statementsUsed(account, library),
    ...(unknown !== undefined && { unknown }),
  };
}

function stepsOf({ document, steps }: Execution): readonly RunStep[] {
  return steps
    .filter(({ status }) => status !== 'Pending')
    .map(({ step, status, inputs, failure }) => ({
      document: document.identity.name,
      name: step.name,
      action: step.action,
      status,
      inputs,
      ...(failure !== undefined && { failure }),
    }));
}

function callsOf(account: Account, library: RunbookLibrary): readonly RunbookCall[] {
  const documents = new Set(library.runbooks.map((runbook) => deployedName(library, runbook)));
  // What a child does is among the calls itself.
  const isStartOfChild = ({ service, operation, input }: CallEntry) =>
    service === 'ssm' && operation === 'StartAutomationExecution' && documents.has(String(input.DocumentName));
  return entriesOfRoles(account, library)
    .filter((entry) => !isStartOfChild(entry))
    .map(({ service, operation, input, error, at }) => ({
      operation: `${service}:${operation}`,
      ...effectOfOperation(service, operation, input as JsonObject),
      input: input as JsonObject,
      at,
      ...(error !== undefined && { error: error.name }),
    }));
}

function statementsUsed(account: Account, library: RunbookLibrary): readonly string[] {
  const checks = entriesOfRoles(account, library).flatMap((entry) => entry.checks);
  const names = checks.flatMap(({ link, decision }) => (link === 'identity policy' && decision.outcome === 'allowed' ? [decision.statement] : []));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Calls in the name of a role of the runbooks. */
function entriesOfRoles(account: Account, library: RunbookLibrary): readonly CallEntry[] {
  const roles = new Set(library.runbooks.map((runbook) => roleOf(library, runbook)));
  return account.log.filter((entry): entry is CallEntry => entry.kind === 'call' && typeof entry.principal === 'string' && roles.has(entry.principal));
}

function given(parameters: Readonly<Record<string, readonly string[] | undefined>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** An output as the console shows it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function userArn(name: string): string {
  return `arn:aws:iam::${REHEARSAL_ACCOUNT}:user/${name}`;
}
