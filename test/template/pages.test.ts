import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactsByEndpoint } from '../../lib/conformance/stored-contacts';
import type { ScenarioCourse } from '../../lib/gameday/course';
import { runGameDay } from '../../lib/gameday/run-game-day';
import type { PreviewPage } from '../../lib/preview/preview-dashboards';
import { gameDayHtml } from '../../lib/report/game-day-html';
import type { PlayedScenario } from '../../lib/report/junit';
import { everything } from '../helpers/game-day-reports';
import { CHROMIUM, PageLooker } from '../helpers/look-at-page';
import { deadPageLinks, hrefsOf } from '../helpers/page-links';
import { shippedEnvironment, shippedScenario, shippedStacks } from '../helpers/shipped-assembly';
import { shippedPreviews } from '../helpers/shipped-previews';
import { writeShippedSite } from '../helpers/shipped-site';

/**
 * An acknowledged outage and one that a runbook ends, whole; of a blip, lost metrics and slow requests only what alarms do, which takes a fifth
 * of the time and leaves things that nobody can tell.
 */
const SCENARIOS = [
  ['portal-outage-acknowledged', 'everything'],
  ['portal-outage-mitigated', 'everything'],
  ['portal-blip', 'alarms'],
  ['telemetry-lost', 'alarms'],
  ['translate-backlog', 'alarms'],
] as const;

/** Previews with every kind of widget between them: figures, charts with thresholds, bands of maintenance, tables of alarms, text. */
const LOOKED_AT = ['index.html', '-executive.html', '-slo.html', '-incidents.html'] as const;

const { plan, model } = shippedEnvironment('prod');
const services = model.services.map(({ id }) => id);
let directory: string;
const played: PlayedScenario[] = [];
let report: string;
let dashboards: readonly PreviewPage[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'day2-pages-'));
  const stacks = shippedStacks('prod');
  for (const [id, plays] of SCENARIOS) {
    let course: ScenarioCourse | undefined;
    const result = await runGameDay({ scenario: shippedScenario(id), model, plan, stacks, plays, onCourse: (made) => (course = made) });
    played.push({ report: result, seconds: 0, course: course! });
  }
  report = gameDayHtml([...played, { report: everything, seconds: 0 }], services);
  dashboards = await shippedPreviews('portal-outage-mitigated');
  writeFileSync(join(directory, 'report.html'), report);
  for (const { file, content } of dashboards) writeFileSync(join(directory, file), content);
  writeShippedSite(join(directory, 'site'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the report of a game day tells nobody how people are reached', () => {
  const contacts = [...contactsByEndpoint(plan.incidents!).keys()];
  expect(contacts.length).toBeGreaterThan(10);
  expect(contacts.filter((contact) => report.includes(contact))).toEqual([]);
});

test('the report has every scenario, what people did, and how budgets burned beside each threshold', () => {
  for (const { report: each } of played) expect(report).toContain(`id="${each.scenario.id}"`);
  expect(report).toMatch(/acknowledged by \w+ after \d+m/);
  expect(report).toMatch(/fast burn \(page\): [^<]*1h and 5m/);
  expect(report).toContain('Runbooks and their steps');
});

test('there is a preview of every dashboard of prod, with data in it', () => {
  expect(dashboards.length).toBeGreaterThan(1);
  for (const { file, content } of dashboards.slice(1)) {
    expect([file, content.includes('not drawn')]).toEqual([file, false]);
    expect(content).toContain('<svg class="');
  }
});

test('every link of report and previews leads to something that is there, and one to a dashboard to its preview (13.2)', () => {
  const pages = [...dashboards, { file: 'report.html', content: report }];
  expect(deadPageLinks(pages)).toEqual([]);
  const between = dashboards.slice(1).flatMap(({ content }) => hrefsOf(content).filter((href) => /^[^#]*\.html$/.test(href) && href !== 'index.html'));
  expect(between.length).toBeGreaterThan(10);
  expect(dashboards.flatMap(({ content }) => hrefsOf(content).filter((href) => href.includes('#dashboards')))).toEqual([]);
  expect(deadPageLinks([{ file: 'a.html', content: '<a href="b.html">b</a> <a href="#c">c</a> <a href="https://example.com">d</a>' }])).toHaveLength(2);
});

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;
const because = CHROMIUM === undefined ? ' (SKIPPED: there is no Chromium on this machine; apt-get install chromium)' : '';

inBrowser(`pages in Chromium, at 390 and 1440 pixels, light and dark${because}`, () => {
  const looker = new PageLooker();
  beforeAll(() => looker.start());
  afterAll(() => looker.end());

  test('the report of five scenarios has nothing empty, cut, overlapping or unnamed, asks for nothing, and can be filtered', async () => {
    const shown = `[...document.querySelectorAll('section')].filter((section) => !section.hidden).map(({ id }) => id)`;
    const faults = await looker.faultsOf({ file: join(directory, 'report.html') }, async (page) => {
      expect(await page.evaluate(shown)).toHaveLength(SCENARIOS.length + 1);
      await page.select('select[name="service"]', 'edi-translate');
      const left = (await page.evaluate(shown)) as string[];
      expect(left).toContain('translate-backlog');
      expect(left).not.toContain('portal-outage-acknowledged');
    });
    expect(faults).toEqual([]);
  });

  test('nor has the index of previews, nor three of them: the others are in every-page.test, which takes long', async () => {
    const looked = dashboards.filter(({ file }) => LOOKED_AT.some((end) => file.endsWith(end)));
    expect(looked).toHaveLength(LOOKED_AT.length);
    const faults: string[] = [];
    for (const { file } of looked) faults.push(...(await looker.faultsOf({ file: join(directory, file) })).map((fault) => `${file}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test('nor has the site of the handover: its index, and a document with a diagram and tables', async () => {
    const faults: string[] = [];
    for (const name of ['index', 'support-playbook'])
      faults.push(...(await looker.faultsOf({ file: join(directory, 'site', `${name}.html`) })).map((fault) => `${name}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test('what is wrong with a page is found: every one of these stands in a page that is broken on purpose', async () => {
    const drawing = (attributes: string, inside: string) => `<svg role="img" width="100" viewBox="0 0 100 50" ${attributes}>${inside}</svg>`;
    const line = '<path d="M0 0L100 50" stroke="var(--s1)"/>';
    const broken: Readonly<Record<string, string>> = {
      'a chart is empty: <svg> nothing drawn': drawing('aria-label="nothing drawn"', '<path d="M0 0L100 0" stroke="var(--line)"/>'),
      'a chart has no name': drawing('', line),
      'a chart has no labels: <svg> no labels': drawing('aria-label="no labels"', `<g clip-path="none">${line}</g>`),
      'letters are too small: <svg> tiny': `<svg role="img" aria-label="tiny" width="300" viewBox="0 0 1000 50">${line}<text y="20" style="font-size:12px">a</text></svg>`,
      'text is cut: <div> much too long': '<div style="width:60px;overflow:hidden;white-space:nowrap">much too long for its place</div>',
      'text is cut: <text> outside': drawing('aria-label="a"', `${line}<text x="80" y="20">outside of its drawing</text>`),
      'texts overlap: <div> first':
        '<div style="position:relative;height:20px"><div style="position:absolute">first text</div><div style="position:absolute">second text</div></div>',
      'wider than the screen': '<div style="width:3000px">wide</div>',
      'a figure has no caption': '<figure>a</figure>',
      'a widget is empty': '<div class="widget"></div>',
      'a lane has no name': '<div class="lanes"><ul><li><span class="lane-name"></span>lane</li></ul></div>',
      'console: broken': '<script>console.error("broken")</script>',
      'error: Error: failed': '<script>throw new Error("failed")</script>',
      'request: http://127.0.0.1:9/a.png': '<img alt="a" src="http://127.0.0.1:9/a.png">',
      'axe color-contrast': '<p style="color:#bbb;background:#fff">pale</p>',
    };
    const faults = await looker.faultsOf({
      text: `<!doctype html><html lang="en"><title>a</title><body><main><h1>a</h1>${Object.values(broken).join('')}</main></body></html>`,
    });
    expect(Object.keys(broken).filter((fault) => !faults.some((found) => found.includes(fault)))).toEqual([]);
  });
});
