import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { occurrenceAt, occurrencesOf } from '../../lib/maintenance/cadence/cadence';
import { planChecklists } from '../../lib/plan/plan-checklists';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import { planTasks } from '../../lib/plan/plan-tasks';
import { instantOfLocal, localDayAt } from '../../lib/time/zoned-time';
import { shippedRunbook } from '../helpers/maintenance-account';
import { startsOf } from '../helpers/schedule-year';

/** What is done in production, and the calendar of everybody. */
const model = loadConfiguration({ directory: 'config', variables: {}, ...filesOnDisk }).models.find(({ environment }) => environment === 'prod')!;
const tasks = model.maintenance!.tasks!;
const checklists = model.maintenance!.checklists!;
const calendar = model.onCall!.escalation.calendar;
const runbooks = planRunbooks([...new Set(tasks.map(({ runbook }) => runbook))].map(shippedRunbook), model);

const yearIn = (timeZone: string) => ({ from: instantOfLocal(Date.UTC(2026, 0, 1), timeZone), until: instantOfLocal(Date.UTC(2027, 0, 1), timeZone) });
/** How often each is due in a year; the quarters of 2026 begin on working days but for 1 January, a holiday. */
const COUNTS: Readonly<Record<string, number>> = {
  daily: 365,
  weekly: 52,
  monthly: 12,
  quarterly: 4,
  'restore-drill': 12,
  'key-rotation': 4,
  certificates: 52,
  'access-keys': 52,
  patching: 53,
  'page-drill': 4,
};

/** Berlin as shipped; New York, and an island where clocks change by half an hour. */
test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
  'a year of all schedules of production in %s: each is started as often as it is due, none twice, none lost (000-08, 002-58, 002-59, 002-60, 003-16, 003-17, 003-18, 003-19, 004-29)',
  async (timeZone) => {
    const inZone = <T extends { readonly timeZone: string }>(all: readonly T[]) => all.map((each) => ({ ...each, timeZone }));
    const plannedTasks = planTasks(inZone(tasks), runbooks, model).tasks;
    const plannedLists = planChecklists(inZone(checklists), calendar, model).schedules.filter(({ name }) => name !== 'reminders');
    const year = yearIn(timeZone);
    const starts = await startsOf([...plannedTasks.map(({ schedule }) => schedule), ...plannedLists], year.from, year.until);
    const work = [...plannedTasks.map(({ task }) => task), ...inZone(checklists)];
    expect(work.map(({ id }) => id).sort()).toEqual(Object.keys(COUNTS).sort());
    for (const { id, cadence } of work) {
      const zoned = { ...calendar, timeZone };
      const due = occurrencesOf(cadence, zoned, year).map(({ at }) => at);
      // The engine leaves out a start on a day on which a checklist is not due.
      const done = starts.get(id)!.filter((at) => occurrenceAt(cadence, zoned, at) !== undefined);
      expect([id, done]).toEqual([id, due]);
      expect([id, new Set(done.map((at) => localDayAt(at, timeZone))).size]).toEqual([id, COUNTS[id]]);
    }
  },
);
