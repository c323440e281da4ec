import fc from 'fast-check';
import type { TimeChart } from '../../lib/page/chart';
import { drawDiagram } from '../../lib/page/diagram';
import { downsample, type Point } from '../../lib/page/downsample';
import { ChartPen } from '../../lib/page/draw-chart';
import { compactNumber, scaleOf, ticksBetween, tickText } from '../../lib/page/figures';
import { html, Html } from '../../lib/page/html';
import { drawLanes } from '../../lib/page/lanes';
import { renderMarkdown } from '../../lib/page/markdown';
import { belongsTo, renderPage, table } from '../../lib/page/page';
import { MINUTE_MS } from '../../lib/time/time';

const START = Date.UTC(2026, 2, 3, 2, 0);
const chart = (changes: Partial<TimeChart> = {}): TimeChart => ({
  title: 'Events a minute',
  from: START,
  to: START + 60 * MINUTE_MS,
  series: [{ name: 'all', points: Array.from({ length: 60 }, (_, minute) => [START + minute * MINUTE_MS, minute % 7] as const) }],
  levels: [{ name: 'threshold', value: 5 }],
  bands: [{ name: 'outage', from: START + 10 * MINUTE_MS, to: START + 20 * MINUTE_MS }],
  ...changes,
});

describe('HTML', () => {
  test('text is escaped between tags and in attributes, markup is not, and nothing leaves nothing', () => {
    const nasty = `<script>alert("1" & '2')</script>`;
    expect(html`<a title="${nasty}">${nasty}${new Html('<b>')}${undefined}${false}${[1, ['<']]}</a>`.text).toBe(
      '<a title="&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;">&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;<b>1&lt;</a>',
    );
  });

  test('characters that no page may hold are replaced', () => {
    expect(html`${'a\u0000b\u001Bc\uD800d\u{1F600}'}`.text).toBe('a\uFFFDb\uFFFDc\uFFFDd\u{1F600}');
  });

  test('no text, whatever it is, ends up as a tag or ends an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<i title="${text}">${text}</i>`.text).toMatch(/^<i title="[^"<>]*">[^<>]*<\/i>$/);
      }),
    );
  });
});

describe('a page', () => {
  const page = renderPage({
    title: 'Game days',
    body: [table(undefined, ['who'], [{ cells: ['ana'], attributes: belongsTo({ service: ['portal', 'ingest', 'portal'], person: [] }) }])],
    filters: [
      { of: 'service', names: ['ingest', 'portal'] },
      { of: 'person', names: ['ana'] },
    ],
  });

  test('names nothing outside of itself, and forbids to ask for anything', () => {
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import|https?:/);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  test('has a filter where there is a choice, and says what each row belongs to, once', () => {
    expect(page).toContain('<select name="service">');
    expect(page).not.toContain('<select name="person">');
    expect(page).toContain('<tr data-service="portal ingest">');
  });

  test('has no script where nothing can be filtered', () => {
    expect(renderPage({ title: 'a', body: 'b' })).not.toContain('<script');
  });
});

describe('Markdown', () => {
  const MERMAID = ['flowchart LR', '  subgraph g1["home <1>"]', '    n1["2 alarms"]', '  end', '  n2{"who?"}', '  n1 --> n2', '  n2 -->|S0| n1'];
  const fenced = (...lines: string[]) =>
    renderMarkdown(['# Top', '[a](b.md) [c](d.md)', '```mermaid', ...lines, '```', '    code'].join('\n'), {
      linkTo: (address) => (address === 'b.md' ? 'b.html' : undefined),
      idOf: (heading) => `s-${heading}`,
    }).text;

  test('leads links where they lead on the page, keeps the text of the others, and names headings', () => {
    expect(fenced(...MERMAID)).toContain('<h1 id="s-Top">Top</h1>\n<p><a href="b.html">a</a> c</p>');
  });

  test('says a flowchart in words, box by box with where it leads; any other diagram stays as it is written', () => {
    const words = fenced(...MERMAID).replaceAll(/\s+/g, ' ');
    expect(words).toContain('<strong>home &lt;1&gt;</strong>');
    expect(words).toContain('<li>2 alarms, to who?</li>');
    expect(words).toContain('<li>who?, to S0: 2 alarms (home &lt;1&gt;)</li>');
    for (const other of [
      ['sequenceDiagram', 'a->>b: hi'],
      ['flowchart LR', 'a -.-> b'],
    ])
      expect(fenced(...other)).toContain(`language-mermaid">${other[0]}`);
  });

  test('can be scrolled by keyboard where it is wider than a phone, and runs nothing', () => {
    expect(fenced('flowchart LR', 'a -.-> b')).toContain('<pre tabindex="0">');
    expect(renderMarkdown('<script>alert(1)</script> ![a](b.png) [c](javascript:alert)').text).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; !<a href="b.png">a</a> [c](javascript:alert)</p>\n',
    );
  });
});

describe('a diagram', () => {
  const drawn = (edges: readonly (readonly [string, string, string?])[], ids = ['a', 'b', 'c']) =>
    drawDiagram({
      title: 'Way',
      nodes: ids.map((id) => ({ id, text: `box ${id} <&>` })),
      edges: edges.map(([from, to, text]) => ({ from, to, ...(text !== undefined && { text }) })),
    }).text;
  const tops = (text: string) => [...text.split('<svg')[1]!.matchAll(/<rect[^>]* y="([\d.]+)"/g)].map(([, y]) => Number(y));

  test('has each box below all that lead to it, says what it shows in words, and escapes', () => {
    const text = drawn([
      ['a', 'b', 'then'],
      ['b', 'c'],
      ['a', 'c'],
    ]);
    const [a, b, c] = tops(text);
    expect(a! < b! && b! < c!).toBe(true);
    expect(text).toContain('aria-label="Way: box a &lt;&amp;&gt;, then (then) box b &lt;&amp;&gt;;');
    expect(text).not.toContain('<&>');
    expect(drawn([])).toContain('Way: box a');
  });

  test('stays within its width, whatever leads to what, circles too', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const edge = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 15 }), (edges) => {
        for (const svg of drawn(edges, ids).split('<svg').slice(1)) {
          const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number) as [number, number, number];
          const boxes = [...svg.matchAll(/<rect\s+x="([\d.-]+)"\s+y="([\d.-]+)"\s+width="([\d.]+)"\s+height="([\d.]+)"/g)].map((found) =>
            found.slice(1).map(Number),
          );
          expect(boxes).toHaveLength(ids.length);
          for (const [x, y, w, h] of boxes) expect([x! >= 0, x! + w! <= width, y! + h! <= height]).toEqual([true, true, true]);
          for (const [index, [x, y, w, h]] of boxes.entries())
            for (const [ox, oy, ow, oh] of boxes.slice(index + 1)) expect(x! + w! <= ox! || ox! + ow! <= x! || y! + h! <= oy! || oy! + oh! <= y!).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a chart', () => {
  test('is the same bytes whatever was drawn before it', () => {
    const first = new ChartPen().figure(chart()).text;
    const pen = new ChartPen();
    pen.figure(chart({ title: 'another' }));
    expect(new ChartPen().figure(chart()).text).toBe(first);
    expect(first).not.toMatch(/zr\d/);
  });

  test('has ids of its own within a page', () => {
    const pen = new ChartPen();
    const ids = [...(pen.figure(chart()).text + pen.figure(chart()).text).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says in words what it shows, for whoever cannot see it', () => {
    expect(new ChartPen().figure(chart()).text).toContain('aria-label="Events a minute: all 0 to 6; threshold 5; outage"');
  });

  test('says the level once: a name that has it needs no figure', () => {
    const legend = (name: string, value: number) =>
      [...new ChartPen().figure(chart({ levels: [{ name, value }] })).text.matchAll(/<span>([^<]*)<\/span>/g)].map(([, text]) => text);
    expect(legend('50 %: changes need a notice', 50)).toContain('50 %: changes need a notice');
    expect(legend('pages above 14.4', 14.4)).toContain('pages above 14.4');
    expect(legend('after 5 days', 50)).toContain('after 5 days: 50');
  });

  test('without any value says so, and draws nothing', () => {
    const { text } = new ChartPen().figure(chart({ series: [{ name: 'all', points: [[START, null]] }] }));
    expect(text).toContain('no data from 2026-03-03 02:00 to 2026-03-03 03:00 UTC');
    expect(text).not.toContain('<svg');
  });

  test('keeps labels of axes as they are: only paths are rounded', () => {
    const { text } = new ChartPen().figure(
      chart({
        series: [
          {
            name: 'all',
            points: [
              [START, 0],
              [START + MINUTE_MS, 0.05],
            ],
          },
        ],
        levels: [],
      }),
    );
    expect(text).toMatch(/>0\.02</);
    expect([...text.matchAll(/ d="([^"]*)"/g)].filter(([, path]) => /\.\d\d/.test(path!))).toEqual([]);
  });
});

describe('what is left of many points', () => {
  const points = fc
    .array(fc.option(fc.integer({ min: -1_000, max: 1_000 }), { nil: null, freq: 9 }), { minLength: 1, maxLength: 3_000 })
    .map((values) => values.map((value, index): Point => [index * MINUTE_MS, value]));

  test('has the first and the last, every extreme and a gap where there was one, in order and unchanged', () => {
    fc.assert(
      fc.property(points, (all) => {
        const kept = downsample(all, 50);
        const known = (list: readonly Point[]) => list.flatMap(([, value]) => (value === null ? [] : [value]));
        expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)]);
        expect([Math.min(...known(kept)), Math.max(...known(kept))]).toEqual([Math.min(...known(all)), Math.max(...known(all))]);
        expect(kept.some(([, value]) => value === null)).toBe(all.some(([, value]) => value === null));
        expect(kept.every((point) => all.includes(point))).toBe(true);
        expect(kept.every(([at], index) => index === 0 || at > kept[index - 1]![0])).toBe(true);
        expect(kept.length).toBeLessThanOrEqual(Math.max(200, 51 * 5));
      }),
      { numRuns: 50 },
    );
  });
});

describe('figures', () => {
  test.each([
    [0, '0'],
    [0.05, '0.05'],
    [1_234, '1230'],
    [12_345, '12.3k'],
    [3_400_000, '3.4M'],
    [-1.5, '-1.5'],
    [0.000012, '1.2e-5'],
  ])('%p is shown as %p', (value, text) => expect(compactNumber(value)).toBe(text));

  test('a scale holds every value, in a few round steps', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1_000),
          { minLength: 1 },
        ),
        (values) => {
          const { min, max, interval } = scaleOf(values);
          expect(min).toBeLessThanOrEqual(Math.min(0, ...values));
          expect(max).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
          expect((max - min) / interval).toBeLessThanOrEqual(6);
          expect(max).toBeGreaterThan(min);
        },
      ),
    );
  });

  test('a time axis has a few labels at round times, with the day at midnight', () => {
    const ticks = ticksBetween(START - 4 * 60 * MINUTE_MS, START + 2 * 60 * MINUTE_MS, 4);
    expect(ticks.map(tickText)).toEqual(['22:00', '3 Mar', '02:00', '04:00']);
  });
});

test('lanes show what lies within their time, cut at its ends, and name everything in text', () => {
  const { text } = drawLanes('Alarms', {
    from: START,
    to: START + 100 * MINUTE_MS,
    lanes: [
      {
        name: 'errors <1>',
        note: 'on once',
        spans: [
          { from: START - 10 * MINUTE_MS, to: START + 25 * MINUTE_MS, look: 'alarm', title: 'in ALARM' },
          { from: START - 20 * MINUTE_MS, to: START - 10 * MINUTE_MS, look: 'unknown', title: 'before' },
        ],
        marks: [{ at: START + 50 * MINUTE_MS, look: 'page', title: 'paged' }],
      },
    ],
  });
  expect(text).toContain('errors &lt;1&gt;');
  expect(text).toContain('class="span alarm" style="left:0%;width:25%" title="in ALARM"');
  expect(text).toContain('class="mark page" style="left:50%" title="paged"');
  expect(text).not.toContain('before');
});
