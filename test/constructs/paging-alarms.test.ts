import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { PagingAlarms } from '../../lib/constructs/paging-alarms';
import { exampleIncidents } from '../helpers/incident-plan';
import { alarmsOf } from '../helpers/templates';

const { pagingAlarms } = exampleIncidents().incidents;
const stack = new Stack(new App(), 'Test');
const [fallbackTopic, S1, S2] = ['Fallback', 'S1', 'S2'].map((id) => new Topic(stack, id));
new PagingAlarms(stack, 'PagingAlarms', { alarms: pagingAlarms, topics: { S1: S1!, S2: S2! }, fallbackTopic: fallbackTopic! });
const { metric } = alarmsOf(stack);

test('every planned alarm is there and publishes to the feed of its severity', () => {
  expect([...metric.keys()].sort()).toEqual(pagingAlarms.map(({ name }) => name).sort());
  for (const { name, severity } of pagingAlarms)
    expect((metric.get(name)!['AlarmActions'] as unknown[])[0]).toEqual({ Ref: expect.stringMatching(new RegExp(`^${severity}`)) });
});

test('an engine that is broken cannot page about itself: CloudWatch does', () => {
  const twice = [...metric].filter(([, alarm]) => JSON.stringify(alarm['AlarmActions']).includes('Fallback')).map(([name]) => name);
  expect(twice.sort()).toEqual(
    pagingAlarms
      .filter(({ pagesWithoutEngine }) => pagesWithoutEngine)
      .map(({ name }) => name)
      .sort(),
  );
  expect(twice.length).toBeGreaterThan(0);
});

test('every one of them may be silent for a stated reason (ALM001)', () => {
  const reasons = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Metadata }) => Metadata['day2:acknowledged'].ALM001);
  expect(reasons).toHaveLength(pagingAlarms.length);
  for (const reason of reasons) expect(reason).toMatch(/\w+ \w+/);
});

test('a severity without a topic is refused', () => {
  const other = new Stack(new App(), 'Other');
  expect(() => new PagingAlarms(other, 'PagingAlarms', { alarms: pagingAlarms, topics: {}, fallbackTopic: new Topic(other, 'T') })).toThrow(
    /has severity S1, but topics names none for it/,
  );
});
