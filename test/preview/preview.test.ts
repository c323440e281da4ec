import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Alarm,
  AlarmStatusWidget,
  AlarmWidget,
  Dashboard,
  GaugeWidget,
  GraphWidget,
  GraphWidgetView,
  LogQueryWidget,
  MathExpression,
  Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import fc from 'fast-check';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { accountRoot } from '../../lib/aws/iam/principal';
import { readRows } from '../../lib/dashboard/read/metric-rows';
import { dashboardPage } from '../../lib/preview/dashboard-page';
import { fillLabel } from '../../lib/preview/labels';
import type { PreviewAccount } from '../../lib/preview/preview-account';
import { previewDashboards } from '../../lib/preview/preview-dashboards';
import { PreviewedPages } from '../../lib/preview/previewed-pages';
import { findMetrics, type ListedMetric } from '../../lib/preview/search';
import { rangeOf } from '../../lib/preview/time-range';
import { Account } from '../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';
const NOW = Date.UTC(2026, 2, 3, 4);
const invocations = (functionName: string) =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Invocations',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });

/** What CDK's own construct writes, with an alarm beside it. */
function cdkTemplate(): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'shop', { env: { account: ACCOUNT, region: REGION } });
  const errors = new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensionsMap: { FunctionName: 'orders' },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
  const alarm = new Alarm(stack, 'Errors', { alarmName: 'orders-errors', metric: errors, threshold: 20, evaluationPeriods: 1 });
  new Dashboard(stack, 'Dashboard', {
    dashboardName: 'shop',
    widgets: [
      [new TextWidget({ markdown: '# Orders\n[runbook](https://example.com/orders)', width: 24 })],
      [
        new GraphWidget({
          title: 'Error ratio',
          left: [new MathExpression({ expression: '100 * e / i', usingMetrics: { e: errors, i: invocations('orders') }, label: 'errors, %' })],
          leftAnnotations: [{ value: 5, label: 'objective' }],
          right: [invocations('billing').with({ label: 'requests (latest ${LAST})' })],
        }),
        new SingleValueWidget({ title: 'Requests', metrics: [invocations('orders'), invocations('billing')], setPeriodToTimeRange: true }),
        new SingleValueWidget({ title: 'Latest', metrics: [invocations('orders')], sparkline: true }),
        new GaugeWidget({ title: 'Gauge', metrics: [errors], leftYAxis: { min: 0, max: 50 } }),
        new GraphWidget({ title: 'Share', view: GraphWidgetView.PIE, left: [invocations('orders'), invocations('billing')] }),
        new GraphWidget({ title: 'Bars', view: GraphWidgetView.BAR, left: [invocations('orders'), invocations('billing')] }),
      ],
      [new AlarmWidget({ title: 'Alarm', alarm }), new AlarmStatusWidget({ title: 'States', alarms: [alarm] })],
      [new LogQueryWidget({ title: 'Logs', logGroupNames: ['/orders'], queryLines: ['fields @message', 'limit 20'] })],
    ],
  });
  return JSON.stringify(Template.fromStack(stack).toJSON());
}

let directory: string;
let account: PreviewAccount;
let pages: ReturnType<typeof previewDashboards>;
let shop: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'day2-preview-'));
  const file = join(directory, 'shop.template.json');
  writeFileSync(file, cdkTemplate());
  const stacks = loadTemplateFile(file, { defaultAccount: ACCOUNT, defaultRegion: REGION });
  const store = new MetricStore();
  const put = (functionName: string, metricName: string, minute: number, value: number, count: number) =>
    store.putDatapoint({ region: REGION, namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: functionName } }, minute, value, count, 'Count');
  for (let minute = NOW / MINUTE_MS - 300; minute < NOW / MINUTE_MS; minute++) {
    put('orders', 'Invocations', minute, 1, 10);
    put('billing', 'Invocations', minute, 1, 3);
    put('orders', 'Errors', minute, minute >= NOW / MINUTE_MS - 60 ? 0.5 : 0, 10);
  }
  const simulated = new Account({ stacks, store, start: NOW - 60 * MINUTE_MS, assumptions: DEFAULT_ASSUMPTIONS });
  simulated.run(NOW);
  account = { now: NOW, call: (region, operation, input) => simulated.call(accountRoot(ACCOUNT), 'cloudwatch', operation, { ...input }, region) };
  pages = previewDashboards(stacks, { account, scenario: 'night' });
  shop = pages.find((page) => page.file === 'shop.html')!.content;
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const PAGES = new PreviewedPages([
  { name: 'shop', region: REGION, file: 'shop.html' },
  { name: 'a/b', region: REGION, file: 'a_b.html' },
  { name: 'a/b', region: 'us-east-1', file: 'a_b-us-east-1.html' },
]);

/** The page of a body with these widgets. */
const pageOf = (widgets: readonly unknown[], rest: object = {}) =>
  dashboardPage({ name: 'own', region: REGION, body: { widgets, ...rest } }, { account, scenario: 'night', pages: PAGES });
const metricWidget = (metrics: readonly unknown[], properties: object = {}) => ({
  type: 'metric',
  width: 24,
  height: 6,
  properties: { region: REGION, stat: 'Sum', period: 300, metrics, ...properties },
});
/** What the legend of a page with one widget says. */
const legendOf = (page: string) => [...page.matchAll(/<\/svg\s*><span>([^<]*)<\/span>/g)].map(([, text]) => text);
const invoked = (...rest: unknown[]) => ['AWS/Lambda', 'Invocations', 'FunctionName', ...rest];

describe("a dashboard of CDK's own construct", () => {
  test('is a page of its own, beside an index that leads to it', () => {
    expect(pages.map(({ file }) => file)).toEqual(['index.html', 'shop.html']);
    expect(pages[0]!.content).toContain('<a href="shop.html">shop</a>, eu-central-1, 10 widgets');
  });

  test('has the arithmetic of its graph, its objective, the right axis and what a dynamic label asks for', () => {
    // 5 of 10 are bad in the last hour: 50 %.
    expect(legendOf(shop)).toEqual(expect.arrayContaining(['errors, % (0 to 50)', 'objective: 5', 'requests (latest 12) (12 to 15, right axis)']));
  });

  test('has the sum of the whole range where a number is to show that, and a line beside it', () => {
    // Three hours of 10 and of 3 a minute; that of the last minute has not arrived.
    expect(shop).toMatch(/<dt>Invocations orders<\/dt>\s*<dd class="value">1790<\/dd>/);
    expect(shop).toMatch(/<dt>Invocations billing<\/dt>\s*<dd class="value">537<\/dd>/);
    expect(shop).toContain('aria-label="Invocations: Invocations 40 to 50"');
  });

  test('has gauge, pie and bars', () => {
    expect(shop).toMatch(/aria-label="Errors: 2\d, of 0 to 50"/);
    expect(shop).toMatch(/aria-label="Invocations orders \d+; Invocations billing \d+"/);
    expect(shop).toMatch(/class="bar" style="width:30%/);
  });

  test('has the metric of an alarm with its threshold, and the state of the alarm', () => {
    expect(legendOf(shop)).toContain('threshold of orders-errors: 20');
    expect(shop).toMatch(/<span class="alarm-state on">in alarm<\/span> orders-errors/);
  });

  test('has its text, and says what it does not draw: only the log query', () => {
    expect(shop).toContain('<a href="https://example.com/orders">runbook</a>');
    expect(shop.match(/not drawn: [^<]*/g)).toEqual(['not drawn: log query: a simulated account writes no logs']);
    expect(shop).toContain('fields @message');
  });

  test('is the same bytes a second time', () => {
    expect(pageOf([metricWidget([invoked('orders')])])).toBe(pageOf([metricWidget([invoked('orders')])]));
  });
});

describe('rows', () => {
  test.each<[string, unknown[], string[]]>([
    ['a dot repeats what stands above it', [invoked('orders'), ['.', 'Errors', '.', '.']], ['AWS/Lambda Invocations orders', 'AWS/Lambda Errors orders']],
    ['three dots repeat all but the end', [invoked('orders'), ['...', 'billing']], ['AWS/Lambda Invocations orders', 'AWS/Lambda Invocations billing']],
    [
      'an expression is nothing to repeat',
      [invoked('orders'), [{ expression: 'SUM(METRICS())' }], ['...', 'billing']],
      ['AWS/Lambda Invocations orders', 'SUM(METRICS())', 'AWS/Lambda Invocations billing'],
    ],
    ['what names no metric is said', [['.'], ['AWS/Lambda'], 7], ['["."]', '["AWS/Lambda"]', '7']],
  ])('%s', (_, metrics, expected) => {
    const text = readRows(metrics).map((row) =>
      row.kind === 'metric'
        ? [row.namespace, row.metricName, ...Object.values(row.dimensions)].join(' ')
        : row.kind === 'expression'
          ? row.expression
          : row.text,
    );
    expect(text).toEqual(expected);
  });

  test.each<[string, unknown[], string[]]>([
    [
      'hidden rows are computed with and not drawn',
      [invoked('orders', { id: 'a', visible: false }), [{ expression: 'a * 2', label: 'twice' }]],
      ['twice (100)'],
    ],
    [
      'an expression over an expression',
      [invoked('orders', { id: 'a', visible: false }), [{ expression: 'a * 2', id: 'b', visible: false }], [{ expression: 'b + 1', label: 'c' }]],
      ['c (101)'],
    ],
    [
      'METRICS() is every metric',
      [invoked('orders', { id: 'a' }), invoked('billing', { id: 'b' }), [{ expression: 'SUM(METRICS())', label: 'all' }]],
      ['Invocations orders (50)', 'Invocations billing (15)', 'all (65)'],
    ],
    [
      'an expression over several gives each',
      [invoked('orders', { id: 'a', visible: false }), invoked('billing', { id: 'b', visible: false }), [{ expression: 'METRICS() / 5' }]],
      ['Invocations orders (10)', 'Invocations billing (3)'],
    ],
    [
      'a search gives what it finds, labelled',
      [[{ expression: `SEARCH('{AWS/Lambda,FunctionName} MetricName="Invocations"', 'Sum', 300)`, label: "${PROP('Dim.FunctionName')} ${MAX}" }]],
      ['billing 15 (15)', 'orders 50 (50)'],
    ],
    ['a search that is added up', [[{ expression: `SUM(SEARCH('{AWS/Lambda,FunctionName} Invocations', 'Sum', 300))`, label: 'all' }]], ['all (65)']],
  ])('%s', (_, metrics, expected) => {
    const page = pageOf([metricWidget(metrics)], { end: '2026-03-03T03:00:00Z', start: '-PT1H' });
    expect(legendOf(page).slice(0, legendOf(page).length)).toEqual(expected);
    expect(page).not.toContain('not drawn');
  });

  test.each([
    ['SELECT AVG(Duration) FROM "AWS/Lambda"', 'a Metrics Insights query'],
    ['ANOMALY_DETECTION_BAND(a)', 'ANOMALY_DETECTION_BAND'],
    ['SORT(METRICS(), MAX, DESC)', 'several series'],
    ['a +', 'expression a +'],
  ])('%s is said not to be drawn, and the rows beside it are', (expression, why) => {
    const page = pageOf([metricWidget([invoked('orders', { id: 'a' }), [{ expression }]])]);
    expect(page).toContain('Invocations (40 to 50)');
    expect(page).toMatch(new RegExp(`not drawn: [^<]*${why.replaceAll('+', '\\+')}`));
  });

  test('too many points take a longer period, as in the console, and the page says so; a body that keeps its periods keeps them', () => {
    const minutely = metricWidget([invoked('orders')], { period: 60 });
    expect(pageOf([minutely], { start: '-P7D' })).toContain('drawn with a period of 900 s, not 60 s');
    expect(pageOf([minutely], { start: '-P7D', periodOverride: 'inherit' })).not.toContain('drawn with a period');
  });
});

describe('searches', () => {
  const listed: readonly ListedMetric[] = [
    { namespace: 'AWS/Lambda', metricName: 'Errors', dimensions: { FunctionName: 'orders-api' } },
    { namespace: 'AWS/Lambda', metricName: 'Errors', dimensions: { FunctionName: 'orders-api', Resource: 'orders-api:live' } },
    { namespace: 'AWS/Lambda', metricName: 'Throttles', dimensions: { FunctionName: 'billingWorker' } },
    { namespace: 'Shop', metricName: 'Carts', dimensions: {} },
  ];
  test.each([
    ['{AWS/Lambda,FunctionName}', [0, 2]],
    ['{AWS/Lambda,FunctionName} MetricName="Errors"', [0]],
    ['{AWS/Lambda,FunctionName,Resource}', [1]],
    ['{"AWS/Lambda",Resource,FunctionName} Errors', [1]],
    ['Errors OR Throttles', [0, 1, 2]],
    ['{AWS/Lambda,FunctionName} NOT Errors', [2]],
    ['FunctionName=orders MetricName="Errors"', [0, 1]],
    ['worker', [2]],
    ['"worker"', []],
    ['MetricName=(Errors OR Carts) NOT Resource', [0, 3]],
    ['{Shop}', [3]],
  ])('%s', (search, expected) => {
    expect(findMetrics(search, listed).map((metric) => listed.indexOf(metric))).toEqual(expected);
  });

  test.each(['(Errors', 'MetricName=', 'OR'])('%s is no search', (search) => expect(() => findMetrics(search, listed)).toThrow('search expression'));
});

test('dynamic labels speak of values, times and properties, and keep what they do not know', () => {
  const points = [
    [NOW, 2],
    [NOW + MINUTE_MS, null],
    [NOW + 2 * MINUTE_MS, 5],
    [NOW + 3 * MINUTE_MS, 3],
  ] as const;
  const series = {
    metric: { namespace: 'Shop', metricName: 'Carts', dimensions: { Till: 'a' } },
    stat: 'Sum',
    periodSeconds: 60,
    region: REGION,
    plain: 'Carts',
    points,
  };
  const label = "${LABEL} ${PROP('Dim.Till')} ${PROP('Stat')} ${FIRST} ${LAST} ${MIN} ${MAX} ${AVG} ${SUM} ${DATAPOINT_COUNT} ${MAX_TIME} ${OTHER}";
  expect(fillLabel(label, series)).toBe('Carts a Sum 2 3 2 5 3.33 10 3 3 Mar 04:02:00 ${OTHER}');
  expect(fillLabel('${LAST} ${SUM}', { ...series, points: [] })).toBe('-- --');
});

test.each([
  [{ start: '-PT8H' }, 480],
  [{ start: '-P1DT12H' }, 2_160],
  [{ start: '-P3M' }, 129_600],
  [{ start: '-P2W' }, 20_160],
  [{}, 180],
  [{ start: 'yesterday' }, 180],
  [{ start: '2026-03-03T01:00:00Z', end: '2026-03-03T03:00:00Z' }, 120],
])('the range of %p is %p minutes long', (given, minutes) => {
  const { from, to } = rangeOf(given, NOW);
  expect((to - from) / MINUTE_MS).toBe(minutes);
});

describe('what others write', () => {
  test('variables are drawn with what they begin with: a pattern in all texts, a property in widgets and dimensions', () => {
    const variables = [
      { type: 'pattern', pattern: 'FN', label: 'Function', values: [{ value: 'orders' }, { value: 'billing' }] },
      { type: 'property', property: 'FunctionName', label: 'Other', defaultValue: 'billing', values: [] },
    ];
    const page = pageOf([metricWidget([invoked('somebody', { label: 'of FN ${MAX}' })])], { variables });
    expect(legendOf(page)).toEqual(['of orders 15 (12 to 15)']);
    expect(page).toContain('Function: orders (also billing), Other: billing');
  });

  test('bands and moments, and a colour that is one', () => {
    const annotations = {
      vertical: [
        [{ value: '2026-03-03T02:00:00Z', label: 'freeze' }, { value: '2026-03-03T03:00:00Z' }],
        { value: '2026-03-03T03:30:00Z', label: 'deployed' },
        { value: '2020-01-01T00:00:00Z', label: 'long ago' },
      ],
    };
    const page = pageOf([metricWidget([invoked('orders', { color: '#ff0000' }), invoked('billing', { color: '"><script>' })], { annotations })]);
    expect(legendOf(page)).toEqual(['Invocations orders (40 to 50)', 'Invocations billing (12 to 15)', 'deployed']);
    expect(page).toContain('<span>freeze</span>');
    expect(page).toContain('stroke="#ff0000"');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('long ago');
  });

  test('a text runs nothing and loads nothing, whatever it holds', () => {
    const markdown = '<script>alert(1)</script> [a](javascript:alert(1)) ![b](https://example.com/b.png) [button:primary:Go](https://example.com/go)';
    const page = pageOf([{ type: 'text', properties: { markdown } }]);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script>|<img|href="javascript/);
    expect(page).toContain('<a href="https://example.com/go">Go</a>');
  });

  test.each([
    ['https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/shop', 'shop.html'],
    ['https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards:name=shop;start=PT1H', 'shop.html'],
    ['https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/a%2Fb?start=PT3H', 'a_b-us-east-1.html'],
    ['https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/a%2Fb', 'a_b.html'],
    ['https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#dashboards/dashboard/shop', 'shop.html'],
    ['https://example.com/#dashboards/dashboard/shop', undefined],
    ['https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/other', undefined],
    ['https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/%zz', undefined],
    ['https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/shop', undefined],
  ])('a link to %s leads to %s (13.2)', (address, file) => {
    const page = pageOf([{ type: 'text', properties: { markdown: `[there](${address})` } }]);
    // Only what is previewed as well is a page; everything else stays as it was written.
    const [, href] = /<a href="([^"]*)">there<\/a>/.exec(page) ?? [];
    expect(href?.replaceAll('&amp;', '&')).toBe(file ?? address.replace('%zz', '%25zz'));
  });

  test.each([
    ['custom', 'a widget of type custom'],
    ['explorer', 'a widget of type explorer'],
    ['chart', 'a widget of type chart'],
    [7, 'a widget of type unknown'],
  ])('a widget of type %p is a box that says so', (type, text) => expect(pageOf([{ type, properties: {} }])).toContain(`not drawn: ${text}`));

  test('a metric nobody has is no data, not an empty chart', () => {
    const page = pageOf([metricWidget([['AWS/Lambda', 'Nothing', 'FunctionName', 'orders']])]);
    expect(page).toContain('no data from 2026-03-03 01:00');
    expect(page).not.toContain('<svg class="wide"');
  });

  test('no value of any member fails a preview', () => {
    const any = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('Sum', 'SEARCH(', '${', '-PT1H', '#fff', 1e9, -1, 60, 'a'),
      fc.constant(invoked('orders')),
    );
    const dictionaryOf = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), any);
    const row = fc.oneof(
      any,
      fc.tuple(
        fc.constant('AWS/Lambda'),
        fc.constant('Errors'),
        dictionaryOf(['id', 'expression', 'label', 'period', 'stat', 'yAxis', 'region', 'visible', 'color', 'accountId']),
      ),
    );
    const properties = fc.tuple(
      dictionaryOf([
        'title',
        'view',
        'stacked',
        'period',
        'stat',
        'region',
        'yAxis',
        'annotations',
        'legend',
        'start',
        'end',
        'markdown',
        'alarms',
        'sparkline',
        'setPeriodToTimeRange',
        'insightRule',
        'query',
      ]),
      fc.array(row, { maxLength: 3 }),
    );
    const widget = fc
      .tuple(
        dictionaryOf(['x', 'y', 'width', 'height']),
        fc.constantFrom('metric', 'metric', 'text', 'alarm', 'log', 'other'),
        fc.constantFrom('timeSeries', 'singleValue', 'pie', 'bar', 'gauge', 'table', 'other'),
        properties,
      )
      .map(([place, type, view, [own, metrics]]) => ({ ...place, type, properties: { view, metrics, ...own } }));
    fc.assert(
      fc.property(
        fc.oneof(any, fc.array(fc.oneof(any, widget), { maxLength: 3 })),
        dictionaryOf(['variables', 'start', 'end', 'periodOverride']),
        (widgets, rest) => {
          expect(pageOf(widgets as readonly unknown[], rest)).toContain('</html>');
        },
      ),
      { numRuns: 100 },
    );
  });
});
