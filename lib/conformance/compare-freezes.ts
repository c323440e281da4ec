import { readCalendar } from '../maintenance/calendar/read-calendar';
import type { FreezeCalendarPlan } from '../plan/plan-freezes';
import type { Comparison } from './comparison';
import { Differences, textOf } from './difference';

/** Whether the change calendar is there, under the name by which runbooks ask it, and closes when it is planned to. */
export function compareFreezes({ name, region, calendar, content }: FreezeCalendarPlan, found: Comparison): void {
  const document = found.named('document', region, name);
  if (document === undefined) return;
  const differences = new Differences();
  differences.expect('type of the document', 'ChangeCalendar', document.type);
  if (document.calendar !== content) {
    const read = readCalendar(typeof document.calendar === 'string' ? document.calendar : '', { file: name, as: 'document' });
    const at = calendar.events.findIndex((event, index) => JSON.stringify(event) !== JSON.stringify(read.calendar?.events[index]));
    const planned = calendar.events[at];
    if (read.calendar === undefined) differences.add('content', 'a change calendar', textOf(document.calendar).slice(0, MOST_SHOWN));
    else if (planned !== undefined) differences.add(`event ${at + 1}`, JSON.stringify(planned), textOf(JSON.stringify(read.calendar.events[at] ?? 'none')));
    else if (read.calendar.events.length > calendar.events.length) differences.add('events', `${calendar.events.length}`, `${read.calendar.events.length}`);
    else differences.add('content', 'as planned', 'another text around the same events');
  }
  found.differ(name, document, differences.found);
}

const MOST_SHOWN = 200;
