import { requestStoreIn } from '../../lib/handlers/incident-engine/incident-store-in';
import { takeRequest } from '../../lib/handlers/request-intake/take-request';
import { MAX_SMS_SEPTETS, MAX_SUBJECT_LENGTH } from '../../lib/incident/message/message';
import { readHttpsRequest } from '../../lib/incident/requests/read-https-request';
import { readMailRequest } from '../../lib/incident/requests/read-mail-request';
import { openRequest, reduceRequest } from '../../lib/incident/requests/reduce-request';
import type { RequestEvent } from '../../lib/incident/requests/request-event';
import { requestMessage } from '../../lib/incident/requests/request-message';
import type { RequestPolicy } from '../../lib/incident/requests/request-policy';
import type { ReceivedRequest, SupportRequest } from '../../lib/incident/requests/support-request';
import { runRequestCommand } from '../../lib/incident/use-cases/change-request';
import { processRequests } from '../../lib/incident/use-cases/process-requests';
import { receiveRequest } from '../../lib/incident/use-cases/receive-request';
import { takesRequests, type RequestEngine } from '../../lib/incident/use-cases/request-engine';
import { MINUTE_MS, type Instant } from '../../lib/time/time';
import { EngineAccount } from '../helpers/engine-account';
import { at } from '../helpers/rosters';
import { START } from '../helpers/simulated-account';
import { tableInMemory } from '../helpers/table-in-memory';

/** Sixteen hours of five days, as the support playbook has them. 2026-03-06 is a Friday; Berlin is an hour ahead of UTC. */
const POLICY: RequestPolicy = {
  owner: 'primary-operator',
  lead: 'operations-lead',
  hours: { timeZone: 'Europe/Berlin', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], open: '06:00', close: '22:00', holidays: [] },
  acknowledgeMinutes: 15,
  triageMinutes: 30,
  blockingSeverity: 'S1',
};
const ASKED: ReceivedRequest = { key: 'https 1', via: 'https', from: 'arn:aws:iam::111122223333:role/helpdesk', title: 'No invoice', blocking: false };

const opened = (from: Instant, changes: Partial<ReceivedRequest> = {}) => ({ ...openRequest({ ...ASKED, ...changes }, 7, POLICY, { now: from }), outbox: [] });

/** What of a request went out at instants, each with a tick. */
function reasonsAt(request: SupportRequest, ...instants: readonly string[]) {
  let current = request;
  return instants.map((instant) => {
    current = { ...reduceRequest(current, { kind: 'time' }, POLICY, { now: at(instant) }).request };
    const reasons = current.outbox.flatMap(({ effect }) => (effect.kind === 'notify' ? [effect.reason] : []));
    current = { ...current, outbox: [] };
    return reasons;
  });
}

function after(request: SupportRequest, now: string, event: RequestEvent): SupportRequest {
  return { ...reduceRequest(request, event, POLICY, { now: at(now) }).request, outbox: [] };
}

describe('the clocks of a request (004-02, 004-10)', () => {
  test('run for 15 and for 30 minutes of the channel, to the second, once each', () => {
    expect(
      reasonsAt(opened(at('2026-03-06T10:00Z')), '2026-03-06T10:14:59Z', '2026-03-06T10:15Z', '2026-03-06T10:29:59Z', '2026-03-06T10:30Z', '2026-03-06T18:00Z'),
    ).toEqual([[], ['request not acknowledged'], [], ['request not triaged'], []]);
  });

  test('stand still while the channel is closed: what comes on Friday night is due on Monday', () => {
    const [friday, monday] = [
      opened(at('2026-03-06T22:00Z')),
      ['2026-03-07T10:00Z', '2026-03-09T05:14:59Z', '2026-03-09T05:15Z', '2026-03-09T05:30Z'],
    ] as const;
    expect(reasonsAt(friday, ...monday)).toEqual([[], [], ['request not acknowledged'], ['request not triaged']]);
    expect(reasonsAt(opened(at('2026-03-06T20:55Z')), '2026-03-09T05:09:59Z', '2026-03-09T05:10Z')).toEqual([[], ['request not acknowledged']]);
  });

  test('a tick that comes late says both at once', () => {
    expect(reasonsAt(opened(at('2026-03-06T10:00Z')), '2026-03-06T12:00Z')).toEqual([['request not acknowledged', 'request not triaged']]);
  });

  test('an acknowledgement stops the first, a severity both: who sets it has looked', () => {
    const taken = after(opened(at('2026-03-06T10:00Z')), '2026-03-06T10:10Z', { kind: 'acknowledge', by: 'ana' });
    expect(reasonsAt(taken, '2026-03-06T10:20Z', '2026-03-06T10:30Z')).toEqual([[], ['request not triaged']]);
    const triaged = after(opened(at('2026-03-06T10:00Z')), '2026-03-06T10:10Z', { kind: 'set severity', by: 'ana', severity: 'S3' });
    expect([triaged.acknowledged, reasonsAt(triaged, '2026-03-09T10:00Z')]).toEqual([{ by: 'ana', at: at('2026-03-06T10:10Z') }, [[]]]);
  });

  test('S2 is answered within four hours of its receipt, in channel hours: the profile support (004-13)', () => {
    const triaged = after(opened(at('2026-03-06T10:00Z')), '2026-03-06T10:20Z', { kind: 'set severity', by: 'ana', severity: 'S2' });
    expect(reasonsAt(triaged, '2026-03-06T13:59:59Z', '2026-03-06T14:00Z')).toEqual([[], ['request not answered']]);
    const overnight = after(opened(at('2026-03-06T20:00Z')), '2026-03-06T20:20Z', { kind: 'set severity', by: 'ana', severity: 'S2' });
    expect(reasonsAt(overnight, '2026-03-09T07:59:59Z', '2026-03-09T08:00Z')).toEqual([[], ['request not answered']]);
    const answered = after(triaged, '2026-03-06T13:00Z', { kind: 'answer', by: 'ana', text: 'sent again' });
    expect([answered.state, reasonsAt(answered, '2026-03-06T15:00Z')]).toEqual(['answered', [[]]]);
    const lower = after(triaged, '2026-03-06T11:00Z', { kind: 'set severity', by: 'ana', severity: 'S3' });
    expect(reasonsAt(lower, '2026-03-06T15:00Z')).toEqual([[]]);
  });

  test('S0 and S1 make an incident of it, and its clocks stop', () => {
    const { request, answer } = reduceRequest(opened(at('2026-03-06T10:00Z')), { kind: 'set severity', by: 'ana', severity: 'S1' }, POLICY, {
      now: at('2026-03-06T10:01Z'),
    });
    expect([request.state, request.outbox.map(({ effect }) => effect.kind), answer]).toEqual([
      'escalated',
      ['declare', 'notify', 'ops item'],
      { accepted: true, text: 'requests-7 is S1 and becomes an incident' },
    ]);
    expect(reasonsAt({ ...request, outbox: [] }, '2026-03-06T12:00Z')).toEqual([[]]);
    expect(reduceRequest(request, { kind: 'acknowledge', by: 'ana' }, POLICY, { now: START }).answer).toEqual({
      accepted: false,
      text: 'requests-7 is escalated',
    });
  });
});

describe('a request over HTTPS (004-03)', () => {
  const event = (body: unknown, changes: object = {}) => ({
    requestContext: { requestId: 'r-1', authorizer: { iam: { userArn: ASKED.from } } },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...changes,
  });
  const read = (body: unknown, changes?: object) => readHttpsRequest(event(body, changes), ['portal', 'ingest']);

  test('is read with who posted it, as IAM knows them', () => {
    expect(read({ title: 'No invoice' })).toEqual({ request: { ...ASKED, key: 'https r-1' } });
    const whole = { id: 'case 4711', title: 'Down', text: 'since noon\nfor all', service: 'portal', blocking: true };
    const expected = { request: { ...ASKED, key: 'https case 4711', title: 'Down', text: 'since noon\nfor all', service: 'portal', blocking: true } };
    expect(read(whole)).toEqual(expected);
    expect(read(Buffer.from(JSON.stringify(whole)).toString('base64'), { isBase64Encoded: true })).toEqual(expected);
  });

  test('everything that is wrong with it is said at once', () => {
    expect(read({ titel: 'No invoice', title: 'a\nb', text: '', service: 'shop', blocking: 'yes', id: '' })).toEqual({
      problems: [
        'titel is unknown: allowed are id, title, text, service, blocking',
        'title is missing or not one line of text: allowed are 1 to 300 characters',
        'text is no text of 1 to 20000 characters',
        'id is not one line of 1 to 100 characters',
        'there is no service shop: allowed are portal, ingest',
        'blocking is neither true nor false',
      ],
    });
    for (const body of ['', '{', '[]', 'null', '"text"']) expect(read(body)).toEqual({ problems: [expect.stringContaining('the body is no JSON object')] });
    expect(read({ title: 'x' }, { requestContext: { requestId: 'r-1' } })).toEqual({ problems: ['the request was not authenticated by IAM'] });
  });

  test('is answered with its id, or with what is wrong; nothing of the wrong one is kept', async () => {
    const table = tableInMemory();
    const store = requestStoreIn(table.port, 'edi-prod-requests', 'test');
    const intake = { policy: { application: 'edi', environment: 'prod', requests: POLICY, services: ['portal'] }, store, now: at('2026-03-06T10:00Z') };
    expect(await takeRequest(intake, event({ titel: 'x' }))).toMatchObject({ statusCode: 400 });
    expect(await store.latest(9)).toEqual([]);
    const { statusCode, body } = await takeRequest(intake, event({ title: 'No invoice' }));
    expect([statusCode, JSON.parse(body)]).toEqual([202, { request: 'requests-1', state: 'received', acknowledgeBy: '2026-03-06T10:15:00.000Z' }]);
  });
});

describe('a request by mail (004-03)', () => {
  const event = (mail: object, receipt: object = {}) => ({ Records: [{ eventSource: 'aws:ses', ses: { mail: { messageId: 'm-1', ...mail }, receipt } }] });

  test('has sender and subject, whatever they are, and never blocks', () => {
    expect(readMailRequest(event({ commonHeaders: { from: ['Ana <ana@example.com>'], subject: 'No\r\n invoice' } }))).toEqual({
      request: { key: 'mail m-1', via: 'mail', from: 'Ana <ana@example.com>', title: 'No invoice', blocking: false },
    });
    expect(readMailRequest(event({ source: 'bounce@example.com' }))).toMatchObject({
      request: { from: 'bounce@example.com', title: 'a mail without a subject' },
    });
    const long = readMailRequest(event({ commonHeaders: { from: ['x'.repeat(9_000)], subject: 'y'.repeat(9_000) } }));
    expect('request' in long && [long.request.from.length, long.request.title.length]).toEqual([320, 300]);
  });

  test('spam and viruses are none, and what is no mail is an error', () => {
    expect(readMailRequest(event({}, { spamVerdict: { status: 'FAIL' } }))).toEqual({ ignored: 'm-1: its spamVerdict is FAIL' });
    expect(readMailRequest(event({}, { virusVerdict: { status: 'FAIL' } }))).toEqual({ ignored: 'm-1: its virusVerdict is FAIL' });
    expect(readMailRequest(event({}, { spamVerdict: { status: 'GRAY' } }))).toMatchObject({ request: { key: 'mail m-1' } });
    expect(() => readMailRequest({ Records: [{ eventSource: 'aws:ses', ses: {} }] })).toThrow('the mail has no messageId');
  });
});

describe('the record', () => {
  test('what is delivered twice is one request, and two that come at the same time are two', async () => {
    const table = tableInMemory();
    const store = requestStoreIn(table.port, 'edi-prod-requests', 'test');
    const receive = (key: string) => receiveRequest(store, POLICY, { ...ASKED, key }, { now: START });
    expect([(await receive('a')).id, (await receive('a')).id]).toEqual(['requests-1', 'requests-1']);
    table.beforeWrite = async () => {
      delete table.beforeWrite;
      await receive('b');
    };
    expect((await receive('c')).id).toBe('requests-3');
    expect((await store.latest(9)).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  });

  test('people whom nobody knows change nothing, nor does a name that is none', async () => {
    const store = requestStoreIn(tableInMemory().port, 'edi-prod-requests', 'test');
    await receiveRequest(store, POLICY, ASKED, { now: START });
    const { engine } = new EngineAccount();
    const run = async (id: string, by: string) =>
      (await runRequestCommand(store, { roster: engine.policy.roster, policy: POLICY }, id, { kind: 'acknowledge', by }, { now: START })).answer.text;
    expect([
      await run('requests-1', 'zora'),
      await run('portal-1', 'ana'),
      await run('requests-2', 'ana'),
      await run('requests-1', 'ana'),
      await run('requests-1', 'ben'),
    ]).toEqual([
      'nobody on the roster is called zora',
      'portal-1 is no request: allowed is a name such as requests-7',
      'there is no request requests-2',
      'ana has requests-1',
      'ana has requests-1 already',
    ]);
  });
});

describe('the tick', () => {
  async function engineWith(received: Partial<ReceivedRequest> = {}) {
    const world = new EngineAccount({}, { requests: POLICY });
    const requests = requestStoreIn(tableInMemory().port, 'edi-prod-requests', 'test');
    const engine = { ...world.engine, requests } as RequestEngine;
    expect(takesRequests(engine)).toBe(true);
    world.account.run(START + MINUTE_MS);
    await receiveRequest(requests, POLICY, { ...ASKED, ...received }, { now: world.account.now });
    return { world, engine, requests };
  }

  test('notifies whoever answers requests, and keeps an OpsItem; what fails is tried again, and done once (F15)', async () => {
    const { world, engine, requests } = await engineWith();
    world.account.failCalls({ service: 'sns', operation: 'Publish', from: 0, until: START + 90 * 1_000, errorName: 'InternalError' });
    await processRequests(engine);
    const pending = async () => (await requests.get(1))!.outbox.map(({ effect }) => effect.key);
    expect([await pending(), (await requests.get(1))!.opsItemId]).toEqual([['request received'], expect.any(String)]);
    world.account.run(START + 2 * MINUTE_MS);
    await processRequests(engine);
    expect(await pending()).toEqual([]);
    const published = () => world.account.log.filter((entry) => entry.kind === 'call' && entry.operation === 'Publish' && entry.outcome === 'succeeded').length;
    expect(published()).toBe(1);
    await processRequests(engine);
    expect(published()).toBe(1);
  });

  test('a blocking one opens the incident of its service, or stands in the one there is', async () => {
    const { engine, requests } = await engineWith({ blocking: true, service: 'portal' });
    await processRequests(engine);
    const [incident] = await engine.store.active();
    expect([(await requests.get(1))!.incidentId, incident?.id, incident?.severity]).toEqual(['portal-1', 'portal-1', 'S1']);
    await receiveRequest(requests, POLICY, { ...ASKED, key: 'again', blocking: true, service: 'portal' }, { now: engine.now() });
    await processRequests(engine);
    expect([(await requests.get(2))!.incidentId, (await engine.store.active()).length]).toEqual(['portal-1', 1]);
  });
});

test('a message fits every way of delivery, whatever somebody writes', () => {
  const request = opened(START, { title: '<!channel> '.repeat(30), text: 'ü'.repeat(20_000), from: 'x'.repeat(600) });
  const { subject, sms, https } = requestMessage({
    application: 'edi',
    environment: 'prod',
    region: 'eu-central-1',
    request,
    reason: 'request received',
    roles: ['a'],
  });
  expect(subject.length).toBeLessThanOrEqual(MAX_SUBJECT_LENGTH);
  expect(sms.length).toBeLessThanOrEqual(MAX_SMS_SEPTETS);
  // What a chat shows; the texts for programs stay as they are.
  expect(JSON.stringify(JSON.parse(https).content)).not.toContain('<!channel>');
});
