import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { z } from 'zod';
import type { PagePayload } from '../../lib/incident/message/page-payload';
import { runCommand } from '../../lib/incident/use-cases/run-command';
import { pagePayloadSchema } from '../../lib/pagers/page-payload-schema';
import { readPagerEvent } from '../../lib/pagers/read-event';
import { MINUTE_MS } from '../../lib/time/time';
import { EngineAccount } from '../helpers/engine-account';
import { START } from '../helpers/simulated-account';

/** What the engine really publishes, against the schema of `day2.page/1` in the repository, by a validator that is not ours (12.4). */

const schema = JSON.parse(readFileSync(join(__dirname, '../../schema/page.schema.json'), 'utf8')) as SchemaNode;
/** Types and schema say the same: a member or a word that the schema lacks does not compile. */
const asSchema = (payload: PagePayload): z.input<typeof pagePayloadSchema> => payload;
const members: Readonly<Record<keyof PagePayload, unknown>> = pagePayloadSchema.shape;

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly [keyword: string]: unknown;
}

/** The same schema without room for members it does not describe: readers pass over those, here they are found. */
function closed({ properties, items, ...node }: SchemaNode): SchemaNode {
  return {
    ...node,
    ...(items !== undefined && { items: closed(items) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)])),
      additionalProperties: false,
    }),
  };
}

const validate = new Ajv({ allErrors: true }).compile(closed(schema));

/** What the topics whose names match were handed for functions, in order: the same as for HTTPS endpoints. */
function publishedTo({ account }: EngineAccount, name: RegExp): { readonly topicName: string; readonly text: string }[] {
  return account.log.flatMap((entry) => {
    if (entry.kind !== 'call' || entry.operation !== 'Publish') return [];
    const topicName = String(entry.input.TopicArn).split(':').at(-1)!;
    return name.test(topicName) ? [{ topicName, text: (JSON.parse(String(entry.input.Message)) as { lambda: string }).lambda }] : [];
  });
}

const world = new EngineAccount({
  'edi-prod-portal-s0': [
    [120, 'ALARM'],
    [1_200, 'OK'],
  ],
  'edi-prod-ingest-s1': [[4_200, 'ALARM']],
});
beforeAll(async () => {
  await world.until(8);
  await runCommand(world.engine.store, world.engine.policy.roster, 'portal-1', { kind: 'acknowledge', by: 'ana', via: 'cli' }, { now: world.account.now });
  await world.until(30);
  await runCommand(
    world.engine.store,
    world.engine.policy.roster,
    'portal-1',
    { kind: 'resolve', by: 'ana', resolution: 'restarted' },
    { now: world.account.now },
  );
  await world.until(60);
  // The table is gone: pages without a record, and a fault.
  world.account.failCalls({
    service: 'dynamodb',
    operation: 'Query',
    from: START + 69 * MINUTE_MS,
    until: START + 80 * MINUTE_MS,
    errorName: 'InternalServerError',
  });
  await world.until(76);
}, 60_000);

test('every page, fault and page without a record is what the schema says', () => {
  const pages = publishedTo(world, /-tier-|-watchdog$/).map(({ text }) => JSON.parse(text) as PagePayload);
  expect(Object.keys(schema.properties!)).toEqual(Object.keys(members));
  expect([...new Set(pages.map(({ kind }) => kind))].sort()).toEqual(['fault', 'page', 'undeduplicated page']);
  for (const page of pages.map(asSchema)) expect([page.summary, validate(page) ? [] : validate.errors]).toEqual([page.summary, []]);
});

test('a pager on the topics of tiers and of notices triggers, is acknowledged, and resolves by itself, under one key', () => {
  const events = publishedTo(world, /-s0-(?:tier-\d|informed)$/).flatMap((message) => readPagerEvent(message) ?? []);
  const steps = events.map(({ action }) => action).filter((action, index, all) => action !== all[index - 1]);
  expect(steps).toEqual(['trigger', 'acknowledge', 'resolve']);
  expect([...new Set(events.map(({ key }) => key))]).toEqual(['edi-prod:eu-central-1:portal-1']);
});
