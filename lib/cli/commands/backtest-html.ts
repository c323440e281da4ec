import type { AlarmBacktest } from '../../backtest/play-backtest';
import type { PlayedMetrics } from '../../backtest/recorded-metrics';
import { ChartPen } from '../../page/draw-chart';
import { spanText } from '../../page/figures';
import { html, type Content, type Html } from '../../page/html';
import { drawLanes } from '../../page/lanes';
import { figuresTable, renderPage, table } from '../../page/page';
import { alarmCharts, type DrawnDesign } from './backtest-charts';
import { comparison, namesOf, pagesTable, timesText, type BacktestTextOptions, type PlayedDesign } from './backtest-text';
import { spellLane } from './spell-lanes';

/**
 * What designs would have done with recorded metrics, as a page: alarms as lanes over the whole recording, whom they would have paged, and
 * the metrics beside the thresholds of those that were on.
 */
export function backtestHtml(designs: readonly DrawnDesign[], metrics: PlayedMetrics, options: BacktestTextOptions): string {
  const [first] = designs as readonly [DrawnDesign, ...DrawnDesign[]];
  const pen = new ChartPen();
  return renderPage({
    title: `Backtest of ${designs.map(({ name }) => name).join(' and ')}`,
    about: html`<p class="muted">${spanText(first.backtest.from, first.backtest.to)}</p>`,
    body: [
      designs.length > 1 && figuresTable('Side by side', comparison(designs)),
      designs.map((design) => designSection(design, options, alarmCharts(design, metrics, pen))),
    ],
  });
}

function designSection({ name, backtest: { from, to, alarms, notPlayed }, pages }: PlayedDesign, { times }: BacktestTextOptions, charts: Content): Html {
  const wereOn = alarms.filter(({ spells }) => spells.length > 0);
  const notifying = wereOn.filter(({ actions }) => actions.length > 0);
  const silent = wereOn.filter(({ actions }) => actions.length === 0);
  const quiet = alarms.length - wereOn.length;
  const nameOf = namesOf(alarms);
  const lanes = (title: string, own: readonly AlarmBacktest[]) =>
    drawLanes(title, { from, to, lanes: own.map((alarm) => spellLane(nameOf(alarm), timesText(alarm, from), alarm.spells)) });
  return html`<section>
    <h2>${name}</h2>
    <p>
      ${alarms.length} alarms played, ${wereOn.length} were on${quiet > 0 && `, ${quiet} never`}. In the lanes a bar is the time in ALARM, and a mark when it
      notified.
    </p>
    ${pages.length === 0 ? html`<p>Would have paged nobody.</p>` : figuresTable('Would have paged, by hour of the day', pagesTable(pages, times.timeZone))}
    ${
      pages.length > 0 &&
      html`<details>
        <summary>Pages (${pages.length})</summary>
        ${table(
          undefined,
          ['time', 'alarm', 'who'],
          pages.map(({ at, alarm, recipients }) => ({
            cells: [html`<span class="time">${times.of(at)}</span>`, html`<span class="name">${alarm}</span>`, recipients.join(', ')],
          })),
        )}
      </details>`
    }
    ${notifying.length > 0 && lanes('Alarms', notifying)}
    ${
      silent.length > 0 &&
      html`<details>
        <summary>${silent.length} alarms were on and notify nobody</summary>
        ${lanes('Alarms that notify nobody', silent)}
      </details>`
    }
    ${charts}
    ${
      notPlayed.length > 0 &&
      html`<details>
        <summary>Could not tell of ${notPlayed.length} alarms</summary>
        <ul>
          ${notPlayed.map((each) => html`<li>${each.name}: ${each.why}</li>`)}
        </ul>
      </details>`
    }
  </section>`;
}
