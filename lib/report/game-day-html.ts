/** Game days as one page of HTML for people: failures first, then each scenario as charts, lanes, figures and its timeline. */

import { validateAutomation } from '../gameday/automation-validation';
import { ChartPen } from '../page/draw-chart';
import { html, type Html } from '../page/html';
import { belongsTo, renderPage, table } from '../page/page';
import type { Outcome } from '../problems/problem';
import { notesOf, totalsText } from './game-day-text';
import type { PlayedScenario } from './junit';
import { outcomeBadge } from './outcome-badge';
import { scenarioSection, scenarioSubjects } from './scenario-html';

/** Failures first, then what could not be determined. */
const ORDER: readonly Outcome[] = ['failed', 'could not tell', 'passed'];

/**
 * The report of game days. A page that holds all it needs, the same bytes for the same game days.
 *
 * @param services every service of the configuration, so that events can be told apart by it
 */
export function gameDayHtml(played: readonly PlayedScenario[], services: readonly string[]): string {
  const sorted = ORDER.flatMap((outcome) => played.filter(({ report }) => report.outcome === outcome));
  const reports = sorted.map(({ report }) => report);
  const pen = new ChartPen();
  const subjects = sorted.map((each) => scenarioSubjects(each, services));
  const names = (of: 'service' | 'person') => [...new Set(subjects.flatMap((each) => each[of]))].sort();
  const notes = notesOf(reports);
  return renderPage({
    title: `Game days: ${totalsText(reports)}`,
    filters: [
      { of: 'service', names: names('service') },
      { of: 'person', names: names('person') },
    ],
    body: [
      table(
        undefined,
        ['scenario', 'what', 'outcome', 'figures'],
        sorted.map(({ report: { scenario, outcome, measurements, differences } }, index) => ({
          cells: [html`<a href="#${scenario.id}">${scenario.id}</a>`, scenario.title, outcomeBadge(outcome), figuresText(measurements, differences.length)],
          attributes: belongsTo(subjects[index]!),
        })),
      ),
      automationTable(reports),
      notes.length > 0 &&
        html`<details>
          <summary>What to know about all of them (${notes.length})</summary>
          <ul>
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>
        </details>`,
      sorted.map((each) => scenarioSection(each, services, pen)),
    ],
  });
}

function figuresText(measurements: readonly { readonly outcome: Outcome }[], differences: number): string {
  const passed = measurements.filter(({ outcome }) => outcome === 'passed').length;
  return `${passed} of ${measurements.length} as expected${differences === 0 ? '' : `, ${differences} not as planned`}`;
}

/** The validation of automation, where any of the game days is for it. */
function automationTable(reports: Parameters<typeof validateAutomation>[0]): Html | undefined {
  const items = validateAutomation(reports);
  if (items.every(({ scenarios }) => scenarios.length === 0)) return undefined;
  return table(
    'Validation of automation',
    ['item', 'what', 'outcome', 'by'],
    items.map(({ id, what, outcome, scenarios }) => ({
      cells: [id, what, outcomeBadge(outcome), scenarios.length === 0 ? 'no scenario that was played' : scenarios.join(', ')],
    })),
  );
}
