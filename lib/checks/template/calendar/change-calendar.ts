import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { readCalendar } from '../../../maintenance/calendar/read-calendar';
import type { CalendarCode } from '../../../problems/catalogue/calendars';
import type { Problem } from '../../../problems/problem';
import type { ResourceCheck } from '../template-check';

const DOCUMENT_EXAMPLE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html';
const IMPORTED = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/third-party-events.html';
const CALENDARS = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html';

const CHANGE_CALENDARS = {
  description: 'documents of the type ChangeCalendar',
  // The properties of other resources are not read: of some nobody can tell what they are.
  includes: (resource: LoadedResource) => resource.type === 'AWS::SSM::Document' && resource.properties.DocumentType === 'ChangeCalendar',
};

const REFUSED_LATE = 'CloudFormation takes any text for the content, and what Systems Manager makes of it shows when a change is let through or stopped';

/** What has to be true of the content of a change calendar, by code. */
const RULES: readonly (Pick<ResourceCheck, 'code' | 'requirement' | 'source'> & { readonly code: CalendarCode })[] = [
  { code: 'CAL001', requirement: 'the content of a change calendar is iCalendar text', source: CALENDARS },
  { code: 'CAL002', requirement: 'a change calendar begins with PRODID, VERSION and X-CALENDAR-TYPE as AWS writes them', source: DOCUMENT_EXAMPLE },
  { code: 'CAL003', requirement: 'events of a change calendar have an end, and no duration', source: DOCUMENT_EXAMPLE },
  { code: 'CAL004', requirement: 'a zone that an event names is defined in its calendar', source: CALENDARS },
  { code: 'CAL005', requirement: 'times of events are in UTC or in a zone of IANA', source: CALENDARS },
  { code: 'CAL006', requirement: 'events begin and end at local times that clocks show', source: CALENDARS },
  { code: 'CAL007', requirement: 'an event ends after it begins', source: CALENDARS },
  { code: 'CAL008', requirement: 'events happen as they are written, without cancelled or moved repetitions', source: IMPORTED },
  { code: 'CAL009', requirement: 'events of a change calendar do not overlap', source: DOCUMENT_EXAMPLE },
  { code: 'CAL010', requirement: 'a document has at most 64 KB', source: 'https://docs.aws.amazon.com/general/latest/gr/ssm.html' },
];

/** The checks of change calendars: each is one code of what reading the calendar finds. */
export const CHANGE_CALENDAR_CHECKS: readonly ResourceCheck[] = RULES.map((rule) => ({
  ...rule,
  why: REFUSED_LATE,
  appliesTo: CHANGE_CALENDARS,
  *check(document) {
    const content = document.at('Content');
    for (const { code, what, where, received = 'nothing', allowed = 'a calendar as AWS writes it', change } of problemsOf(document)) {
      if (code === rule.code) yield { at: content, what: `line ${where.line}: ${what}`, received, allowed, change };
    }
  },
}));

/** What reading a calendar found, by document: all checks look at one reading. */
const READ = new WeakMap<LoadedResource, readonly Problem[]>();

/** @throws CannotTellError for content that is only known at deployment, or no text */
function problemsOf(document: LoadedResource): readonly Problem[] {
  const before = READ.get(document);
  if (before !== undefined) return before;
  const { problems } = readCalendar(document.at('Content').text(), { file: '', as: 'document' });
  READ.set(document, problems);
  return problems;
}
