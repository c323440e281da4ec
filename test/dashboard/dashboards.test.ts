import fc from 'fast-check';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDashboards } from '../../lib/conformance/compare-dashboards';
import { Comparison } from '../../lib/conformance/comparison';
import type { WidgetDraft } from '../../lib/dashboard/dashboard';
import { bodyOf } from '../../lib/dashboard/dashboard';
import { cutIntoParts, layOut } from '../../lib/dashboard/layout';
import { DASHBOARD_LIMITS, GRID_COLUMNS } from '../../lib/dashboard/limits';
import { alarmWidgets, graphWidget, type Graph } from '../../lib/dashboard/widgets';
import { buildPlan } from '../../lib/plan/build-plan';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { stacksOf } from '../helpers/simulated-account';

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
