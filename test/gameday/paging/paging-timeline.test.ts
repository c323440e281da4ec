import { PagingTimeline } from '../../../lib/gameday/paging/paging-timeline';
import { hearersOf, notifiedBy } from '../../../lib/gameday/paging/publications';
import type { EngineLogCode } from '../../../lib/incident/use-cases/engine-log';
import type { LogEntry } from '../../../lib/simulator/core/log';
import { calls, checkoutIncident, minute, pages, PAGING_PLAN, publishes, storyOf, writes } from '../../helpers/paging-history';
import { REGION, ACCOUNT_ID } from '../../helpers/simulated-account';

const tell = (log: readonly LogEntry[]): readonly string[] => storyOf(log).lines;
const FALLBACK = 'shop-prod-fallback';
const byAlarm = (name: string) => ({
  principal: { service: 'cloudwatch.amazonaws.com', sourceArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:${name}`, sourceAccount: ACCOUNT_ID },
});

describe('messages', () => {
  test('a page is notified with its tier and incident, and whom it reached by what', () => {
    expect(tell(pages(minute(1), ['ana', 'ben']))).toEqual(['1 PAGED S1 tier 1 checkout-1: ana (email), ben (email)']);
  });

  test('why somebody is paged is notified unless their tier was due', () => {
    expect(tell(pages(minute(1), ['ana'], { reason: 'promoted' }))).toEqual(['1 PAGED S1 tier 1 checkout-1 (promoted): ana (email)']);
  });

  test('a message that nobody received is unheard', () => {
    expect(tell(pages(minute(1), []))).toEqual(['1 UNREACHED S1 tier 1 checkout-1: nobody is subscribed who it is for']);
  });

  test('whoever it did not reach is named', () => {
    const [call, delivered] = pages(minute(1), ['ana']);
    const failed = { ...delivered, kind: 'delivery failed', reason: 'a test' } as LogEntry;
    expect(tell([call!, failed])).toEqual(['1 UNREACHED S1 tier 1 checkout-1: it did not reach ana']);
    const [, , ...others] = pages(minute(1), ['ana', 'ben']);
    expect(tell([call!, failed, ...others])).toEqual(['1 PAGED S1 tier 1 checkout-1: ben (email), not ana']);
  });

  test('what went to people and not to the topic of the severity, because the function died, is a page of its own', () => {
    const log = pages(minute(1), ['ana', 'ben']).slice(0, -1);
    expect(tell(log)).toEqual(['1 PAGED S1 tier 1 checkout-1: ana (email), ben (email)']);
    expect(tell([...log, ...pages(minute(3), ['ana'], { reason: 'promoted' })])).toEqual([
      '1 PAGED S1 tier 1 checkout-1: ana (email), ben (email)',
      '3 PAGED S1 tier 1 checkout-1 (promoted): ana (email)',
    ]);
  });

  test('the same message twice to a person is two pages (I3)', () => {
    const [call, delivered, ...rest] = pages(minute(1), ['ana']);
    expect(tell([call!, delivered!, call!, delivered!, ...rest])).toEqual([
      '1 PAGED S1 tier 1 checkout-1: ana (email)',
      '1 PAGED S1 tier 1 checkout-1: ana (email)',
    ]);
  });

  test('pages of two incidents that go out at the same time are told apart, person by person', () => {
    const first = pages(minute(1), ['ana', 'ben']);
    const other = pages(minute(1), ['ana', 'ben'], { incidentId: 'checkout-2' });
    const mixed = [...first.slice(0, 2), ...other.slice(0, 2), ...first.slice(2, 4), ...other.slice(2), ...first.slice(4)];
    expect(tell(mixed)).toEqual(['1 PAGED S1 tier 1 checkout-2: ana (email), ben (email)', '1 PAGED S1 tier 1 checkout-1: ana (email), ben (email)']);
  });

  test('somebody in two tiers that are due at once gets one message, and counts as paged by both', () => {
    const second = pages(minute(1), ['ana', 'ben'], { tier: 2 }).slice(2);
    const { timeline, lines } = storyOf([...pages(minute(1), ['ana']), ...second]);
    expect(lines).toEqual(['1 PAGED S1 tier 1 checkout-1: ana (email)', '1 PAGED S1 tier 2 checkout-1: ben (email), ana (email)']);
    expect(timeline.publications.map((each) => [hearersOf(each), notifiedBy(each)])).toEqual([
      [['ana'], ['ana']],
      [['ben'], ['ben', 'ana']],
    ]);
    // Another incident, or another time, is none of it.
    const others = [...pages(minute(1), ['ana'], { incidentId: 'checkout-2' }), ...pages(minute(0.5), ['ana']), ...second];
    expect(storyOf(others).lines.at(-1)).toBe('1 PAGED S1 tier 2 checkout-1: ben (email)');
  });

  test('those who are only notified are informed, and the watchdog of a fault', () => {
    const context = { schema: 'day2.inform/1', reason: 'opened', severity: 'S1', round: '1', incident: 'checkout-1', group: 'checkout', drill: 'false' };
    expect(tell(publishes(minute(1), 'shop-prod-s1-informed', ['cleo'], { metadata: { additionalContext: context } }))).toEqual([
      '1 NOTICE S1 checkout-1 opened: cleo (email)',
    ]);
    const fault = { schema: 'day2.page/1', kind: 'fault', reason: 'tier empty', summary: 'x', incident: { id: 'checkout-1', group: 'checkout' } };
    expect(tell(publishes(minute(1), PAGING_PLAN.watchdog.topicName, ['zoe'], fault))).toEqual(['1 FAULT tier empty checkout-1: zoe (email)']);
  });

  test('what CloudWatch pages by itself is notified as that, and that it is over', () => {
    const page = (state: string): LogEntry[] =>
      publishes(minute(1), FALLBACK, ['ana'], {}, { ...byAlarm('shop-prod-fallback-s1') }).map((entry) =>
        entry.kind === 'call' ? { ...entry, input: { ...entry.input, Message: JSON.stringify({ NewStateValue: state }) } } : entry,
      );
    expect(tell(page('ALARM'))).toEqual(['1 PAGED by CloudWatch shop-prod-fallback-s1: ana (email)']);
    expect(tell(page('OK'))).toEqual(['1 OVER  by CloudWatch shop-prod-fallback-s1: ana (email)']);
  });

  test('a publication whose answer was lost reached people all the same; one that failed reached nobody', () => {
    const [call, delivered] = pages(minute(1), ['ana']);
    const lost = { ...call!, outcome: 'failed' } as LogEntry;
    expect(tell([lost, delivered!])).toEqual(['1 PAGED S1 tier 1 checkout-1: ana (email)']);
    expect(tell([lost])).toEqual([]);
  });

  test('a page without a record is notified of the service whose alarm it names', () => {
    const payloadOf = (name: string) => ({
      schema: 'day2.page/1',
      kind: 'undeduplicated page',
      reason: 'table unavailable',
      severity: 'S1',
      tier: 1,
      summary: 'x',
      alarm: { name, region: REGION },
      links: { alarm: 'https://console.aws.amazon.com/#shop-prod-checkout-availability-s1' },
    });
    const messageOf = (name: string) => storyOf(publishes(minute(1), 'shop-prod-s1-tier-1', ['ana'], payloadOf(name))).timeline.publications[0]?.message;
    expect(messageOf('shop-prod-checkout-availability-s1')).toMatchObject({ group: 'checkout', kind: 'undeduplicated page' });
    expect(messageOf('shop-prod-checkout-availability-s1-of-somebody-else')).not.toHaveProperty('group');
  });

  test('messages of other topics are none of paging', () => {
    expect(tell([calls(minute(1), 'sns', 'Publish', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:shop-prod-s1`, Message: 'x' })])).toEqual([]);
  });
});

describe('records', () => {
  const change = (before: Parameters<typeof checkoutIncident>[0], after: Parameters<typeof checkoutIncident>[0]): readonly string[] =>
    tell([writes(minute(0), checkoutIncident(before)), writes(minute(1), checkoutIncident(after))]).slice(1);
  const acknowledgement = { by: 'ana', at: minute(1), via: 'console' };

  test('that an incident is opened, late or as a drill', () => {
    expect(tell([writes(minute(0), checkoutIncident({ title: 'checkout/availability' }))])).toEqual(['0 OPEN  S1 checkout-1: checkout/availability']);
    expect(tell([writes(minute(0), checkoutIncident({ title: 'x', late: true, drill: true }))])).toEqual(['0 OPEN  S1 checkout-1: x, found late, a drill']);
  });

  test.each<[string, Parameters<typeof checkoutIncident>[0], Parameters<typeof checkoutIncident>[0], string[]]>([
    ['somebody has it', {}, { state: 'acknowledged', acknowledgement }, ['1 ACK   checkout-1 by ana (console)']],
    ['it is promoted', {}, { severity: 'S0', round: 2 }, ['1 PROMOTED checkout-1 S1 -> S0, escalation round 2']],
    ['it is back', { state: 'resolved' }, { round: 2 }, ['1 REOPENED checkout-1, escalation round 2']],
    ['nobody has it any more', { state: 'acknowledged', acknowledgement }, { round: 2 }, ['1 STALE checkout-1, escalation round 2']],
    ['it is less severe', {}, { severity: 'S2' }, ['1 CHANGED checkout-1 S1 -> S2']],
    ['its alarms are over', {}, { state: 'monitoring' }, ['1 RECOVERED checkout-1']],
    [
      'it is resolved, and a postmortem due',
      {},
      { state: 'resolved', resolution: { by: 'ana', at: minute(1), text: 'restarted' }, postmortem: { status: 'due', clockStart: minute(1), notified: 0 } },
      ['1 RESOLVED checkout-1 by ana: restarted', '1 POSTMORTEM checkout-1 due'],
    ],
    ['an item is done', {}, { checklist: [{ item: 'report', by: 'ana', at: minute(1), note: 'x' }] }, ['1 DONE  checkout-1 report by ana']],
    ['it is closed', { state: 'resolved' }, { state: 'closed' }, ['1 CLOSED checkout-1']],
    ['nothing anybody wants to see', {}, { version: 2 }, []],
  ])('that %s', (_, before, after, lines) => {
    expect(change(before, after)).toEqual(lines);
  });
});

describe('runs of the engine', () => {
  const line = (code: EngineLogCode, message: string): string => JSON.stringify({ level: 'ERROR', code, message });
  const identity = { name: PAGING_PLAN.names.engine, arn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${PAGING_PLAN.names.engine}` };
  const run = (at: number, said: readonly string[] = [], outcome = 'succeeded', event = '{"kind":"tick"}', owner: object = identity): LogEntry[] => [
    { kind: 'function started', at: minute(at), function: owner, requestId: String(at), attempt: 1, event } as LogEntry,
    ...said.map((text) => ({ kind: 'function printed', at: minute(at), function: owner, requestId: String(at), level: 'log', text }) as LogEntry),
    {
      kind: 'function ended',
      at: minute(at),
      function: owner,
      requestId: String(at),
      attempt: 1,
      outcome,
      durationMs: 1,
      error: { name: 'Error', message: 'broken\nmore' },
    } as LogEntry,
  ];

  test('that go well are not notified', () => {
    expect(tell([...run(1), ...run(2)])).toEqual([]);
  });

  test('that fail are notified once, and when they are over', () => {
    const said = [line('alarms not reconciled', 'the alarms of x: no')];
    expect(tell([...run(1, said), ...run(2, said), ...run(3), ...run(4)])).toEqual(['1 ENGINE the alarms of x: no', '3 ENGINE works again']);
    expect(tell([...run(1, [], 'failed'), ...run(2, [], 'failed')])).toEqual(['1 ENGINE run failed: broken']);
  });

  test('a run for a single alarm does not say that everything works', () => {
    const said = [line('alarms not reconciled', 'no')];
    expect(tell([...run(1, said), ...run(2, [], 'succeeded', '{"source":"aws.cloudwatch"}')])).toEqual(['1 ENGINE no']);
  });

  test('an effect that is tried again and again is notified once', () => {
    const failed = 'checkout-1/r1/ops-item/Open/1 failed: no';
    const said = [line('effect failed', failed)];
    expect(tell([...run(1, said), ...run(2), ...run(3, said)])).toEqual([`1 ENGINE ${failed}`]);
    const other = [line('incident not processed', failed)];
    expect(tell([...run(1, other), ...run(2)])).toEqual([`1 ENGINE ${failed}`, '2 ENGINE works again']);
  });

  test('are notified with the code of each line; a line that is none of the engine is given as it is', () => {
    const timeline = new PagingTimeline(PAGING_PLAN);
    const log = run(1, [line('page stuck', 'x'), '{"code":"toString","message":"y"}', 'z\nmore']);
    expect(log.flatMap((entry) => timeline.add(entry))).toEqual([
      { at: minute(1), code: 'engine-reported', problem: 'page stuck', report: 'x' },
      { at: minute(1), code: 'engine-reported', problem: 'other', report: '{"code":"toString","message":"y"}' },
      { at: minute(1), code: 'engine-reported', problem: 'other', report: 'z' },
    ]);
  });

  test('that could not be started are notified; those of other functions are none of the engine', () => {
    const lost = {
      kind: 'invocation given up',
      at: minute(1),
      source: { name: 'tick', arn: `arn:aws:scheduler:x:1:schedule/${PAGING_PLAN.names.engine}/tick` },
      requestId: 'r',
      reason: 'no',
      keptIn: [],
      lost: [],
    };
    expect(tell([lost as unknown as LogEntry])).toEqual(['1 ENGINE not started by tick: no']);
    expect(tell(run(1, ['x'], 'failed', '{}', { name: 'ledger', arn: 'arn:aws:lambda:x:1:function:ledger' }))).toEqual([]);
  });
});
