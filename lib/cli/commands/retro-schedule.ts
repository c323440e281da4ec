import { retroDays, type RetroCadence } from '../../maintenance/cadence/retro-days';
import { formatInstant, MINUTE_MS } from '../../time/time';
import { DAY_MS, formatLocalDay, instantOfLocal, parseTimeOfDay, type LocalDay } from '../../time/zoned-time';
import { writeReport } from '../files/write-report';
import { EXIT, toJson, type Terminal } from '../terminal';

/** Options of `day2 retro schedule`. */
export interface RetroScheduleOptions {
  readonly project: string;
  readonly start: LocalDay;
  readonly cadence: RetroCadence;
  readonly count: number;
  /** Local time of day, such as `10:00`. */
  readonly time: string;
  readonly timeZone: string;
  /** Default: `artifacts/operations/retros/<project>.json`. */
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Writes when the retrospectives of a project are, in local dates and as instants (requirement 003-43).
 *
 * @throws ProblemsError OUT001 when the file cannot be written
 */
export function retroSchedule(options: RetroScheduleOptions, terminal: Terminal): number {
  const { project, start, cadence, count, time, timeZone, out = `artifacts/operations/retros/${project}.json` } = options;
  const retros = retroDays(start, cadence, count).map((day, index) => ({
    number: index + 1,
    date: formatLocalDay(day),
    at: formatInstant(instantOfLocal(day * DAY_MS + parseTimeOfDay(time)! * MINUTE_MS, timeZone)),
  }));
  const schedule = { project, cadence, time, timeZone, retros };
  writeReport(out, toJson(schedule), 'give another file with --out');
  if (options.json === true) terminal.print(toJson(schedule));
  else
    terminal.print(
      [
        `${project}: ${count} ${count === 1 ? 'retrospective' : 'retrospectives'}, ${cadence}`,
        ...retros.map(({ date, at }) => `  ${date} ${time} ${timeZone}, ${at}`),
        `written to ${out}`,
      ].join('\n'),
    );
  return EXIT.fine;
}
