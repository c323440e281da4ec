import fc from 'fast-check';
import { informMessage } from '../../lib/incident/message/inform-message';
import { pageMessage } from '../../lib/incident/message/page-message';
import type { PagerAction, PagerEvent } from '../../lib/pagers/pager-event';
import { PAGERS, renderPagerEvent } from '../../lib/pagers/pagers';
import { readPagerEvent } from '../../lib/pagers/read-event';
import { anIncident } from '../helpers/incidents';
import { informFacts, pageFacts } from '../helpers/message-facts';

/** Whatever is written into an incident or an alarm, and however much of it: no vendor refuses an event for its form or its length (12.4). */

/** The limits as the vendors document them, written down a second time: the code has no say in what it is held to. */
const DOCUMENTED: Readonly<Record<string, { readonly texts: Readonly<Record<string, number>>; readonly bytes?: number; readonly blocks?: number }>> = {
  pagerduty: { texts: { dedup_key: 255, 'payload.summary': 1_024 }, bytes: 524_288 },
  opsgenie: { texts: { message: 130, alias: 512, description: 15_000, 'tags[]': 50 } },
  'jira-service-management': { texts: { message: 130, alias: 512, description: 15_000, 'tags[]': 50 } },
  'better-stack': { texts: {} },
  'grafana-oncall': { texts: {} },
  'incident-io': { texts: {} },
  webhook: { texts: {} },
  slack: { texts: { 'blocks[].text.text': 3_000, 'blocks[].elements[].text': 3_000 }, blocks: 50 },
  teams: { texts: {}, bytes: 28 * 1_024 },
};

/** Every text of a body, by its path. */
function textsOf(value: unknown, path = ''): { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, path === '' ? name : `${path}.${name}`));
}

const LETTERS = ['a', ' ', '\n', '"', '\\', '<', '&', '\u0000', '\u00E4', '\u{1F525}', '\uD83D'];
const text = fc
  .tuple(fc.constantFrom(...LETTERS), fc.constantFrom(0, 1, 120, 255, 1_024, 3_000, 7_000), fc.constantFrom(...LETTERS))
  .map(([letter, length, last]) => `${letter.repeat(length)}${last}`);
const anEvent: fc.Arbitrary<PagerEvent> = fc
  .record({
    action: fc.constantFrom<PagerAction>('trigger', 'acknowledge', 'resolve'),
    severity: fc.constantFrom('S0', 'S1', 'S2', 'S3', 'S4'),
    many: fc.constantFrom(0, 1, 20),
    isDrill: fc.boolean(),
    texts: fc.array(text, { minLength: 8, maxLength: 8 }),
  })
  .map(({ many, texts: [key, title, said, source, component, field, url, record], ...rest }) => ({
    ...rest,
    key: key!,
    title: title!,
    text: said!,
    source: source!,
    component: component!,
    at: '2026-11-30T19:10:24.000Z',
    fields: Object.fromEntries(Array.from({ length: many }, (_, index) => [`${field}${index}`, field!])),
    links: Array.from({ length: many }, () => ({ title: field!, url: `https://example.com/${url}` })),
    record: record!,
  }));

test('every rendered event keeps every documented limit, and is JSON', () => {
  expect(PAGERS.map(({ id }) => id).sort()).toEqual(Object.keys(DOCUMENTED).sort());
  fc.assert(
    fc.property(anEvent, (event) => {
      for (const { id } of PAGERS) {
        const request = renderPagerEvent(id, event, { url: 'https://pager.example/in', key: 'k'.repeat(32) });
        if (request === undefined) {
          expect([id, event.action]).toEqual([id, 'acknowledge']);
          continue;
        }
        const { texts, bytes = Infinity, blocks = Infinity } = DOCUMENTED[id]!;
        const sent = JSON.stringify(request.body);
        expect(() => new URL(request.url)).not.toThrow();
        expect([id, Buffer.byteLength(sent) <= bytes]).toEqual([id, true]);
        const parsed = JSON.parse(sent) as { readonly blocks?: readonly unknown[] };
        expect((parsed.blocks ?? []).length).toBeLessThanOrEqual(blocks);
        for (const { path, text: said } of textsOf(parsed)) expect([id, path, said.length <= (texts[path] ?? Infinity)]).toEqual([id, path, true]);
      }
    }),
    { numRuns: 50, seed: 124 },
  );
});

test('the limits that pagers name are those that are documented', () => {
  for (const { id, limits, mostBodyBytes } of PAGERS) expect([id, limits, mostBodyBytes]).toEqual([id, DOCUMENTED[id]!.texts, DOCUMENTED[id]!.bytes]);
});

test('trigger, acknowledge and resolve of an incident have one key, and no other incident has it', () => {
  const page = readPagerEvent({ topicName: 'edi-prod-s0-tier-1', text: pageMessage(pageFacts()).https })!;
  const [acknowledged, resolved] = (['acknowledged', 'resolved'] as const).map((reason) =>
    readPagerEvent({ topicName: 'edi-prod-s0-informed', text: informMessage(informFacts({ reason })).https })!,
  );
  expect([page, acknowledged!, resolved!].map(({ action, key }) => [action, key])).toEqual([
    ['trigger', 'edi-prod:eu-central-1:partner-portal-7'],
    ['acknowledge', 'edi-prod:eu-central-1:partner-portal-7'],
    ['resolve', 'edi-prod:eu-central-1:partner-portal-7'],
  ]);
  const long = anIncident({ id: `${'partner-portal-'.repeat(40)}7` });
  const keys = [long, { ...long, id: `${long.id}8` }].map((incident) => {
    const event = readPagerEvent({ topicName: 'edi-prod-s0-tier-1', text: pageMessage(pageFacts({ incident })).https })!;
    const actions = (['trigger', 'acknowledge', 'resolve'] as const).map((action) => ({ ...event, action }));
    return new Set(actions.map((each) => renderPagerEvent('pagerduty', each, { key: 'k' })!.body.dedup_key));
  });
  expect(keys.map(({ size }) => size)).toEqual([1, 1]);
  expect(new Set(keys.flatMap((each) => [...each])).size).toBe(2);
});

test('what asks for nothing reaches no pager', () => {
  for (const reason of ['opened', 'update', 'update due', 'healing', 'postmortem due', 'closed'] as const) {
    expect(readPagerEvent({ topicName: 'edi-prod-s0-informed', text: informMessage(informFacts({ reason })).https })).toBeUndefined();
  }
  for (const said of [
    'no JSON',
    '[]',
    '{}',
    '{"AlarmName":"a","AlarmArn":"arn:aws:cloudwatch:eu-central-1:111111111111:alarm:a","NewStateValue":"INSUFFICIENT_DATA"}',
  ]) {
    expect(readPagerEvent({ topicName: 'edi-prod-s0', text: said })).toBeUndefined();
  }
});
