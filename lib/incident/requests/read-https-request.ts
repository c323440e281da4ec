import { isMap, propertyOf, textOf } from '../../problems/untyped';
import type { ReceivedRequest } from './support-request';

/** A request that was posted, or everything that keeps it from being one. */
export type ReadRequest = { readonly request: ReceivedRequest } | { readonly problems: readonly string[] };

/** Longest texts that are taken over HTTPS, characters: a title is one line, the text what a record has room for. */
const LONGEST = { title: 300, text: 20_000, id: 100 } as const;

const MEMBERS = ['id', 'title', 'text', 'service', 'blocking'];

/**
 * Reads what was posted to a function URL, whose callers IAM has authenticated: a JSON object with `title`, and if there are any `text`,
 * `service`, `blocking`, and `id`, by which a repetition is known.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 *
 * @param event in payload format 2.0
 * @param services those a request may be about
 */
export function readHttpsRequest(event: unknown, services: readonly string[]): ReadRequest {
  const context = propertyOf(event, 'requestContext');
  const from = textOf(propertyOf(propertyOf(context, 'authorizer'), 'iam'), 'userArn');
  const key = textOf(context, 'requestId');
  const body = jsonBody(event);
  if (from === undefined || key === undefined) return { problems: ['the request was not authenticated by IAM'] };
  if (!isMap(body)) return { problems: ['the body is no JSON object: allowed is one such as {"title": "the portal shows no documents"}'] };
  const { id, title, text, service, blocking = false } = body;
  const problems = [
    ...Object.keys(body).flatMap((name) => (MEMBERS.includes(name) ? [] : [`${name} is unknown: allowed are ${MEMBERS.join(', ')}`])),
    ...(isLine(title, LONGEST.title) ? [] : [`title is missing or not one line of text: allowed are 1 to ${LONGEST.title} characters`]),
    ...(text === undefined || isText(text, LONGEST.text) ? [] : [`text is no text of 1 to ${LONGEST.text} characters`]),
    ...(id === undefined || isLine(id, LONGEST.id) ? [] : [`id is not one line of 1 to ${LONGEST.id} characters`]),
    ...(service === undefined || services.some((each) => each === service)
      ? []
      : [`there is no service ${String(service)}: allowed are ${services.join(', ')}`]),
    ...(typeof blocking === 'boolean' ? [] : ['blocking is neither true nor false']),
  ];
  if (problems.length > 0) return { problems };
  const request: ReceivedRequest = {
    key: `https ${(id as string | undefined) ?? key}`,
    via: 'https',
    from,
    title: title as string,
    ...(text !== undefined && { text: text as string }),
    ...(service !== undefined && { service: service as string }),
    blocking: blocking === true,
  };
  return { request };
}

function jsonBody(event: unknown): unknown {
  const body = textOf(event, 'body') ?? '';
  const text = propertyOf(event, 'isBase64Encoded') === true ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

function isLine(value: unknown, longest: number): value is string {
  return isText(value, longest) && !/\p{Cc}/u.test(value);
}
