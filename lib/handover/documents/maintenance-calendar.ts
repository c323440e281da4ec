import { nextOccurrence, type Cadence } from '../../maintenance/cadence/cadence';
import { formatCadence } from '../../maintenance/cadence/parse-cadence';
import { closedBy } from '../../maintenance/calendar/freeze-events';
import { calendarOf } from '../../maintenance/checklists/checklist';
import type { MaintenanceModel } from '../../model/model';
import { formatDurationMinutes } from '../../time/time';
import { formatInstantAndLocal } from '../../time/zoned-time';
import { code, paragraph, subheading, table, type Block, type HandoverDocument } from '../document';
import { open, type HandoverFacts } from '../facts';
import { roleTitle, runbookLink } from '../input';

/** When a cadence is due next, counted in the business days of the roster. */
function nextTime({ at, model }: HandoverFacts, cadence: Cadence, timeZone: string): string {
  const { days, holidays } = model.onCall?.escalation.calendar ?? NO_HOLIDAYS;
  return formatInstantAndLocal(nextOccurrence(cadence, calendarOf({ timeZone }, { days, holidays }), at - 1).at, timeZone);
}

const NO_HOLIDAYS = { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], holidays: [] } as const;

/** What runbooks do on schedule. */
function tasksTable(facts: HandoverFacts, tasks: NonNullable<MaintenanceModel['tasks']>): Block {
  return table(
    ['Task', 'Runbook', 'When', 'Next', 'Owner', 'Changes something', 'Evidence'],
    tasks.map(({ title, runbook, cadence, timeZone, owner, mode, evidence }) => [
      title,
      runbookLink(facts, runbook),
      `${formatCadence(cadence)} ${timeZone}`,
      nextTime(facts, cadence, timeZone),
      roleTitle(facts, owner),
      mode === 'live' ? 'yes' : 'no, a dry run',
      evidence,
    ]),
  );
}

/** What people look at on schedule. */
function checklistsTable(facts: HandoverFacts): Block {
  return table(
    ['Checklist', 'When', 'Next', 'Owner', 'Lead', 'Done within'],
    (facts.model.maintenance?.checklists ?? []).map(({ title, cadence, timeZone, owner, lead, dueWithinMinutes }) => [
      title,
      `${formatCadence(cadence)} ${timeZone}`,
      nextTime(facts, cadence, timeZone),
      roleTitle(facts, owner),
      roleTitle(facts, lead),
      formatDurationMinutes(dueWithinMinutes),
    ]),
  );
}

/** When nothing may be changed. */
function freezesTable(facts: HandoverFacts, freezes: NonNullable<MaintenanceModel['freezes']>): Block {
  const next = (rule: (typeof freezes.rules)[number]) => {
    const span = closedBy(rule, freezes).find(({ until }) => until > facts.at);
    return span === undefined
      ? 'none left in the calendar'
      : `${formatInstantAndLocal(span.from, rule.timeZone)} to ${formatInstantAndLocal(span.until, rule.timeZone)}`;
  };
  return table(
    ['Freeze', 'Why', 'Owner', 'Time zone', 'Next, or now'],
    freezes.rules.map((rule) => [rule.id, rule.reason, roleTitle(facts, rule.owner), rule.timeZone, next(rule)]),
  );
}

/** Every item of every checklist. */
function itemBlocks({ model }: HandoverFacts): readonly Block[] {
  return (model.maintenance?.checklists ?? []).flatMap(({ title, items }) => [
    subheading(title),
    table(
      ['Item', 'What is looked at', 'Filled by'],
      items.map(({ id, text, filledBy }) => [id, text, filledBy === undefined ? 'hand' : code(filledBy)]),
    ),
  ]);
}

/** Tasks, checklists and freezes, or the questions in their place. Requirement 000-08. */
export function maintenanceBlocks(facts: HandoverFacts): readonly Block[] {
  const { tasks = [], checklists = [], freezes } = facts.model.maintenance ?? {};
  return [
    ...(tasks.length > 0
      ? [paragraph('Runbooks do this on schedule; one that fails notifies its owner.'), tasksTable(facts, tasks)]
      : [paragraph('No runbook runs on schedule.')]),
    ...(checklists.length > 0
      ? [paragraph('People do this on schedule: each time an OpsItem, and a reminder while it is open.'), checklistsTable(facts)]
      : [paragraph(['Nobody looks at anything on schedule. ', open(facts, 'work-on-schedule')])]),
    subheading('Change freezes'),
    ...(freezes === undefined ? [paragraph(['There is no change calendar. ', open(facts, 'freezes')])] : [freezesTable(facts, freezes)]),
  ];
}

/** What is done when, and when nothing may be changed. */
export function maintenanceCalendarDocument(facts: HandoverFacts): HandoverDocument {
  const items = itemBlocks(facts);
  return {
    id: 'maintenance-calendar',
    title: 'Maintenance calendar',
    sections: [
      { heading: 'Maintenance and housekeeping', blocks: maintenanceBlocks(facts) },
      ...(items.length === 0 ? [] : [{ heading: 'Items of the checklists', blocks: items }]),
    ],
  };
}
