import { spanText } from '../../page/figures';
import { html, type Html } from '../../page/html';
import { drawLanes } from '../../page/lanes';
import { renderPage, table } from '../../page/page';
import { formatInstant } from '../../time/time';
import { comparison, pagesTable, timesText, type BacktestTextOptions, type PlayedDesign } from './backtest-text';
import { spellLane } from './spell-lanes';

/** What designs would have done with recorded metrics, as a page: alarms as lanes over the whole recording, and whom they would have paged. */
export function backtestHtml(designs: readonly PlayedDesign[], options: BacktestTextOptions): string {
  const [first] = designs as readonly [PlayedDesign, ...PlayedDesign[]];
  return renderPage({
    title: `Backtest of ${designs.map(({ name }) => name).join(' and ')}`,
    about: html`<p class="muted">${spanText(first.backtest.from, first.backtest.to)}</p>`,
    body: [designs.length > 1 && rowsTable('Side by side', comparison(designs)), designs.map((design) => designSection(design, options))],
  });
}

function designSection({ name, backtest: { from, to, alarms, notPlayed }, pages }: PlayedDesign, { timeZone }: BacktestTextOptions): Html {
  const wereOn = alarms.filter(({ spells }) => spells.length > 0);
  const quiet = alarms.length - wereOn.length;
  return html`<section>
    <h2>${name}</h2>
    <p>${alarms.length} alarms played, ${wereOn.length} were on${quiet > 0 && `, ${quiet} never`}.</p>
    ${
      wereOn.length > 0 &&
      drawLanes('Alarms', {
        from,
        to,
        lanes: wereOn.map((alarm) =>
          spellLane(alarm.identity.name, `${timesText(alarm, from)}${alarm.actions.length === 0 ? '; notifies nobody' : ''}`, alarm.spells),
        ),
      })
    }
    ${pages.length === 0 ? html`<p>Would have paged nobody.</p>` : rowsTable('Would have paged, by hour of the day', pagesTable(pages, timeZone))}
    ${
      pages.length > 0 &&
      html`<details>
        <summary>Pages (${pages.length})</summary>
        ${table(
          undefined,
          ['time', 'alarm', 'who'],
          pages.map(({ at, alarm, recipients }) => ({
            cells: [html`<span class="time">${formatInstant(at)}</span>`, html`<span class="name">${alarm}</span>`, recipients.join(', ')],
          })),
        )}
      </details>`
    }
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

/** Rows whose first holds the names of columns. */
function rowsTable(caption: string, rows: readonly (readonly string[])[]): Html {
  const [columns = [], ...others] = rows;
  return table(
    caption,
    columns,
    others.map((cells) => ({ cells })),
  );
}
