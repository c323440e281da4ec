import { html, type Content, type Html } from '../../page/html';
import { figuresTable, renderPage, table } from '../../page/page';
import { DURATIONS_MINUTES, ERROR_RATIOS, type LibraryIncident } from '../../score/incident-library';
import type { Miss, Score } from '../../score/score-design';
import { formatPercent } from '../../slo/burn-rate';
import { formatDurationMinutes } from '../../time/time';
import { aboutScores, figuresOf, missText, notScoredLines } from './score-text';

/** Scores as a page: what designs miss first, their figures side by side, then what became of each incident of the library. */
export function scoreHtml(scores: readonly [Score, ...Score[]]): string {
  return renderPage({
    title: `Score of ${scores.map(({ design }) => design).join(' and ')}`,
    about: aboutScores(scores).map((line) => html`<p class="muted">${line}</p>`),
    body: [shortcomings(scores), figuresTable(scores.length > 1 ? 'Side by side' : 'Figures', figuresOf(scores)), scores.map(designSection)],
  });
}

function shortcomings(scores: readonly Score[]): Content {
  const lines = scores.flatMap(({ design, all, pages }) => [
    ...(all.missed.length === 0 ? [] : [`${design} misses ${all.missed.length} of ${all.relevantIncidents} significant incidents`]),
    ...(pages.missed.length === 0 ? [] : [`${design} does not page for ${pages.missed.length} of ${pages.relevantIncidents} incidents worth a page`]),
    ...(all.falseAlarms.length === 0 ? [] : [`${design} notifies of ${incidentsText(all.falseAlarms.length)} without a reason`]),
  ]);
  if (lines.length === 0) return html`<p>Every significant incident is notified in time, every one worth a page pages, and nothing else notifies anybody.</p>`;
  return html`<ul class="failures">
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

function incidentsText(count: number): string {
  return count === 1 ? 'one incident' : `${count} incidents`;
}

function designSection(score: Score): Html {
  const { design, all, pages, unitNotes } = score;
  return html`<section>
    <h2>${design}</h2>
    <p>
      How soon somebody is notified, by how much fails (rows) and for how long (columns). Of incidents played several times the median and the worst are shown.
      Nothing stands where an incident is not significant and nobody was notified.
    </p>
    ${incidentGrid(score)}${missedList('Misses', all.missed)}${missedList('Does not page for', pages.missed)}${textList('Units', unitNotes)}${textList('Not scored', notScoredLines(score))}
  </section>`;
}

function incidentGrid({ all, pages }: Score): Html {
  const of = <Each extends LibraryIncident>(incidents: readonly Each[], errorRatio: number, minutes: number) =>
    incidents.filter((each) => each.errorRatio === errorRatio && each.minutes === minutes);
  return table(
    'Every incident of the library',
    ['fails', ...DURATIONS_MINUTES.map(formatDurationMinutes)],
    ERROR_RATIOS.map((ratio) => ({
      cells: [
        html`<strong>${formatPercent(ratio)}</strong>`,
        ...DURATIONS_MINUTES.map((minutes): Content => {
          const detections = of(all.detected, ratio, minutes).map(({ detectionMinutes }) => detectionMinutes);
          const missed = of(all.missed, ratio, minutes).length;
          const notPaged = of(pages.missed, ratio, minutes).length;
          const wrong = of(all.falseAlarms, ratio, minutes).length;
          const count = (some: number) => (detections.length + missed > 1 ? ` ${some}` : '');
          const parts = [
            detections.length > 0 && html`<span>${detectionText(detections)}</span>`,
            missed > 0 && html`<span class="outcome failed">missed${count(missed)}</span>`,
            notPaged > 0 && missed === 0 && html`<span class="outcome failed">not paged${count(notPaged)}</span>`,
            wrong > 0 && html`<span class="outcome could-not-tell">false${count(wrong)}</span>`,
          ].filter((part) => part !== false);
          return parts.map((part, index) => [index > 0 && ' ', part]);
        }),
      ],
    })),
  );
}

/** Of several the median (of two middle figures the upper) and the worst, where they differ. */
function detectionText(minutes: readonly number[]): string {
  const sorted = [...minutes].sort((a, b) => a - b);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!].map((each) => formatDurationMinutes(Math.round(each)));
  return median === worst ? median! : `${median} / ${worst}`;
}

function missedList(title: string, missed: readonly Miss[]): Content {
  return textList(title, missed.map(missText));
}

function textList(title: string, lines: readonly string[]): Content {
  if (lines.length === 0) return undefined;
  return html`<details>
    <summary>${title} (${lines.length})</summary>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}
