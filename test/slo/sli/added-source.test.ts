/**
 * A source that only its own file and the registry know works everywhere: in a configuration, in the editor's schema,
 * in alarms, in a game day and in a score.
 */

import { jsonSchemas } from '../../../lib/config/json-schema';
import { loadConfiguration } from '../../../lib/config/load';
import { buildPlan, plannedObjectives } from '../../../lib/plan/build-plan';
import { deriveMapping } from '../../../lib/score/derive-mapping';
import { buildWorkload } from '../../../lib/workload/build-workload';
import { filesInMemory } from '../../helpers/files-in-memory';
import { minutes, outage, readingOf, readSteps, scenarioOf } from '../../helpers/game-days';
import { ACCOUNT_ID } from '../../helpers/simulated-account';

jest.mock('../../../lib/slo/sli/sources', () => {
  const registry = jest.requireActual<typeof import('../../../lib/slo/sli/sources')>('../../../lib/slo/sli/sources');
  const { topic } = jest.requireActual<typeof import('../../helpers/topic-source')>('../../helpers/topic-source');
  const all = Object.assign(registry.SLI_SOURCES, { topic });
  return { ...registry, SLI_SOURCES: all, SOURCE_NAMES: Object.keys(all) };
});

const OPERATIONS = `application: shop
services:
  - id: checkout
    title: Checkout
    owner: operations lead
    typicalEventsPerMinute: 600
    objectives:
      - id: notified
        kind: success-rate
        resource: orders-topic
        target: 99.5
        impact: nobody hears of an order
        runbook: checkout-notifications
        severity: { page: S1, ticket: S3 }
        noData: { alarmAfter: 15m, severity: S2 }
`;

function load(resource: string) {
  const environment = `environment: prod\nregion: eu-central-1\nresources:\n  orders-topic: ${resource}\n`;
  const files = new Map([
    ['operations.yaml', OPERATIONS],
    ['environments/prod.yaml', environment],
  ]);
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

const { models, problems } = load('{ source: topic, topicName: orders }');

test('it is read from a configuration, and its own keys are checked', () => {
  expect(problems).toEqual([]);
  expect(load('{ source: topic, topicName: "arn:aws:sns:orders" }').problems).toEqual([
    expect.objectContaining({ code: 'CFG013', allowed: 'the name of a topic, not its ARN' }),
  ]);
  expect(load('{ source: mail }').problems[0]!.allowed).toMatch(/, topic(?:,|$)/);
});

test('editors know it', () => {
  const { content } = jsonSchemas().find(({ fileName }) => fileName === 'environment.schema.json')!;
  expect(content).toContain('An SNS topic.');
});

test('in a game day its objective sees the outage that its service publishes', () => {
  const [model] = models;
  const { objective } = plannedObjectives(buildPlan(model!).plan)[0]!;
  const range = minutes(90);
  const { store, observed, unknown } = buildWorkload(model!, scenarioOf({ workload: [outage()] }), range, ACCOUNT_ID);
  expect(unknown).toEqual([]);
  const { bad, total } = observed.get('checkout/notified')!;
  expect([bad[29], bad[30], bad[59], bad[60]]).toEqual([0, 600, 600, 0]);
  const reading = readingOf(model!.services[0]!.objectives[0]!);
  expect(readSteps(store, reading, 'bad', range)).toEqual([...bad]);
  expect(readSteps(store, reading, 'total', range)).toEqual([...total]);
  expect(objective.sli.source).toBe('topic');
});

test('a score knows what events do to its metrics', () => {
  const [plan] = plannedObjectives(buildPlan(models[0]!).plan);
  expect(deriveMapping(plan!, ACCOUNT_ID).metrics).toEqual([
    { namespace: 'AWS/SNS', metricName: 'NumberOfNotificationsDelivered', dimensions: { TopicName: 'orders' }, counts: 'good' },
    { namespace: 'AWS/SNS', metricName: 'NumberOfNotificationsFailed', dimensions: { TopicName: 'orders' }, counts: 'bad' },
  ]);
});
