import { compareSeverity } from '../../lib/incident/severity';
import { planIncidents } from '../../lib/plan/plan-incidents';
import { SMS_SPEND_LIMIT_USD } from '../../lib/plan/plan-paging-alarms';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleIncidents } from '../helpers/incident-plan';
import { exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall, onCallModel, withPeople } from '../helpers/on-call';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
const { incidents } = exampleIncidents(exampleModelOnCall({ checkout: [exampleObjective(), EDGE] }));
const alarmOn = (watches: string, region = 'eu-central-1') => incidents.pagingAlarms.find((alarm) => alarm.watches === watches && alarm.region === region)!;
const inRegion = (region: string) => incidents.pagingAlarms.filter((alarm) => alarm.region === region).map(({ watches }) => watches);

test('every hop has an alarm: the engine, its schedule and table at home, rule and topics wherever alarms are (T4, T8)', () => {
  const everywhere = ['rule failures', 'rule dead letters', 'rule dead letters lost', 'subscription dead letters', 'notifications failed', 'SMS spend'];
  expect(inRegion('eu-central-1')).toEqual(['engine errors', 'engine throttles', 'engine dead letters', 'schedule failures', 'table throttles', ...everywhere]);
  expect(inRegion('us-east-1')).toEqual(everywhere);
});

test('starts of tasks and checklists that Scheduler gave up are one alarm on both queues, S2, where there is anything on schedule (11.2)', () => {
  const model = exampleModelOnCall();
  const { regions } = exampleIncidents(model).plan;
  const planned = (maintenance: object) =>
    planIncidents({ ...model, maintenance }, model.onCall!, regions).pagingAlarms.find(({ watches }) => watches === 'lost starts');
  const queues = (maintenance: object) => Object.values(planned(maintenance)!.metrics).map(({ dimensions }) => dimensions['QueueName']);
  const [task, checklist] = [{}, {}];
  expect(planned({ tasks: [task], checklists: [checklist] })).toMatchObject({
    severity: 'S2',
    threshold: 1,
    treatMissingData: 'notBreaching',
    pagesWithoutEngine: false,
  });
  expect(queues({ tasks: [task], checklists: [checklist] })).toEqual(['shop-prod-maintenance-dead-letters', 'shop-prod-checklists-dead-letters']);
  expect(queues({ checklists: [checklist] })).toEqual(['shop-prod-checklists-dead-letters']);
  expect(planned({})).toBeUndefined();
});

test('what may keep the engine from paging is notified without it, and the rest is not', () => {
  const without = incidents.pagingAlarms.filter(({ pagesWithoutEngine, region }) => pagesWithoutEngine && region === 'eu-central-1');
  expect(without.map(({ watches }) => watches)).toEqual(['engine errors', 'engine dead letters', 'rule failures', 'rule dead letters']);
  expect(new Set(without.map(({ severity }) => severity))).toEqual(new Set(['S1']));
});

test('names and construct ids are unique in their region', () => {
  for (const key of ['name', 'constructId'] as const) {
    const all = incidents.pagingAlarms.map((alarm) => `${alarm.region} ${alarm[key]}`);
    expect(new Set(all).size).toBe(all.length);
  }
});

test('no alarm is left without an OK: a counter that stops is over, so that its incident can resolve', () => {
  expect(new Set(incidents.pagingAlarms.filter(({ watches }) => watches !== 'SMS spend').map(({ treatMissingData }) => treatMissingData))).toEqual(
    new Set(['notBreaching']),
  );
});

test('the spending on text messages is judged before SNS stops sending them (T8)', () => {
  expect(alarmOn('SMS spend')).toMatchObject({
    metrics: { spent: { namespace: 'AWS/SNS', metricName: 'SMSMonthToDateSpentUSD', dimensions: {}, statistic: 'Maximum' } },
    threshold: 0.8 * SMS_SPEND_LIMIT_USD,
    comparison: 'GreaterThanOrEqualToThreshold',
  });
});

test('nobody is reached by text message: there is no such spending to judge', () => {
  const { roster } = onCallModel();
  const people = roster.people.map((person) => ({ ...person, channels: ['email'] as const }));
  const { incidents: planned } = exampleIncidents(exampleModelOnCall(undefined, onCallModel({ roster: { ...roster, people } })));
  expect(planned.pagingAlarms.map(({ watches }) => watches)).not.toContain('SMS spend');
});

test('throttling is counted for every operation the engine uses, and missing counts are none', () => {
  const { metrics, steps } = alarmOn('table throttles');
  expect(Object.values(metrics).map(({ dimensions }) => dimensions['Operation'])).toEqual(['GetItem', 'PutItem', 'Query']);
  expect(steps).toEqual([{ id: 'all', expression: 'FILL(throttled_getitem, 0) + FILL(throttled_putitem, 0) + FILL(throttled_query, 0)' }]);
});

test('failed notifications are counted on the topics of whoever is woken, ten to an alarm', () => {
  const topicsOf = (metrics: Record<string, { dimensions: Readonly<Record<string, string>> }>) =>
    Object.values(metrics).map(({ dimensions }) => dimensions['TopicName']);
  expect(topicsOf(alarmOn('notifications failed').metrics)).toEqual([
    'shop-prod-person-ana',
    'shop-prod-person-ben',
    'shop-prod-person-cleo',
    'shop-prod-person-dev',
    'shop-prod-person-eli',
    'shop-prod-fallback',
  ]);
  expect(topicsOf(alarmOn('notifications failed', 'us-east-1').metrics)).toEqual(['shop-prod-fallback']);

  const { incidents: planned } = exampleIncidents(withPeople(8));
  const counted = planned.pagingAlarms.filter(({ watches }) => watches === 'notifications failed');
  expect(counted.map(({ name, metrics }) => [name, Object.keys(metrics).length])).toEqual([
    ['shop-prod-paging-notifications-failed', 10],
    ['shop-prod-paging-notifications-failed-2', 4],
  ]);
});

test('nothing is more severe than the environment', () => {
  const { incidents: planned } = exampleIncidents({ ...exampleModelOnCall(), highestSeverity: 'S3' });
  expect(planned.pagingAlarms.every(({ severity }) => compareSeverity(severity, 'S3') >= 0)).toBe(true);
  expect(planned.pagingAlarms.every(({ severity, topicName }) => topicName === `shop-prod-${severity.toLowerCase()}`)).toBe(true);
});
