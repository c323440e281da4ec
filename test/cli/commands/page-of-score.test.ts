import { scoreHtml } from '../../../lib/cli/commands/score-html';
import type { Detection, Score, ScoredAttributes, ScoredIncident } from '../../../lib/score/score-design';

/** Requirement 13.3: a score as a page, of scores that are made by hand. */

const spread = { median: 9, p95: 60, worst: 60 };
const incident = (errorRatio: number, minutes: number, startHour = 0): ScoredIncident => ({ errorRatio, minutes, startHour, budgetShare: 0.03 });
const detection = (errorRatio: number, minutes: number, detectionMinutes: number, startHour = 0): Detection => ({
  ...incident(errorRatio, minutes, startHour),
  detectionMinutes,
});
const attributes = (changes: Partial<ScoredAttributes> = {}): ScoredAttributes => ({
  relevantIncidents: 4,
  episodes: 4,
  precision: 1,
  recall: 1,
  detectionMinutes: spread,
  budgetAtFire: spread,
  resetMinutes: spread,
  duplicates: 0,
  detected: [],
  missed: [],
  falseAlarms: [],
  ...changes,
});
const scoreOf = (design: string, changes: Partial<Score> = {}): Score => ({
  design,
  objective: { name: 'shop/availability', target: 99.9, period: 43_200 },
  traffic: 'uneven',
  clock: 'cloudwatch',
  incidents: 576,
  all: attributes(),
  pages: attributes(),
  tickets: attributes(),
  noise: [{ budgetSpent: 0.5, runs: 12, pagesPer30Days: 0, ticketsPer30Days: 0, noisyRuns: 0 }],
  outage: { outages: 120, missed: 0, minutes: spread, promptShare: 1 },
  alarms: { metric: 6, composite: 2 },
  notifying: { page: 1, ticket: 1 },
  monthlyUsd: 2.2,
  notScored: [{ name: 'cpu', reason: 'its metric is not mapped' }],
  unitNotes: [],
  ...changes,
});

const poor = scoreOf('poor <b>', {
  all: attributes({
    detected: [detection(1, 5, 2, 3), detection(1, 5, 4, 9), detection(1, 5, 3, 15), detection(0.5, 60, 10)],
    missed: [{ ...incident(1, 5, 21), closest: { alarm: 'fast', shareOfThreshold: 0.5 } }, incident(0.002, 720)],
    falseAlarms: [incident(0.0015, 1)],
  }),
  pages: attributes({ missed: [incident(0.5, 60)] }),
});

/** Text of the cells of a row of the grid of incidents, by length of the incident. */
function gridRow(page: string, design: string, fails: string): Readonly<Record<string, string>> {
  const section = page.slice(page.indexOf(`<h2>${design}</h2>`));
  const row = section.slice(section.indexOf(`<strong>${fails}</strong>`)).split('</tr>')[0]!;
  const cells = [...row.matchAll(/<td data-column="([^"]*)">([^]*?)<\/td>/g)].map(([, column, cell]) => [column, cell!.replace(/<[^>]*>/g, '').trim()]);
  return Object.fromEntries(cells.filter(([, text]) => text !== '')) as Record<string, string>;
}

test('what designs miss stands first, their figures side by side, and every incident by itself', () => {
  const page = scoreHtml([poor, scoreOf('fine')]);
  const lines = [...page.matchAll(/<li>([^<]*)<\/li>/g)].map(([, line]) => line!.trim());
  expect(lines.slice(0, 3)).toEqual([
    'poor &lt;b&gt; misses 2 of 4 significant incidents',
    'poor &lt;b&gt; does not page for 1 of 4 incidents worth a page',
    'poor &lt;b&gt; notifies of one incident without a reason',
  ]);
  expect(page.indexOf('misses 2 of 4')).toBeLessThan(page.indexOf('<table>'));
  expect(page).toMatch(/<th scope="col">figure<\/th><th scope="col">poor &lt;b&gt;<\/th><th scope="col">fine<\/th>/);
  expect(page).toContain('<td data-column="fine">9m / 1h / 1h</td>');
  expect(gridRow(page, 'poor &lt;b&gt;', '100 %')).toEqual({ '5m': '3m / 4m missed 1' });
  expect(gridRow(page, 'poor &lt;b&gt;', '50 %')).toEqual({ '1h': '10m not paged' });
  expect(gridRow(page, 'poor &lt;b&gt;', '0.2 %')).toEqual({ '12h': 'missed' });
  expect(gridRow(page, 'poor &lt;b&gt;', '0.15 %')).toEqual({ '1m': 'false' });
  expect(page).toContain('100 % for 5m from 21:00, 3 % of the budget; closest fast at 50 % of its threshold');
  expect(page).toContain('cpu: its metric is not mapped');
});

test('a design without a shortcoming says so', () => {
  expect(scoreHtml([scoreOf('fine')])).toMatch(/<main id="content"><p>Every significant incident is notified in time/);
});
