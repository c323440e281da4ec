import type { IntakePolicy } from '../../incident/requests/intake-policy';
import { readHttpsRequest } from '../../incident/requests/read-https-request';
import { readMailRequest } from '../../incident/requests/read-mail-request';
import { receiveRequest } from '../../incident/use-cases/receive-request';
import type { RequestStore } from '../../incident/use-cases/request-store';
import type { Instant } from '../../time/time';

/** What a run of the intake works with. */
export interface Intake {
  readonly policy: IntakePolicy;
  readonly store: RequestStore;
  readonly now: Instant;
}

/** What the caller of a function URL is answered. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Takes what was posted to the function URL in: records it, and answers with the id of the request, or with everything that is wrong with it.
 *
 * @throws Error when it could not be recorded: the caller is answered with an error, and sends it again
 */
export async function takeRequest({ policy, store, now }: Intake, event: unknown): Promise<HttpAnswer> {
  const read = readHttpsRequest(event, policy.services);
  if ('problems' in read) return answer(400, { problems: read.problems });
  const { id, state, dueAt } = await receiveRequest(store, policy.requests, read.request, { now });
  return answer(202, { request: id, state, acknowledgeBy: new Date(dueAt.acknowledge!).toISOString() });
}

/**
 * Takes a mail in: records it.
 *
 * @returns what was done, for the log
 * @throws Error when it could not be recorded: Lambda starts the same event again
 */
export async function takeMail({ policy, store, now }: Intake, event: unknown): Promise<string> {
  const read = readMailRequest(event);
  if ('ignored' in read) return read.ignored;
  return (await receiveRequest(store, policy.requests, read.request, { now })).id;
}

function answer(statusCode: number, body: object): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
