import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { ProblemsError } from '../../lib/problems/problem';
import type { ScoreMapping } from '../../lib/score/mapping';
import { findScoredDesign, type ScoredDesign } from '../../lib/score/scored-design';
import { designMapping } from './designs/read-designs';

const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';

type Properties = Record<string, unknown>;

const alarm = (name: string, more: Properties = {}): Properties => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: name,
    Namespace: 'Shop',
    MetricName: 'Failures',
    Dimensions: [{ Name: 'Service', Value: 'checkout' }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 5,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    ...more,
  },
});

const composite = (name: string, rule: string, more: Properties = {}): Properties => ({
  Type: 'AWS::CloudWatch::CompositeAlarm',
  Properties: { AlarmName: name, AlarmRule: rule, ...more },
});

function find(resources: Record<string, Properties>, mapping: ScoreMapping = designMapping()): ScoredDesign {
  const directory = mkdtempSync(join(tmpdir(), 'day2-scored-design-'));
  try {
    const file = join(directory, 'shop.template.json');
    writeFileSync(file, JSON.stringify({ Resources: resources }));
    return findScoredDesign('shop', loadTemplateFile(file, { defaultAccount: '111122223333', defaultRegion: 'us-east-1' }), mapping);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function codesOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

test('alarms over mapped metrics are scored with the composite alarms over them, at list price', () => {
  const design = find({ A: alarm('a'), B: alarm('b'), C: composite('c', 'ALARM(a) AND ALARM("b")', { AlarmActions: [PAGER] }) });
  expect(design.metricAlarms.map(({ resource }) => resource.ref)).toEqual(['a', 'b']);
  expect([...design.notifying]).toEqual([['us-east-1 c', 'page']]);
  expect([design.compositeAlarms, design.rangeMinutes, design.notScored]).toEqual([1, 5, []]);
  expect(design.monthlyUsd).toBeCloseTo(0.7, 12);
});

describe('an alarm that is on when there are many events defends no objective', () => {
  const requests = (expression: string) => ({
    MetricName: undefined,
    Namespace: undefined,
    Dimensions: undefined,
    Statistic: undefined,
    Period: undefined,
    Metrics: [
      { Id: 'rate', Expression: expression },
      {
        Id: 'requests',
        ReturnData: false,
        MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Requests', Dimensions: [{ Name: 'Service', Value: 'checkout' }] }, Period: 60, Stat: 'Sum' },
      },
    ],
  });
  test.each([
    ['the metric itself', { MetricName: 'Requests' }, true],
    ['its rate', requests('requests / PERIOD(requests)'), true],
    ['a multiple of it', requests('requests * 2'), true],
    ['silence', { MetricName: 'Requests', ComparisonOperator: 'LessThanThreshold' }, false],
    ['silence, as an expression that is 1', requests('IF(requests < 1, 1, 0)'), false],
    ['failures', {}, false],
  ])('%s', (_, properties, isLeftOut) => {
    const { notScored } = find({ A: alarm('a', { AlarmActions: [PAGER] }), X: alarm('x', properties) });
    expect(notScored).toEqual(isLeftOut ? [{ name: 'x', reason: 'it says that there are many events, not that they fail' }] : []);
  });
});

describe('what is left out is listed with the reason', () => {
  test.each([
    ['another metric', alarm('x', { MetricName: 'Latency' }), 'x', /^Shop Latency \{ Service: checkout \} is not mapped$/],
    ['the metric of another dimension', alarm('x', { Dimensions: [] }), 'x', /^Shop Failures without dimensions is not mapped$/],
    ['what is not simulated', alarm('x', { EvaluationInterval: 1 }), 'template.X', /not simulated|EvaluationInterval/],
    ['what CloudWatch refuses', alarm('x', { Period: 90 }), 'template.X', /Period 90/],
    ['a rule without alarms', composite('x', 'TRUE'), 'x', /looks at no alarm/],
    ['a rule that is none', composite('x', 'ALARM('), 'template.X', /expected/],
    ['a rule about an alarm that is nowhere', composite('x', 'ALARM(nowhere)'), 'x', /alarm nowhere, which it names, is not in the template/],
    ['a suppressor that is nowhere', composite('x', 'ALARM(a)', { ActionsSuppressor: 'nowhere' }), 'x', /nowhere/],
  ])('%s', (_, resource, name, reason) => {
    const { notScored } = find({ A: alarm('a', { AlarmActions: [PAGER] }), X: resource });
    expect(notScored).toEqual([{ name: expect.stringMatching(new RegExp(`${name.replace('template', '.*')}$`)), reason: expect.stringMatching(reason) }]);
  });

  test('and so is every composite alarm above it', () => {
    const { notScored } = find({
      A: alarm('a', { AlarmActions: [PAGER] }),
      L: alarm('latency', { MetricName: 'Latency' }),
      C: composite('either', 'ALARM(a) OR ALARM(latency)'),
      D: composite('above', 'ALARM(either)'),
    });
    expect(notScored.map(({ name }) => name)).toEqual(['latency', 'either', 'above']);
  });
});

describe('page or ticket', () => {
  const urgencyBy = (...tickets: string[]) =>
    find({ A: alarm('shop-a', { AlarmActions: [PAGER] }) }, { ...designMapping(), tickets }).notifying.get('us-east-1 shop-a');

  test.each(['shop-a', 'shop-*', '*', 'pager', PAGER, '*:pager'])('%s makes it a ticket', (pattern) => expect(urgencyBy(pattern)).toBe('ticket'));
  test.each(['shop', 'a', 'shop.a', '*:other', ''])('%j does not', (pattern) => expect(urgencyBy(pattern)).toBe('page'));
});

test('nothing to score, and nobody to tell, are problems', () => {
  expect(codesOf(() => find({ X: alarm('x', { MetricName: 'Latency', AlarmActions: [PAGER] }) }))).toEqual(['SCR030']);
  expect(codesOf(() => find({ A: alarm('a') }))).toEqual(['SCR031']);
  expect(codesOf(() => find({ A: alarm('a', { AlarmActions: [PAGER], ActionsEnabled: false }) }))).toEqual(['SCR031']);
});
