import type { DrillFigure, DrillResult } from '../gameday/drill/judge-drill';
import { formatDurationSeconds } from '../time/time';
import { OUTCOME_MARKS } from './game-day-text';
import { PLAIN } from './paint';

/** A figure in words: what, what was due, and what was measured. */
export function drillFigureText(figure: DrillFigure): { readonly what: string; readonly expected: string; readonly measured: string } {
  switch (figure.code) {
    case 'acknowledged':
      return {
        what: `${figure.incidentId}: acknowledged after the first page`,
        expected: `within ${formatDurationSeconds(figure.dueSeconds)}`,
        measured: `${figure.seconds === undefined ? (figure.outcome === 'failed' ? 'nobody did' : 'not yet due when the drill ended') : formatDurationSeconds(figure.seconds)}, tier ${figure.highestTier} was paged`,
      };
    case 'updates':
      return { what: `${figure.incidentId}: status updates in time`, expected: 'none missed', measured: `${figure.missed} missed` };
    case 'runbook started':
      return {
        what: 'a runbook started after the first page',
        expected: 'one',
        measured: figure.seconds === undefined ? 'none' : `${figure.document} after ${formatDurationSeconds(figure.seconds)}: ${figure.status}`,
      };
  }
}

/** Every figure beside what was due, what could not be determined, and the outcome. */
export function printDrillResult({ outcome, figures, unknown }: DrillResult, paint = PLAIN): string {
  const lines = figures.map((figure) => {
    const { what, expected, measured } = drillFigureText(figure);
    return `  ${paint(figure.outcome, OUTCOME_MARKS[figure.outcome])} ${what}: expected ${expected}, measured ${measured}`;
  });
  const doubts = unknown.map((what) => `  ${OUTCOME_MARKS['could not tell']} could not tell: ${what}`);
  return ['', ...lines, ...doubts, `drill: ${paint(outcome, outcome)}`].join('\n');
}
