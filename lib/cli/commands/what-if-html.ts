import type { Supposition, WhatIf } from '../../backtest/what-if';
import type { Point } from '../../page/downsample';
import { ChartPen } from '../../page/draw-chart';
import { times } from '../../page/figures';
import { html } from '../../page/html';
import { drawLanes } from '../../page/lanes';
import { renderPage, table } from '../../page/page';
import { formatDurationSeconds, MINUTE_MS } from '../../time/time';
import { spellLane } from './spell-lanes';
import { changesOfAll, metricText, othersText } from './what-if-text';

/** What alarms do, as a page: what was supposed, the alarms on the same axis of time, and each change in words. */
export function whatIfHtml(answer: WhatIf, suppositions: readonly Supposition[]): string {
  const { from, to, alarms, notPlayed } = answer;
  const pen = new ChartPen();
  const changes = changesOfAll(answer);
  const others = othersText(answer);
  return renderPage({
    title: `What if ${suppositions.map(({ selection, pattern }) => `${metricText(selection)} is ${pattern.text}`).join(' and ')}`,
    about: html`<p class="muted">The patterns begin at a made-up midnight; times in the table count from it.</p>`,
    body: [
      suppositions.map((supposition) =>
        pen.figure({ title: metricText(supposition.selection), from, to, series: [{ name: 'supposed', points: pointsOf(supposition, from) }] }),
      ),
      drawLanes('Alarms', {
        from,
        to,
        lanes: alarms.map(({ name, spells }) => spellLane(name, spells.length === 0 ? 'stays as it is' : `on ${times(spells.length)}`, spells)),
      }),
      table(
        changes.length === 0 ? 'No alarm goes off' : 'What happens',
        ['after', 'state', 'alarm', 'notifies'],
        changes.map(({ at, state, alarm, note }) => ({
          cells: [html`<span class="time">+${formatDurationSeconds((at - from) / 1_000)}</span>`, state, html`<span class="name">${alarm.name}</span>`, note],
        })),
      ),
      notPlayed.length > 0 &&
        html`<h2>Could not tell</h2>
          <ul>
            ${notPlayed.map(({ name, why }) => html`<li>${name}: ${why}</li>`)}
          </ul>`,
      others !== undefined && html`<p class="muted">${others}</p>`,
    ],
  });
}

function pointsOf({ pattern }: Supposition, from: number): readonly Point[] {
  return Array.from({ length: pattern.minutes }, (_, minute) => [from + minute * MINUTE_MS, pattern.valueAt(minute) ?? null] as const);
}
