import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { judgeMetric } from '../../lib/aws/metrics/published-metric';
import { loadOperations } from '../../lib/cli/files/operations';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDashboards } from '../../lib/conformance/compare-dashboards';
import { Comparison } from '../../lib/conformance/comparison';
import { bodyOf, DASHBOARD_IDS, type DashboardId, type WidgetDraft } from '../../lib/dashboard/dashboard';
import { day2Metric } from '../../lib/dashboard/day2-metrics';
import { cutIntoParts, layOut } from '../../lib/dashboard/layout';
import { DASHBOARD_LIMITS, GRID_COLUMNS } from '../../lib/dashboard/limits';
import { dashboardPage } from '../../lib/dashboard/links';
import { readRows } from '../../lib/dashboard/read/metric-rows';
import { applyVariables, type Body } from '../../lib/dashboard/read/variables';
import { alarmWidgets, graphWidget, type Graph } from '../../lib/dashboard/widgets';
import { dashboardLink } from '../../lib/incident/message/console-links';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import { ledgerAlarmsOf } from '../../lib/plan/budget-plan';
import { buildPlan, plannedObjectives } from '../../lib/plan/build-plan';
import { dashboardGuide } from '../../lib/report/documents/dashboard-guide';
import { metricDefinitions } from '../../lib/report/documents/metric-definitions';
import { monitoringTroubleshooting } from '../../lib/report/documents/monitoring-troubleshooting';
import { PAGING_FAULTS } from '../../lib/report/documents/paging-faults';
import { identityOfMetric, type MetricReference } from '../../lib/slo/sli/sli';
import { isGap } from '../../lib/thresholds/measure';
import { measureOf, measuresOf, RESOURCE_KINDS } from '../../lib/thresholds/resource-kinds';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { stacksOf } from '../helpers/simulated-account';
import { checkTemplates, type TestTemplate } from '../helpers/template-checks';
import { thresholdOf } from '../helpers/thresholds';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
const MODEL = { ...exampleModel({ checkout: [exampleObjective(), EDGE], basket: [exampleObjective()] }), dashboards: { without: [] } };
const { plan: PLAN } = buildPlan(MODEL);

const GRAPH: Graph = {
  region: 'eu-central-1',
  period: 60,
  axis: { label: 'count' },
  rows: Array.from({ length: DASHBOARD_LIMITS.rowsOfWidget }, (_, index) => ['N', `m${index}`, {}] as const),
};

const text = (width: number, height: number): WidgetDraft => ({
  title: 'T',
  description: 'D.',
  width,
  height,
  content: { type: 'text', properties: { markdown: 'T' } },
});

describe('layout', () => {
  test('no widget overlaps another or leaves the grid, and none is lost, whatever their sizes', () => {
    const widget = fc.tuple(fc.integer({ min: 1, max: GRID_COLUMNS }), fc.integer({ min: 1, max: 12 })).map(([width, height]) => text(width, height));
    fc.assert(
      fc.property(fc.array(fc.array(widget, { maxLength: 6 }), { maxLength: 6 }), (lines) => {
        const places = layOut(lines).map(({ place }) => place);
        expect(places).toHaveLength(lines.flat().length);
        const cells = places.flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, index) => `${x + (index % width)} ${y + Math.floor(index / width)}`),
        );
        expect(new Set(cells).size).toBe(cells.length);
        for (const { x, width } of places) expect(x + width).toBeLessThanOrEqual(GRID_COLUMNS);
      }),
      { numRuns: 50 },
    );
  });

  test('what one dashboard cannot hold is cut between lines, each part with the heading', () => {
    const heading = [[text(24, 3)]];
    const lines = Array.from({ length: 300 }, () => [text(12, 6), text(12, 6)]);
    const parts = cutIntoParts(heading, lines);
    expect(parts.map((part) => part.flat().length)).toEqual([499, 103]);
    expect(parts.every((part) => part[0] === heading[0])).toBe(true);
    expect(cutIntoParts(heading, [])).toEqual([heading]);
    const full = graphWidget({ title: 'T', description: 'D.', width: 12, height: 6 }, GRAPH);
    expect(
      cutIntoParts(
        heading,
        Array.from({ length: 6 }, () => [full]),
      ).map((part) => part.length),
    ).toEqual([6, 2]);
  });

  test('more alarms than one widget shows are several', () => {
    const alarms = Array.from({ length: 201 }, (_, index) => ({ name: `a-${index}`, region: 'eu-central-1', severity: 'S1' as const }));
    const widgets = alarmWidgets({ title: 'Alarms', description: 'D.' }, alarms);
    expect(widgets.map(({ title }) => title)).toEqual(['Alarms (1 of 3)', 'Alarms (2 of 3)', 'Alarms (3 of 3)']);
    expect(widgets.flatMap(({ content }) => (content.type === 'alarm' ? content.properties.alarms : []))).toHaveLength(201);
  });
});

/** Every indicator there is, in services of at most 20 objectives, beside what the shipped environments have. */
const INDICATORS = buildPlan({
  ...exampleModel({
    checkout: everyIndicator().map(({ sli, kind, binding }, index) =>
      exampleObjective({ id: `o-${index}`, sli, kind, binding, ...((kind === 'latency' || kind === 'freshness') && { thresholdMs: 2_000 }) }),
    ),
  }),
  dashboards: { without: [] },
}).plan;
const { environments } = loadOperations('config', {});
const SHIPPED = environments.map(({ plan }) => plan);
const PLANS: readonly [string, OperationsPlan][] = [
  ...SHIPPED.map((plan): [string, OperationsPlan] => [plan.environment, plan]),
  ['every indicator', INDICATORS],
];

/** The dashboards of a plan with everything that they lead to, as templates. */
function templatesOf(plan: OperationsPlan, isThere: (name: string) => boolean = () => true): TestTemplate[] {
  const regions = [...new Set([...plan.regions.map(({ region }) => region), plan.incidents?.watchdog.region ?? plan.regions[0]!.region])];
  const alarms = plannedObjectives(plan).flatMap((each) => each.compositeAlarms.map(({ name }) => ({ name, region: each.region })));
  for (const { region, errorBudget, thresholds = [] } of plan.regions) {
    alarms.push(...(errorBudget?.signals ?? []).map(({ name }) => ({ name, region })), ...thresholds.map(({ name }) => ({ name, region })));
  }
  const { incidents } = plan;
  if (incidents !== undefined) {
    alarms.push(...incidents.pagingAlarms, ...incidents.regions.map(({ region, silenceAlarm: { name } }) => ({ name, region })));
    alarms.push(...[incidents.watchdog.alarm, incidents.watchdog.canary.alarm].map(({ name }) => ({ name, region: incidents.watchdog.region })));
  }
  return regions.map((region, index) => ({
    region,
    template: {
      Resources: {
        ...Object.fromEntries(
          alarms
            .filter((alarm) => alarm.region === region && isThere(alarm.name))
            .map(({ name }, at) => [`Alarm${at}`, { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: name, AlarmRule: 'TRUE' } }]),
        ),
        ...(index > 0
          ? {}
          : {
              ...Object.fromEntries(
                plan.runbooks
                  .filter(({ documentName }) => isThere(documentName))
                  .map(({ documentName }, at) => [`Runbook${at}`, { Type: 'AWS::SSM::Document', Properties: { Name: documentName } }]),
              ),
              ...Object.fromEntries(
                plan.dashboards.map((dashboard, at) => [
                  `Dashboard${at}`,
                  {
                    Type: 'AWS::CloudWatch::Dashboard',
                    Properties: { DashboardName: dashboard.name, DashboardBody: { 'Fn::Sub': JSON.stringify(bodyOf(dashboard)) } },
                  },
                ]),
              ),
            }),
      },
    },
  }));
}

const findingsIn = (templates: readonly TestTemplate[]) =>
  checkTemplates(...templates).problems.filter(({ code, where }) => code.startsWith('DSH') || where.path?.includes('Dashboard'));

describe.each(PLANS)('the dashboards of %s', (name, plan) => {
  const widgets = plan.dashboards.flatMap((dashboard) => dashboard.widgets);

  test('keep every limit, show only what is published, and lead only to what is there (002-28, 002-29, 002-30, 002-31, 002-32, 003-20, 003-21, 003-22, 003-23)', () => {
    // Runbooks of the model of every indicator are in no library.
    const templates = templatesOf(plan).map((each) => (name === 'every indicator' ? withDocuments(each, 'shop-prod-api-failing') : each));
    expect(findingsIn(templates)).toEqual([]);
  });

  test('show no metric that is neither in the plan nor published by day2', () => {
    const planned = new Set(plannedMetrics(plan).map(identityOfMetric));
    const unplanned = plan.dashboards.flatMap((dashboard) => {
      const { body } = applyVariables(JSON.parse(JSON.stringify(bodyOf(dashboard))) as Body);
      const rows = (body.widgets as { properties: { metrics?: unknown[] } }[]).flatMap(({ properties }) => readRows(properties.metrics ?? []));
      return rows.flatMap((row) =>
        row.kind !== 'metric' || planned.has(identityOfMetric(row)) || isPublished(row) ? [] : [`${row.namespace} ${row.metricName}`],
      );
    });
    expect([...new Set(unplanned)]).toEqual([]);
  });

  test('say of every widget what it shows, in sentences (002-35)', () => {
    expect(widgets.length).toBeGreaterThan(0);
    for (const { title, description } of widgets) {
      expect([title, title.length > 0 && title.length <= 120]).toEqual([title, true]);
      expect([title, description]).toEqual([title, expect.stringMatching(/^[A-Z0-9].*[.)]$/s) as string]);
    }
  });
});

/** Metrics that day2 publishes, and those of AWS that dashboards show without an alarm or an objective on them. */
function isPublished({ namespace, metricName, dimensions }: { namespace: string; metricName: string; dimensions: Readonly<Record<string, string>> }): boolean {
  const isOfDay2 = day2Metric(namespace, metricName) !== undefined;
  const isShownAlone = [
    ['AWS/Billing', 'EstimatedCharges'],
    ['AWS/Events', 'Invocations'],
    ['AWS/Events', 'FailedInvocations'],
  ].some(([a, b]) => a === namespace && b === metricName);
  return isOfDay2 || (isShownAlone && judgeMetric({ namespace, metricName, dimensions: Object.keys(dimensions) }).kind === 'published');
}

function plannedMetrics(plan: OperationsPlan): readonly MetricReference[] {
  const limits = environments.filter(({ plan: each }) => each === plan).flatMap(({ model }) => model.services.flatMap((service) => service.limits ?? []));
  return [
    ...plannedObjectives(plan).flatMap(({ objective }) => Object.values(objective.sli.metrics)),
    ...plan.regions.flatMap(({ thresholds = [] }) => thresholds.flatMap(({ metrics }) => Object.values(metrics))),
    ...limits.flatMap(({ measure }) => Object.values(measure.metrics)),
    ...Object.values(plan.incidents?.watchdog.canary.alarm.metrics ?? {}),
  ];
}

function withDocuments(given: TestTemplate, name: string): TestTemplate {
  const { template, ...rest } = given as { template: { Resources: object } };
  return { ...rest, template: { Resources: { ...template.Resources, Extra: { Type: 'AWS::SSM::Document', Properties: { Name: name } } } } };
}

test.each<[string, DashboardId, readonly string[]]>([
  [
    'p95 and p99 of latencies, beside errors and throughput (002-14)',
    'performance',
    ['TargetResponseTime p95', 'TargetResponseTime p99', 'HTTPCode_Target_5XX_Count Sum', 'RequestCount Sum'],
  ],
  ['what the application counts itself (002-16)', 'executive', ['DocumentsSent Sum', 'DocumentsAcknowledged Sum']],
  ['use of resources against their limits (003-04)', 'performance', ['ConcurrentExecutions Maximum', 'ConsumedReadCapacityUnits Sum']],
  ['what users and scripted users meet (003-05)', 'user-experience', ['SuccessPercent Sum', 'TargetResponseTime p95']],
  [
    'incidents that are open, what is owed, how fast people were (003-22)',
    'incidents',
    [
      'OpenIncidents Maximum',
      'UpdatesOverdue Maximum',
      'PostmortemsDue Maximum',
      'SecondsToAcknowledge Average',
      'SecondsToResolve Average',
      'AckWithinTarget Average',
      'EngineHeartbeat Sum',
    ],
  ],
])('prod shows %s', (_, id, expected) => {
  const { widgets } = SHIPPED.find(({ environment }) => environment === 'prod')!.dashboards.find((each) => each.id === id)!;
  const rows = widgets.flatMap(({ content }) => (content.type === 'metric' ? readRows(content.properties.metrics) : []));
  expect(rows.flatMap((row) => (row.kind === 'metric' ? [`${row.metricName} ${row.stat}`] : []))).toEqual(expect.arrayContaining([...expected]));
});

test('servers, databases and network are observed: each measure has an alarm with a runbook, and a graph with its threshold (002-15)', () => {
  const KINDS = { server: ['instance', 'ecsService'], database: ['database', 'table'], network: ['applicationLoadBalancer'] } as const;
  const observed = Object.values(KINDS)
    .flat()
    .flatMap((kind) => {
      const { example } = RESOURCE_KINDS[kind];
      return measuresOf(example)
        .filter((id) => !isGap(measureOf(example, id)!))
        .map((id) => thresholdOf(example, id, 'warning', { resource: `a-${kind}` }));
    });
  const shop = exampleModel({ checkout: [exampleObjective()] });
  const { plan, problems } = buildPlan({
    ...shop,
    dashboards: { without: [] },
    services: shop.services.map((service) => ({ ...service, thresholds: observed })),
  });
  expect(problems).toEqual([]);
  const alarms = plan.regions.flatMap(({ thresholds = [] }) => thresholds);
  const performance = plan.dashboards.find(({ id }) => id === 'performance')!.widgets;
  const without = observed.filter(({ resource, measure, measureId }) => {
    const alarm = alarms.find((each) => each.watches.resource === resource && each.watches.measureId === measureId);
    const graph = performance.find(({ title, content }) => title.startsWith(`${resource}: ${measure.what}`) && content.type === 'metric');
    const lines = graph?.content.type === 'metric' ? (graph.content.properties.annotations?.horizontal ?? []) : [];
    return alarm?.watches.runbook === undefined || !lines.some(({ value }) => value === alarm.threshold);
  });
  expect(without.map(({ resource, measureId }) => `${measureId} of ${resource}`)).toEqual([]);
  const metrics = alarms.flatMap(({ metrics: read }) => Object.values(read).map(({ namespace, metricName }) => `${namespace} ${metricName}`));
  expect(metrics).toEqual(
    expect.arrayContaining([
      'AWS/EC2 CPUUtilization',
      'CWAgent mem_used_percent',
      'CWAgent disk_used_percent',
      'AWS/ECS MemoryUtilization',
      'AWS/RDS CPUUtilization',
      'AWS/RDS DatabaseConnections',
      'AWS/RDS FreeStorageSpace',
      'AWS/DynamoDB ConsumedReadCapacityUnits',
      'AWS/ApplicationELB RejectedConnectionCount',
      'AWS/ApplicationELB TargetResponseTime',
    ]),
  );
});

test('prod has every dashboard; an environment has none of what it has nothing to show of', () => {
  const idsOf = (environment: string) => SHIPPED.find((plan) => plan.environment === environment)!.dashboards.map(({ id }) => id);
  expect(idsOf('prod')).toEqual([...DASHBOARD_IDS]);
  expect(idsOf('dev')).not.toContain('security');
  expect(INDICATORS.dashboards.map(({ id }) => id)).toEqual(['executive', 'operations', 'performance', 'slo', 'user-experience']);
});

test('a runbook or an alarm that is not deployed is a finding at every dashboard that leads to it', () => {
  const prod = SHIPPED.find(({ environment }) => environment === 'prod')!;
  const missing = (name: string) => findingsIn(templatesOf(prod, (each) => each !== name)).map(({ code, received }) => `${code} ${received}`);
  expect(new Set(missing('edi-prod-partner-portal-slow'))).toEqual(new Set(['DSH006 edi-prod-partner-portal-slow in eu-central-1']));
  expect(new Set(missing('edi-prod-partner-portal-availability-s0'))).toEqual(new Set(['DSH006 edi-prod-partner-portal-availability-s0 in eu-central-1']));
});

test('messages lead to a dashboard that there is, and one that they lead to cannot be left out (PLN014)', () => {
  const [prod] = environments.filter(({ plan }) => plan.environment === 'prod');
  const { incidents, dashboards } = prod!.plan;
  const { name } = dashboards.find(({ id }) => id === 'incidents')!;
  expect(dashboardLink(incidents!.policy)).toBe(dashboardPage('eu-central-1', name));
  const without = (...ids: DashboardId[]) =>
    buildPlan({ ...prod!.model, dashboards: { without: ids } })
      .problems.map(({ code }) => code)
      .filter((code) => code === 'PLN014');
  expect(without('incidents')).toEqual(['PLN014']);
  expect(without('cost', 'security')).toEqual([]);
  expect(buildPlan({ ...MODEL, dashboards: { without: ['incidents'] } }).problems).toEqual([]);
});

test('a band of a freeze stands in a graph of its own: others would be stretched until all bands are on them', () => {
  const prod = SHIPPED.find(({ environment }) => environment === 'prod')!;
  const banded = prod.dashboards
    .flatMap(({ widgets }) => widgets)
    .filter(({ content }) => content.type === 'metric' && content.properties.annotations?.vertical !== undefined);
  expect(banded.map(({ title }) => title)).toEqual(['When changes are frozen, and alarms muted']);
});

test('a model that asks for no dashboard has none, and what is left out by name is not there', () => {
  expect(buildPlan({ ...MODEL, dashboards: undefined }).plan.dashboards).toEqual([]);
  expect(PLAN.dashboards.map(({ id }) => id)).toContain('slo');
  expect(buildPlan({ ...MODEL, dashboards: { without: ['slo'] } }).plan.dashboards.map(({ id }) => id)).not.toContain('slo');
});

describe('the comparison with what is deployed', () => {
  const deployed = (change: (body: string) => string) => {
    const resources = Object.fromEntries(
      PLAN.dashboards.map((plan, index) => [
        `D${index}`,
        {
          Type: 'AWS::CloudWatch::Dashboard',
          Properties: { DashboardName: plan.name, DashboardBody: { 'Fn::Sub': change(JSON.stringify(bodyOf(plan))) } },
        },
      ]),
    );
    const comparison = new Comparison(assemblyResources(stacksOf({ template: { Resources: resources } })));
    compareDashboards(PLAN, comparison);
    return comparison.differences.map(({ name, what }) => `${name}: ${what}`);
  };

  test('finds a body as planned to be so, and says which widget is not', () => {
    expect(deployed((body) => body)).toEqual([]);
    expect(deployed((body) => body.replace('BudgetRemaining', 'BudgetLeft'))).toContainEqual(
      expect.stringMatching(/^shop-prod-slo: body\.widgets\[\d+\]\.properties\.metrics\[0\]\[1\]$/),
    );
    expect(deployed((body) => body.replace('"widgets":[', '"widgets":[{"type":"text"},'))).not.toEqual([]);
  });
});

describe('the documents of an environment', () => {
  const { plan, model } = environments.find((each) => each.plan.environment === 'prod')!;

  test('say of every dashboard and every widget what it says (002-35)', () => {
    const guide = dashboardGuide(plan);
    for (const { name, widgets } of plan.dashboards) {
      expect(guide).toContain(`\`${name}\``);
      for (const { title, description } of widgets) expect([title, guide.includes(title) && guide.includes(description)]).toEqual([title, true]);
    }
  });

  test('define every metric that a dashboard shows or an alarm of an objective reads (002-36)', () => {
    const page = metricDefinitions(plan, model);
    const shown = plan.dashboards.flatMap(({ widgets }) =>
      widgets.flatMap(({ content }) =>
        content.type === 'metric' ? readRows(content.properties.metrics).flatMap((row) => (row.kind === 'metric' ? [row.metricName] : [])) : [],
      ),
    );
    const read = plannedObjectives(plan).flatMap(({ objective }) => Object.values(objective.sli.metrics).map(({ metricName }) => metricName));
    expect([...new Set([...shown, ...read])].filter((name) => !page.includes(name))).toEqual([]);
  });

  test('name every alarm on paging and on budgets, and only faults that a test or a game day plays (002-37)', () => {
    const page = monitoringTroubleshooting(plan);
    const alarms = [
      ...plan.incidents!.pagingAlarms,
      plan.incidents!.watchdog.alarm,
      plan.incidents!.watchdog.canary.alarm,
      ...plan.regions.flatMap(({ errorBudget }) => ledgerAlarmsOf(errorBudget!)),
    ];
    expect(alarms.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    const texts = ['test', 'scenarios'].flatMap((folder) =>
      (readdirSync(folder, { recursive: true }) as string[])
        .filter((file) => /\.(?:test\.ts|yaml)$/.test(file) && !file.includes('dashboards.test'))
        .map((file) => readFileSync(join(folder, file), 'utf8')),
    );
    const unplayed = PAGING_FAULTS.flatMap(({ ids }) => ids).filter((id) => !texts.some((text) => new RegExp(`\\b${id}\\b`).test(text)));
    expect(unplayed).toEqual([]);
  });
});
