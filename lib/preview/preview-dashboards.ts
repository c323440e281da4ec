import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { listOf } from '../problems/untyped';
import { dashboardIndex, dashboardPage, type PreviewOccasion } from './dashboard-page';
import { PreviewedPages } from './previewed-pages';
import { readDashboards } from './read-dashboards';

/** A page of a preview. */
export interface PreviewPage {
  /** `index.html`, or the name of the dashboard. */
  readonly file: string;
  readonly content: string;
}

/** A page for each dashboard of the stacks, and an index. */
export function previewDashboards(stacks: readonly LoadedStack[], occasion: Omit<PreviewOccasion, 'pages'>): readonly PreviewPage[] {
  const taken = new Set(['index.html']);
  const dashboards = readDashboards(stacks).map((dashboard) => ({ dashboard, file: fileName(dashboard.name, dashboard.region, taken) }));
  const index = dashboards.map(({ dashboard: { name, region, body }, file }) => ({ name, region, file, widgets: listOf(body, 'widgets').length }));
  const pages = new PreviewedPages(index);
  return [
    { file: 'index.html', content: dashboardIndex(index, occasion.scenario) },
    ...dashboards.map(({ dashboard, file }) => ({ file, content: dashboardPage(dashboard, { ...occasion, pages }) })),
  ];
}

/** A name of a file that nobody else has: dashboards of two regions may have one name. */
function fileName(name: string, region: string, taken: Set<string>): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  const candidates = [`${safe}.html`, `${safe}-${region}.html`, ...Array.from({ length: taken.size + 1 }, (_, index) => `${safe}-${index + 2}.html`)];
  const file = candidates.find((candidate) => !taken.has(candidate))!;
  taken.add(file);
  return file;
}
