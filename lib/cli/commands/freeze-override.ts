import { stateAt } from '../../maintenance/calendar/calendar-state';
import { overrideFault, freezeOverrideParameterName, type FreezeOverride } from '../../maintenance/calendar/freeze-override';
import { formatInstant, SECOND_MS, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { readFreezeCalendar, writeOverride } from '../account/freeze-calendar';
import { requireResponder } from '../account/responder';
import { localTimesOf } from '../local-times';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { requireFreezes, type FreezeOptions } from './freeze-access';

/** Options of `day2 freeze override`. */
export interface FreezeOverrideOptions extends FreezeOptions {
  /** Person of the roster. Default: the environment variable DAY2_RESPONDER. */
  readonly by?: string;
  readonly reason: string;
  readonly until: Instant;
}

/**
 * Opens a freeze until an instant, as somebody of the roster decides for a reason. The freeze goes on by itself after it.
 *
 * @throws ProblemsError when the account cannot be asked, or refuses a part of it
 */
export async function freezeOverride(options: FreezeOverrideOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const frozen = requireFreezes(options, terminal);
  if (typeof frozen === 'number') return frozen;
  const { model, plan, location } = frozen;
  if (model.onCall === undefined) {
    terminal.printError(`nobody is on call, so nobody can decide it: there is no on-call.yaml in ${options.config}`);
    return EXIT.findings;
  }
  const by = requireResponder(options.by, model.onCall.roster, terminal);
  if (typeof by === 'number') return by;
  const from = Math.floor(terminal.now() / SECOND_MS) * SECOND_MS;
  const override: FreezeOverride = { by, reason: options.reason.trim(), from, until: options.until };
  const fault = overrideFault(override);
  if (fault !== undefined) {
    const where = { path: '--until, --reason' };
    const received = `${localTimesOf(plan).of(override.until)}, ${JSON.stringify(override.reason)}`;
    printProblems(terminal, [
      { code: 'FRZ005', level: 'error', where, what: `the override cannot be: ${fault}`, received, change: 'give another time or reason' },
    ]);
    return EXIT.findings;
  }
  const before = await readFreezeCalendar(account, location);
  if ('unreadable' in before.reading) {
    printProblems(terminal, before.problems);
    terminal.printError(`${location.name} cannot be read; nothing was done`);
    return EXIT.findings;
  }
  const { state, nextTransition } = stateAt(before.reading.calendar, from);
  if (state === 'OPEN' && (nextTransition === undefined || nextTransition >= override.until)) {
    terminal.print(`${location.name} is open until then; nothing was done`);
    return EXIT.fine;
  }
  const isOpen = await writeOverride(account, location, before, override);
  const record = freezeOverrideParameterName(location);
  const { reason, until } = override;
  if (options.json === true)
    terminal.print(toJson({ calendar: location.name, by, reason, from: formatInstant(from), until: formatInstant(until), record, isOpen }));
  else {
    const said = isOpen ? `is open until ${formatInstant(until)}` : `was opened until ${formatInstant(until)}, and AWS does not answer that it is open yet`;
    const recorded = `recorded in ${record} for ${by}: ${reason}`;
    terminal.print(
      localTimesOf(plan).answer([`${location.name} ${said}; freezes apply again after it`, recorded, 'to close it before: start declare-freeze'].join('\n')),
    );
  }
  return isOpen ? EXIT.fine : EXIT.findings;
}
