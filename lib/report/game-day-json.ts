import type { GameDayReport } from '../gameday/report';

/** Version of the JSON report; its form is schema/game-day-report.schema.json. */
export const REPORT_VERSION = 1;

/** What `day2 gameday --json` prints: the version of the form, and one report a scenario. */
export function toGameDayJson(scenarios: readonly GameDayReport[]): { readonly version: typeof REPORT_VERSION; readonly scenarios: readonly GameDayReport[] } {
  return { version: REPORT_VERSION, scenarios };
}
