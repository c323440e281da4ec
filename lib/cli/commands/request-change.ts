import type { RequestCommand } from '../../incident/requests/request-event';
import { runRequestCommand } from '../../incident/use-cases/change-request';
import type { AccountClient } from '../account/account-client';
import { requireResponder } from '../account/responder';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import type { IncidentOptions } from './incident-access';
import { requestStoreOf, requireRequests } from './request-access';
import { requestStatus } from './request-list';

/** Options of every command that changes a request. */
export interface RequestChangeOptions extends IncidentOptions {
  /** Person of the roster. Default: the environment variable DAY2_RESPONDER. */
  readonly by?: string;
}

/**
 * Does to a request what a person asks for: the record is written here, and what follows from it is done by the next tick of the engine.
 *
 * @throws ProblemsError when the account cannot be asked
 */
export async function requestChange(
  id: string,
  options: RequestChangeOptions,
  commandOf: (by: string) => RequestCommand,
  terminal: Terminal,
  account: AccountClient,
): Promise<number> {
  const environment = requireRequests(options, terminal);
  if (typeof environment === 'number') return environment;
  const { policy, requests } = environment.plan.incidents;
  const by = requireResponder(options.by, policy.roster, terminal);
  if (typeof by === 'number') return by;
  const store = await requestStoreOf(account, environment);
  const settings = { roster: policy.roster, policy: requests.policy.requests };
  const { answer, request } = await runRequestCommand(store, settings, id, commandOf(by), { now: terminal.now() });
  const { accepted, text } = answer;
  const times = localTimesOf(environment.plan);
  if (options.json === true) terminal.print(toJson({ accepted, text, ...(request !== undefined && { status: requestStatus(request) }) }));
  else if (accepted) terminal.print(times.answer(request?.state === 'escalated' ? `${text}\nthe engine pages whoever is on call within a minute` : text));
  else terminal.printError(times.answer(text));
  return accepted ? EXIT.fine : EXIT.findings;
}
