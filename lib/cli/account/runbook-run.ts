import { randomUUID } from 'node:crypto';
import type { AutomationExecution, AutomationExecutionStatus } from '@aws-sdk/client-ssm';
import { NotSimulatedError } from '../../aws/errors';
import { runbookRunsLink } from '../../incident/message/console-links';
import { ProblemsError, type Problem } from '../../problems/problem';
import { SECOND_MS } from '../../time/time';
import type { AccountClient } from './account-client';
import { accountProblem } from './account-problem';

/**
 * Between two looks at a run. All who ask in a region share three calls a second:
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html
 */
const POLL_MS = 2 * SECOND_MS;

/** Looks that fail one after another before nobody can tell how a run ends. Our choice. */
const MAX_FAILED_LOOKS = 5;

/** Statuses that another follows. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html */
const GOING_ON: ReadonlySet<AutomationExecutionStatus | undefined> = new Set([
  'Pending',
  'InProgress',
  'Waiting',
  'Cancelling',
  'Scheduled',
  'RunbookInProgress',
  'PendingApproval',
  'Approved',
  'PendingChangeCalendarOverride',
  'ChangeCalendarOverrideApproved',
]);

/** What is started. */
export interface RunbookStart {
  readonly region: string;
  readonly documentName: string;
  /** As the API takes them: every value is a list of texts. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

/**
 * Starts a document, once, however often the SDK sends the call.
 *
 * @returns the id of the run
 * @throws ProblemsError AWS001 to AWS004, which says so when nobody can tell whether it was started
 */
export async function startRun(account: AccountClient, start: RunbookStart): Promise<string> {
  const { StartAutomationExecutionCommand } = await import('@aws-sdk/client-ssm');
  const automation = await account.automation(start.region);
  const parameters = Object.fromEntries(Object.entries(start.parameters).map(([name, values]) => [name, [...values]]));
  try {
    const { AutomationExecutionId: id } = await automation.send(
      new StartAutomationExecutionCommand({ DocumentName: start.documentName, Parameters: parameters, ClientToken: randomUUID() }),
    );
    if (id === undefined) throw new Error('an answer without the id of a run');
    return id;
  } catch (error) {
    if (error instanceof NotSimulatedError) throw error;
    throw new ProblemsError([startProblem(start, error)]);
  }
}

function startProblem({ region, documentName }: RunbookStart, error: unknown): Problem {
  const problem = accountProblem('ssm:StartAutomationExecution', region, error);
  if (error instanceof Error && error.name.startsWith('AutomationDefinitionNotFound')) {
    return {
      ...problem,
      what: `the account has no document ${documentName}`,
      allowed: 'an account in which the environment is deployed with its runbooks',
      change: 'look at AWS_PROFILE: it may be another account; otherwise deploy the environment',
    };
  }
  const isServerFault = error instanceof Error && '$fault' in error && error.$fault === 'server';
  if (problem.code !== 'AWS003' && !isServerFault) return problem;
  return {
    ...problem,
    what: `${problem.what}, so it could not tell whether ${documentName} was started`,
    change: `look at ${runbookRunsLink(region)} before you start it again; ${problem.change}`,
  };
}

/**
 * Looks at a run until it ends. A look that fails is repeated, unless the account refuses it.
 *
 * @param onLook called with each look
 * @returns the run as it ended, or why nobody can tell how it ends
 */
export async function followRun(
  account: AccountClient,
  { region, id }: { readonly region: string; readonly id: string },
  onLook: (run: AutomationExecution) => void,
): Promise<AutomationExecution | { readonly couldNotTell: Problem }> {
  for (let failed = 0; ;) {
    await account.wait(POLL_MS);
    const look = await lookAt(account, region, id);
    if ('problem' in look) {
      failed += 1;
      const isRefused = look.problem.code === 'AWS001' || look.problem.code === 'AWS002';
      if (isRefused || failed === MAX_FAILED_LOOKS) return { couldNotTell: look.problem };
      continue;
    }
    failed = 0;
    onLook(look.run);
    if (!GOING_ON.has(look.run.AutomationExecutionStatus)) return look.run;
  }
}

async function lookAt(account: AccountClient, region: string, id: string): Promise<{ readonly run: AutomationExecution } | { readonly problem: Problem }> {
  const { GetAutomationExecutionCommand } = await import('@aws-sdk/client-ssm');
  const automation = await account.automation(region);
  try {
    const { AutomationExecution: run } = await automation.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
    if (run === undefined) throw new Error('an answer without a run');
    return { run };
  } catch (error) {
    if (error instanceof NotSimulatedError) throw error;
    return { problem: accountProblem('ssm:GetAutomationExecution', region, error) };
  }
}
