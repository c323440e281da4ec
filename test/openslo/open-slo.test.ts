import { stringify } from 'yaml';
import { loadOperations } from '../../lib/cli/files/operations';
import { exportObjectives } from '../../lib/openslo/export-objectives';
import { importObjectives } from '../../lib/openslo/import-objectives';
import { readOpenSlo } from '../../lib/openslo/read-open-slo';
import { runCommand } from '../helpers/recording-terminal';

const AT = Date.UTC(2026, 10, 30);
const { model } = loadOperations('config', {}).environments.find(({ plan }) => plan.environment === 'prod')!;
const metric = (metricName: string) => ({ namespace: 'Shop', metricName, dimensions: { Service: 'orders' }, statistic: 'Sum' });
const source = (metricName: string, type = 'CloudWatch') => ({ metricSource: { type, spec: { metrics: { m: metric(metricName) }, result: 'm' } } });
type Changes = Readonly<Record<string, unknown>>;

function slo(spec: Changes = {}, objective: Changes = {}, metadata: Changes = {}): Record<string, unknown> {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'orders-success', ...metadata },
    spec: {
      description: 'orders fail',
      service: 'orders',
      indicator: { metadata: { name: 'orders' }, spec: { ratioMetric: { counter: false, total: source('All'), bad: source('Failed') } } },
      timeWindow: [{ duration: '28d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.999, ...objective }],
      ...spec,
    },
  };
}
const read = (...documents: readonly unknown[]) => readOpenSlo('slos.yaml', documents.map((each) => stringify(each)).join('---\n'));
const codes = (...documents: readonly unknown[]) => read(...documents).problems.map(({ code, where }) => `${code} ${where.path}`);

describe('export', () => {
  const { documents, problems } = exportObjectives(model, AT);

  test('writes a document for each service and objective, and all keep the rules', () => {
    expect(problems).toEqual([]);
    expect(documents).toHaveLength(model.services.length + model.services.flatMap(({ objectives }) => objectives).length);
    const again = readOpenSlo('out.yaml', documents.map((each) => stringify(each)).join('---\n'));
    expect([again.problems, again.documents.length]).toEqual([[], documents.length]);
  });

  test('and import are each other’s opposite', () => {
    const again = readOpenSlo('out.yaml', documents.map((each) => stringify(each)).join('---\n'));
    const { services, resources, problems: ofImport } = importObjectives(again.documents);
    expect(ofImport).toEqual([]);
    for (const service of model.services) {
      const imported = services.find(({ id }) => id === service.id)!;
      expect(imported.objectives).toEqual(
        service.objectives.map(({ id, kind, targetPercent, thresholdMs, impact, runbook, budget: { window } }) => ({
          id,
          kind,
          target: targetPercent,
          ...(window.kind === 'rolling' ? { period: `${window.minutes / 1_440}d` } : { calendar: { unit: window.unit, timeZone: window.timeZone } }),
          ...(thresholdMs !== undefined && { threshold: `${thresholdMs}ms` }),
          resource: `${service.id}-${id}`,
          impact,
          runbook,
        })),
      );
      for (const { id, binding } of service.objectives) expect(resources[`${service.id}-${id}`]).toEqual(binding);
    }
  });

  test('has a policy for each burn-rate alert, over its long window, with the short one beside it', () => {
    const portal = documents.find(({ metadata }) => metadata.name === 'partner-portal-availability') as unknown as {
      spec: { alertPolicies: { metadata: { annotations: object }; spec: { conditions: { spec: { severity: string; condition: object } }[] } }[] };
    };
    expect(portal.spec.alertPolicies.map(({ metadata, spec }) => [metadata.annotations, spec.conditions[0]!.spec])).toContainEqual([
      { 'day2/short-window': '5m' },
      { severity: 'S0', condition: { kind: 'burnrate', op: 'gt', threshold: 14.4, lookbackWindow: '1h', alertAfter: '0m' } },
    ]);
  });

  test('quotes the start of a window of the calendar, which begins with the present one', async () => {
    const monthly = {
      ...model,
      services: model.services.slice(0, 1).map((each) => ({
        ...each,
        objectives: [
          {
            ...each.objectives[0]!,
            budget: { ...each.objectives[0]!.budget, window: { kind: 'calendar' as const, unit: 'quarter' as const, timeZone: 'Europe/Berlin' } },
          },
        ],
      })),
    };
    const [, document] = exportObjectives(monthly, AT).documents;
    expect(document!.spec).toMatchObject({
      timeWindow: [{ duration: '1Q', isRolling: false, calendar: { startTime: '2026-10-01 00:00:00', timeZone: 'Europe/Berlin' } }],
    });
    expect(read(document).problems).toEqual([]);
    const { output, exitCode } = await runCommand(['openslo', 'export', '--env', 'prod', '--config', 'config']);
    expect([exitCode, output.split('---\n').length]).toEqual([0, documents.length]);
  });

  test('refuses a name that OpenSLO cannot have', () => {
    const [first] = model.services;
    const long = { ...model, services: [{ ...first!, id: 'a'.repeat(60), objectives: first!.objectives.slice(0, 1) }] };
    expect(exportObjectives(long, AT).problems.map(({ code }) => code)).toEqual(['OSL005']);
  });
});

describe('rules', () => {
  test('a sound document has no problem, alone, among others and in a list', () => {
    expect(codes(slo(), slo({}, {}, { name: 'other' }))).toEqual([]);
    expect(codes([slo(), slo({}, {}, { name: 'other' })])).toEqual([]);
    expect(codes(slo({ timeWindow: [{ duration: '1M', isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'UTC' } }] }))).toEqual([]);
  });

  const threshold = { metadata: { name: 'a' }, spec: { thresholdMetric: source('Depth') } };
  const ratio = (changes: Changes) => ({ metadata: { name: 'a' }, spec: { ratioMetric: { counter: false, ...changes } } });
  const policy = (condition: Changes, spec: Changes = {}) => ({
    alertPolicies: [
      {
        kind: 'AlertPolicy',
        metadata: { name: 'fast' },
        spec: {
          alertWhenBreaching: true,
          conditions: [
            {
              kind: 'AlertCondition',
              metadata: { name: 'fast' },
              spec: { severity: 'page', condition: { kind: 'burnrate', op: 'gt', threshold: 14, lookbackWindow: '1h', ...condition } },
            },
          ],
          ...spec,
        },
      },
    ],
  });
  const calendar = (changes: Changes, duration = '1M') => ({
    timeWindow: [{ duration, isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'UTC', ...changes } }],
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a name with capitals', slo({}, {}, { name: 'OrdersSuccess' }), ['OSL003 metadata.name']],
    ['an annotation that is a number', slo({}, {}, { annotations: { tier: 1 } }), ['OSL003 metadata.annotations.tier']],
    ['a display name of 64 characters', slo({}, {}, { displayName: 'x'.repeat(64) }), ['OSL003 metadata.displayName']],
    ['no budgeting method', slo({ budgetingMethod: undefined }), ['OSL003 spec.budgetingMethod']],
    ['an indicator beside a reference', slo({ indicatorRef: 'other' }), ['OSL003 spec.indicator']],
    [
      'two time windows',
      slo({
        timeWindow: [
          { duration: '1d', isRolling: true },
          { duration: '1w', isRolling: true },
        ],
      }),
      ['OSL003 spec.timeWindow'],
    ],
    ['a compound duration', slo({ timeWindow: [{ duration: '30d 12h', isRolling: true }] }), ['OSL003 spec.timeWindow[0].duration']],
    ['a week in words', slo({ timeWindow: [{ duration: 'Week', isRolling: true }] }), ['OSL003 spec.timeWindow[0].duration']],
    ['a calendar window without calendar', slo({ timeWindow: [{ duration: '1w', isRolling: false }] }), ['OSL003 spec.timeWindow[0].calendar']],
    ['a start with an offset', slo(calendar({ startTime: '2026-01-01T00:00:00Z' })), ['OSL003 spec.timeWindow[0].calendar.startTime']],
    ['a zone that is none', slo(calendar({ timeZone: 'Mars/Olympus' })), ['OSL003 spec.timeWindow[0].calendar.timeZone']],
    ['a calendar window of a minute', slo(calendar({}, '1m')), ['OSL004 spec.timeWindow[0].duration']],
    ['target 1', slo({}, { target: 1 }), ['OSL003 spec.objectives[0].target']],
    ['both targets', slo({}, { targetPercent: 99.9 }), ['OSL003 spec.objectives[0]']],
    ['a ratio with op and value', slo({}, { op: 'lte', value: 1 }), ['OSL003 spec.objectives[0]']],
    ['a threshold without op and value', slo({ indicator: threshold }), ['OSL003 spec.objectives[0]']],
    ['good and bad', slo({ indicator: ratio({ total: source('a'), good: source('b'), bad: source('c') }) }), ['OSL003 spec.indicator.spec.ratioMetric']],
    ['raw without its type', slo({ indicator: ratio({ raw: source('a') }) }), ['OSL003 spec.indicator.spec.ratioMetric.rawType']],
    [
      'a source that is a text',
      slo({ indicator: ratio({ total: { metricSource: { type: 'Prometheus', spec: 'up' } }, bad: source('c') }) }),
      ['OSL003 spec.indicator.spec.ratioMetric.total.metricSource.spec'],
    ],
    ['slices without a window', slo({ budgetingMethod: 'Timeslices' }, { timeSliceTarget: 0.9 }), ['OSL003 spec.objectives[0].timeSliceWindow']],
    ['slices with a bare number', slo({ budgetingMethod: 'RatioTimeslices' }, { timeSliceWindow: 5 }), ['OSL003 spec.objectives[0].timeSliceWindow']],
    ['a policy that is a text', slo({ alertPolicies: ['fast'] }), ['OSL003 spec.alertPolicies[0]']],
    ['two conditions', slo(policy({}, { conditions: [{ conditionRef: 'a' }, { conditionRef: 'b' }] })), ['OSL003 spec.alertPolicies[0].spec.conditions']],
    ['a burn rate below its threshold', slo(policy({ op: 'lte' })), ['OSL004 spec.alertPolicies[0].spec.conditions[0].spec.condition.op']],
    ['a policy that never alerts', slo(policy({}, { alertWhenBreaching: undefined })), ['OSL004 spec.alertPolicies[0].spec.alertWhenBreaching']],
    ['another version', { ...slo(), apiVersion: 'openslo/v2alpha' }, ['OSL002 undefined']],
  ])('%s is found, and nothing else', (_name, document, expected) => {
    expect(codes(document)).toEqual(expected);
  });

  test('a finding names the line it is on', () => {
    const text = stringify(slo({}, { target: 1 }));
    const line = text.split('\n').findIndex((each) => each.includes('target: 1')) + 1;
    expect(readOpenSlo('a.yaml', text).problems[0]!.where).toMatchObject({ file: 'a.yaml', line });
  });

  test.each(['', '{', '- - -', '&a [*a, *a]', 'null', '42', 'a: [b'])('%p is no document, and no stack trace', (text) => {
    const { documents, problems } = readOpenSlo('a.yaml', text);
    expect([documents.length, problems.length > 0]).toEqual([0, true]);
  });
});

describe('import', () => {
  const imported = (...documents: readonly unknown[]) => importObjectives(read(...documents).documents);

  test('of two metrics of CloudWatch is a pair of metrics', () => {
    const { services, resources, problems } = imported(slo());
    expect(problems).toEqual([]);
    expect(services).toEqual([
      {
        id: 'orders',
        title: 'orders',
        objectives: [
          { id: 'success', kind: 'success-rate', target: 99.9, period: '28d', resource: 'orders-success', impact: 'orders fail', runbook: 'orders-success' },
        ],
      },
    ]);
    expect(resources).toEqual({ 'orders-success': { source: 'metricPair', total: metric('All'), bad: metric('Failed') } });
  });

  test('takes a rolling month for 30 days and says so', () => {
    const { services, problems } = imported(slo({ timeWindow: [{ duration: '1M', isRolling: true }] }));
    expect([services[0]!.objectives[0]!.period, problems.map(({ code }) => code)]).toEqual(['30d', ['OSL004']]);
  });

  const ratio = (changes: Changes) => ({
    indicator: { metadata: { name: 'a' }, spec: { ratioMetric: { counter: false, total: source('a'), bad: source('b'), ...changes } } },
  });
  test.each<[string, Record<string, unknown>]>([
    ['metrics of another system', slo(ratio({ total: source('a', 'Prometheus') }))],
    [
      'a metric without a statistic',
      slo(ratio({ total: { metricSource: { type: 'CloudWatch', spec: { metrics: { m: { namespace: 'A', metricName: 'b' } }, result: 'm' } } } })),
    ],
    ['a growing counter', slo(ratio({ counter: true }))],
    ['a raw ratio', slo({ indicator: { metadata: { name: 'a' }, spec: { ratioMetric: { counter: false, raw: source('a'), rawType: 'success' } } } })],
    ['a threshold', slo({ indicator: { metadata: { name: 'a' }, spec: { thresholdMetric: source('a') } } }, { op: 'lte', value: 1 })],
    ['an indicator that is nowhere', slo({ indicator: undefined, indicatorRef: 'nowhere' })],
    ['a window of twelve hours', slo({ timeWindow: [{ duration: '12h', isRolling: true }] })],
    ['a year of the calendar', slo({ timeWindow: [{ duration: '1Y', isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'UTC' } }] })],
    ['two objectives', slo({ objectives: [{ target: 0.9 }, { target: 0.99 }] })],
  ])('leaves out %s and names it', (_name, document) => {
    const { services, problems } = imported(document);
    expect([services, problems.map(({ code }) => code)]).toEqual([[], ['OSL005']]);
  });

  test('finds an indicator of its own document', () => {
    const sli = {
      apiVersion: 'openslo/v1',
      kind: 'SLI',
      metadata: { name: 'orders' },
      spec: { ratioMetric: { counter: false, total: source('All'), good: source('Done') } },
    };
    const { resources } = imported(sli, slo({ indicator: undefined, indicatorRef: 'orders' }));
    expect(resources).toEqual({ 'orders-success': { source: 'metricPair', total: metric('All'), good: metric('Done') } });
  });
});
