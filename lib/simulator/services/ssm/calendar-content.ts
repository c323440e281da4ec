import { ServiceError } from '../../../aws/errors';
import type { ChangeCalendar } from '../../../maintenance/calendar/change-calendar';
import { readCalendar } from '../../../maintenance/calendar/read-calendar';

/**
 * The calendar in the content of a document. How strict Systems Manager is with the rest of the text is not documented; the checks of
 * templates are stricter.
 *
 * @throws ServiceError InvalidDocumentContent with the first thing that is wrong
 */
export function calendarIn(content: string): ChangeCalendar {
  const { calendar, problems } = readCalendar(content, { file: 'the content', as: 'import' });
  if (calendar !== undefined && /^X-CALENDAR-TYPE:DEFAULT_(?:OPEN|CLOSED)\r?$/m.test(content)) return calendar;
  const { what, where } = problems.find(({ level }) => level === 'error') ?? { what: 'X-CALENDAR-TYPE is missing', where: { line: 1 } };
  throw new ServiceError('InvalidDocumentContent', `The content of the calendar is not valid, line ${where.line}: ${what}.`);
}
