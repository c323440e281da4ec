import { accountRoot } from '../../aws/iam/principal';
import { overrideParameterName } from '../../incident/lifecycle/engine-policy';
import { runbookDocumentName } from '../../incident/message/console-links';
import { formatOverride, OVERRIDE_OFF } from '../../incident/use-cases/automation-override';
import type { PersonAction } from '../../scenario/scenario';
import { MINUTE_MS } from '../../time/time';
import type { CommandContext } from './person-command';

/** Minutes an override of a scenario lasts when it does not say so. */
const OVERRIDE_MINUTES = 60;

/** What came of it. */
interface Answered {
  readonly accepted: boolean;
  readonly text: string;
}

/** Takes over from what runs by itself, or lets it run again, as `day2 automation override` does. */
export function overrideAutomation(person: string, { do: verb, text = '' }: PersonAction, { account, plan, now }: CommandContext): Answered {
  const until = now + OVERRIDE_MINUTES * MINUTE_MS;
  const Value = verb === 'override-on' ? formatOverride({ by: person, reason: text, since: now, until }) : OVERRIDE_OFF;
  const input = { Name: overrideParameterName(plan.policy), Value, Type: 'String', Overwrite: true };
  account.call(accountRoot(account.accountId), 'ssm', 'PutParameter', input, plan.policy.region);
  return { accepted: true, text: verb === 'override-on' ? `overridden by ${person}: ${text}` : 'automatic runs may start again' };
}

/** Starts a runbook from the console: a dry run, unless it is said to be a live one. */
export function startRunbook(
  { runbook = '', parameters = {}, live = false }: PersonAction,
  incidentId: string | undefined,
  { account, plan }: Pick<CommandContext, 'account' | 'plan'>,
): Answered {
  const given = { DryRun: String(!live), ...(incidentId !== undefined && { IncidentId: incidentId }), ...parameters };
  const Parameters = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]]));
  const DocumentName = runbookDocumentName(plan.policy, runbook);
  account.call(accountRoot(account.accountId), 'ssm', 'StartAutomationExecution', { DocumentName, Parameters }, plan.policy.region);
  return { accepted: true, text: `${live ? 'a live run' : 'a dry run'} of ${runbook} is started` };
}
