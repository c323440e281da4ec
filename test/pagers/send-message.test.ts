import fc from 'fast-check';
import { messagesIn } from '../../lib/handlers/pager-sender/read-event';
import { checkDestination } from '../../lib/pagers/check-destination';
import type { PagerRequest } from '../../lib/pagers/pager';
import type { PagerAction, PagerEvent } from '../../lib/pagers/pager-event';
import { findPager, PAGERS, renderPagerEvent } from '../../lib/pagers/pagers';
import { readPagerEvent } from '../../lib/pagers/read-event';
import { retryAfterMs } from '../../lib/pagers/retry-after';
import { NotSentError, sendMessage, type PagerAnswer, type SenderLine } from '../../lib/pagers/send-message';

/** What the sender makes of a message and of what a pager answers (12.4). */

const NAMES = { key: '/shop/prod/pagers/pagerduty/key', url: '/shop/prod/pagers/pagerduty/url' };
const KEY = '111122223333:eu-west-1:shop-prod-checkout-availability-s1';
const alarm = (state: string, more: object = {}) =>
  JSON.stringify({
    AlarmName: 'shop-prod-checkout-availability-s1',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-prod-checkout-availability-s1',
    NewStateValue: state,
    NewStateReason: 'it is on',
    StateChangeTime: '2026-11-30T19:10:24.000+0000',
    ...more,
  });
const SECRET = 'R015ECRE7R015ECRE7R015ECRE7R015E';

/** Sends to a pager that gives these answers, one a post; an Error is thrown. */
async function send(
  answers: readonly (PagerAnswer | Error)[],
  { pager = 'pagerduty', text = alarm('ALARM'), stored = { key: SECRET } as { key?: string; url?: string } } = {},
) {
  const requests: PagerRequest[] = [];
  const lines: (SenderLine & { readonly level: string })[] = [];
  const waits: number[] = [];
  const policy = { pager, keyParameter: NAMES.key, urlParameter: NAMES.url };
  const error = await sendMessage(
    policy,
    { topicName: 'shop-prod-s1', text },
    {
      stored: () => Promise.resolve(stored),
      post: (request) => {
        requests.push(request);
        const answer = answers[requests.length - 1] ?? new Error('asked too often');
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      now: () => Date.UTC(2026, 10, 30, 19, 10, 30),
      wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
      log: (level, line) => void lines.push({ level, ...line }),
    },
  ).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  return { requests, lines, waits, error };
}

test.each([
  ['a composite alarm, which has no Trigger', {}],
  ['an alarm over metric math, whose Trigger has no Dimensions', { Trigger: { Metrics: [{ Id: 'e1', Expression: 'm1/m2' }], Threshold: 1 } }],
])('%s is posted once with its key, and its end with the same one', async (_, more) => {
  const began = await send([{ status: 202 }], { text: alarm('ALARM', more) });
  const over = await send([{ status: 202 }], { text: alarm('OK', more) });
  expect([began, over].map(({ requests }) => requests.map(({ body }) => [body.event_action, body.dedup_key, body.routing_key]))).toEqual([
    [['trigger', KEY, SECRET]],
    [['resolve', KEY, SECRET]],
  ]);
  expect([began.error, over.error]).toEqual([undefined, undefined]);
  // The table of docs/how-to/keep-your-pager.md: every pager that can be subscribed reads it when it is posted by us.
  const everybody = await Promise.all(
    PAGERS.filter(({ intake }) => intake !== undefined).map(async ({ id, read }) => {
      const { requests } = await send([{ status: 202 }], { pager: id, text: alarm('ALARM', more), stored: { key: SECRET, url: 'https://pager.example/in' } });
      return read?.(requests[0]!);
    }),
  );
  expect(everybody).toEqual(everybody.map(() => ({ action: 'trigger', key: KEY })));
  expect(began.lines).toEqual([{ level: 'info', code: 'sent', pager: 'pagerduty', action: 'trigger', key: KEY, attempts: 1, status: 202 }]);
});

test('what passes is tried three times within a run, and waits as long as the pager asks', async () => {
  const healed = await send([{ status: 500 }, { status: 429, retryAfter: '7' }, { status: 202 }]);
  expect([healed.waits, healed.error, healed.requests.length]).toEqual([[1_000, 7_000], undefined, 3]);
  const broken = await send([{ status: 503 }, new TypeError('fetch failed'), { status: 500 }]);
  expect([broken.waits, broken.requests.length, broken.error]).toEqual([[1_000, 3_000], 3, expect.any(NotSentError)]);
  expect(broken.lines).toEqual([expect.objectContaining({ level: 'error', code: 'not sent', attempts: 3, status: 500, why: 'PagerDuty answered 500' })]);
  // Longer than a run waits: the next run is a minute away.
  const busy = await send([{ status: 429, retryAfter: '60' }]);
  expect([busy.waits, busy.requests.length, busy.error?.message]).toEqual([[], 1, `not sent: trigger ${KEY}: PagerDuty answered 429`]);
});

test.each([400, 401, 403, 404, 413, 422, 301, 302, 307, 308])('%i is not tried again in the run, is said in the log, and is thrown', async (status) => {
  const { requests, lines, error } = await send([{ status }]);
  expect([requests.length, error]).toEqual([1, expect.any(NotSentError)]);
  expect(lines).toEqual([expect.objectContaining({ level: 'error', code: 'refused', key: KEY, status, why: expect.stringContaining(`${status}`) as string })]);
});

test('what no pager has to hear of is passed over, and the log says so', async () => {
  const noData = await send([], { text: alarm('INSUFFICIENT_DATA') });
  const chat = await send([], { text: '{"version":"1.0","source":"custom"}' });
  for (const { requests, error, lines } of [noData, chat]) {
    expect([requests, error, lines.map(({ code }) => code)]).toEqual([[], undefined, ['passed over']]);
  }
});

test.each<[what: string, pager: string, stored: { key?: string; url?: string }, why: string]>([
  ['no key', 'pagerduty', {}, `PagerDuty needs what ${NAMES.key} should hold`],
  ['no address', 'grafana-oncall', { key: SECRET }, `Grafana OnCall needs what ${NAMES.url} should hold`],
  ['an address that is not encrypted', 'webhook', { url: `http://pager.example/${SECRET}` }, 'no address that begins with https://'],
  ['an address with a password', 'webhook', { url: `https://me:${SECRET}@pager.example/` }, 'no address that begins with https://'],
  ['no address at all', 'webhook', { url: `pager.example/${SECRET}` }, 'no address that begins with https://'],
  ['a key over two lines', 'opsgenie', { key: `${SECRET}\r\nx-other: 1` }, 'characters that no key has'],
])('with %s nothing is posted', async (_, pager, stored, why) => {
  const { requests, error, lines } = await send([], { pager, stored });
  expect(requests).toEqual([]);
  expect(error?.message).toContain(why);
  expect(JSON.stringify([lines, error?.message])).not.toContain(SECRET);
});

test('a value that was stored with the end of a line is taken without it', () => {
  expect(checkDestination(findPager('opsgenie')!, { key: `${SECRET}\n`, url: ' ' }, NAMES)).toEqual({ destination: { key: SECRET } });
});

test('no secret stands in an error or a log, whatever a client throws (it names headers and addresses)', async () => {
  const url = `https://pager.example/${SECRET}`;
  const thrown = [
    new TypeError(`Headers.append: "GenieKey ${SECRET}" is an invalid header value.`),
    Object.assign(new TypeError(`Failed to parse URL from ${url}`), { cause: { code: 'ERR_INVALID_URL', input: url } }),
    Object.assign(new Error(url), { name: url }),
  ];
  for (const { id } of PAGERS) {
    const { error, lines } = await send(thrown, { pager: id, stored: { key: SECRET, url } });
    expect(error?.message).toMatch(/did not answer \((?:TypeError|ERR_INVALID_URL|Error)\)/);
    expect([id, error?.message, error?.stack, JSON.stringify(lines)].join()).not.toContain(SECRET);
  }
});

test('every pager reads of its request what the event asked for, at the address that was stored and no other', () => {
  const anEvent = fc
    .tuple(fc.constantFrom<PagerAction>('trigger', 'acknowledge', 'resolve'), fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }))
    .map(([action, key]): PagerEvent => ({ ...readPagerEvent({ topicName: 'shop-prod-s1', text: alarm('ALARM') })!, action, key }));
  fc.assert(
    fc.property(anEvent, (event) => {
      for (const pager of PAGERS) {
        const request = renderPagerEvent(pager.id, event, { key: SECRET, url: 'https://pager.example/in' });
        if (request === undefined || pager.read === undefined) continue;
        expect(new URL(request.url).host).toBe('pager.example');
        expect([pager.id, pager.read(request)]).toEqual([pager.id, { action: event.action, key: event.key.replace(/\p{Cs}/gu, '?') }]);
      }
    }),
    { numRuns: 20 },
  );
  expect(PAGERS.filter(({ intake, read }) => (intake === undefined) !== (read === undefined))).toEqual([]);
});

test('a dead letter can be handed over again, be it the event of the function or what SNS kept of a message', () => {
  const Sns = { Type: 'Notification', TopicArn: 'arn:aws:sns:eu-west-1:111122223333:shop-prod-s1', Message: 'm' };
  for (const letter of [{ Records: [{ Sns }] }, Sns]) expect(messagesIn(letter)).toEqual([{ topicName: 'shop-prod-s1', text: 'm' }]);
});

test('an event that is no message of SNS is refused: nobody else starts the function', () => {
  const record = { Sns: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:shop-prod-s1', Message: 'm' } };
  expect(messagesIn({ Records: [record] })).toEqual([{ topicName: 'shop-prod-s1', text: 'm' }]);
  for (const event of [
    undefined,
    null,
    {},
    { Type: 'Notification' },
    { Records: [] },
    { Records: [null] },
    { Records: [record, { Sns: { TopicArn: 'x' } }] },
  ]) {
    expect(() => messagesIn(event)).toThrow(TypeError);
  }
});

test('Retry-After is seconds or a date (RFC 9110); anything else says nothing', () => {
  const now = Date.UTC(2026, 10, 30, 19, 10, 30);
  const read = (header: string | undefined) => retryAfterMs(header, now);
  expect(['120', ' 3 ', 'Mon, 30 Nov 2026 19:10:35 GMT', 'Mon, 30 Nov 2026 19:10:00 GMT'].map(read)).toEqual([120_000, 3_000, 5_000, 0]);
  expect([undefined, '', '-1', '1.5', 'soon', '2026-11-30T19:10:35Z'].map(read)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});
