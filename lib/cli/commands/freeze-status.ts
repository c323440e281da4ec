import { stateAt } from '../../maintenance/calendar/calendar-state';
import { ruleOfEvent } from '../../maintenance/calendar/freeze-events';
import { mayChange, type ChangePermission } from '../../maintenance/calendar/may-change';
import { horizonProblems } from '../../plan/plan-freezes';
import { hasErrors, type Problem } from '../../problems/problem';
import { formatInstant, parseInstant, SECOND_MS, type Instant } from '../../time/time';
import { formatWallClock, isUtc } from '../../time/zoned-time';
import type { AccountClient } from '../account/account-client';
import { readFreezeCalendar, type DeployedCalendar } from '../account/freeze-calendar';
import { localTimesOf, type LocalTimes } from '../local-times';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { requireFreezes, type FreezeOptions, type FrozenEnvironment } from './freeze-access';

/** Events that are shown. */
const NEXT_EVENTS = 5;

/**
 * Prints whether changes are frozen, until when, who opened them, and what comes next. A calendar that cannot be read, or that AWS
 * reads in another way, is a finding: nobody can tell what a gate would answer.
 */
export async function freezeStatus(options: FreezeOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const frozen = requireFreezes(options, terminal);
  if (typeof frozen === 'number') return frozen;
  const { plan, freezes, location } = frozen;
  const deployed = await readFreezeCalendar(account, location);
  const at = Math.floor(terminal.now() / SECOND_MS) * SECOND_MS;
  const problems = [...deployed.problems, ...otherAnswer(deployed, location.name, at), ...horizonProblems(freezes, plan.environment, at)];
  const status = statusOf(frozen, deployed, at);
  terminal.print(options.json === true ? toJson({ ...status, problems }) : asText(status, localTimesOf(plan)));
  printProblems(terminal, problems);
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** A freeze that lasts or is to come. */
interface NextFreeze {
  readonly from: string;
  readonly until: string;
  readonly why: string;
  /** Zone of the clocks its rule goes by; absent for an event of no rule of the configuration. */
  readonly timeZone?: string;
}

/** What is known of a freeze, as it is printed. */
interface FreezeStatus {
  readonly application: string;
  readonly environment: string;
  readonly calendar: string;
  readonly state: 'OPEN' | 'CLOSED' | 'could not tell';
  readonly nextTransition?: string;
  readonly routine: Omit<ChangePermission, 'nextTransition'>;
  readonly recovery: Omit<ChangePermission, 'nextTransition'>;
  /** Absent: none that lasts. */
  readonly override?: { readonly by: string; readonly reason: string; readonly until: string };
  readonly next: readonly NextFreeze[];
  /** False when somebody declared, lifted or opened a freeze, or when another configuration is deployed. */
  readonly isAsPlanned: boolean;
  readonly runsOut: string;
}

function statusOf({ plan, freezes, location }: FrozenEnvironment, { reading, content, override }: DeployedCalendar, at: Instant): FreezeStatus {
  const permission = (work: 'routine' | 'recovery') => {
    const { isAllowed, reason, fault } = mayChange(work, reading, at);
    return { isAllowed, reason, ...(fault !== undefined && { fault }) };
  };
  const state = 'calendar' in reading ? stateAt(reading.calendar, at) : undefined;
  const events = 'calendar' in reading ? reading.calendar.events.filter(({ until }) => until > at).slice(0, NEXT_EVENTS) : [];
  return {
    application: plan.application,
    environment: plan.environment,
    calendar: location.name,
    state: state?.state ?? 'could not tell',
    ...(state?.nextTransition !== undefined && { nextTransition: formatInstant(state.nextTransition) }),
    routine: permission('routine'),
    recovery: permission('recovery'),
    ...(override !== undefined && override.until > at && { override: { by: override.by, reason: override.reason, until: formatInstant(override.until) } }),
    next: events.map((event) => {
      const timeZone = ruleOfEvent(event, freezes.rules)?.timeZone;
      return { from: formatInstant(event.from), until: formatInstant(event.until), why: event.summary, ...(timeZone !== undefined && { timeZone }) };
    }),
    isAsPlanned: content === freezes.content,
    runsOut: formatInstant(freezes.until),
  };
}

function asText(
  { application, environment, calendar, state, nextTransition, routine, recovery, override, next, isAsPlanned, runsOut }: FreezeStatus,
  times: LocalTimes,
): string {
  const allowed = ({ isAllowed, reason }: FreezeStatus['routine']) => `${isAllowed ? 'allowed' : 'not allowed'}: ${reason}`;
  const clocks = next.map((freeze) => ruleClock(freeze, times));
  const hasOtherClocks = clocks.some((clock) => clock !== '');
  const rows = next.map(({ from, until, why }, index) => [times.of(from), times.of(until), ...(hasOtherClocks ? [clocks[index]!] : []), why]);
  const headings = ['FROM', 'UNTIL', ...(hasOtherClocks ? ['ON THE CLOCK OF ITS RULE'] : []), 'WHY'];
  return [
    `${application} ${environment}: ${calendar} is ${state}${nextTransition === undefined ? '' : ` until ${times.of(nextTransition)}`}`,
    ...times.note.map((line) => `  ${line}`),
    `  routine work is ${allowed(routine)}`,
    `  recovery is ${allowed(recovery)}`,
    ...(override === undefined ? [] : [`  opened until ${times.of(override.until)} by ${override.by}: ${override.reason}`]),
    ...(rows.length === 0 ? ['  no freeze is to come'] : alignColumns([headings, ...rows]).map((line) => `  ${line}`)),
    `  ${isAsPlanned ? 'as planned' : 'not as planned: a freeze was declared, lifted or opened, or another configuration is deployed'}; the plan ends ${times.of(runsOut)}`,
  ].join('\n');
}

/** When a freeze is on the clock its rule was written for, where that is not the one that stands beside UTC. */
function ruleClock({ from, until, timeZone }: NextFreeze, times: LocalTimes): string {
  if (timeZone === undefined || timeZone === times.timeZone || isUtc(timeZone)) return '';
  const [begins, ends] = [from, until].map((at) => formatWallClock(parseInstant(at)!, timeZone));
  return `${begins} to ${ends} ${timeZone}`;
}

function otherAnswer({ reading, answered }: DeployedCalendar, name: string, at: Instant): Problem[] {
  if (!('calendar' in reading) || answered === undefined) return [];
  const { state } = stateAt(reading.calendar, at);
  if (state === answered) return [];
  return [
    {
      code: 'FRZ008',
      level: 'error',
      where: { path: name },
      what: 'AWS answers another state than the text of the calendar says',
      received: answered,
      allowed: state,
      change: 'look again in a minute: a state has just changed, or a new version is not the default yet',
    },
  ];
}
