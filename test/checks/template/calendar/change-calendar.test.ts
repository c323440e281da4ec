import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const HEAD = ['PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN'];
const calendar = (...lines: readonly string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'];
const document = (content: unknown, type = 'ChangeCalendar') => [
  { A: { Type: 'AWS::SSM::Document', Properties: { DocumentType: type, DocumentFormat: 'TEXT', Content: content } } },
];

const SOUND = {
  'one event in UTC': document(calendar(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z'))),
  'no event at all': document(calendar(...HEAD)),
};

/** The smallest mistake of each code, with what is put in the place of the event. */
const MISTAKES: readonly (readonly [code: Parameters<typeof describeCheck>[0], mistake: string, content: string])[] = [
  ['CAL001', 'text that is none of iCalendar', 'freeze'],
  ['CAL002', 'an exported calendar of another product', calendar('PRODID:-//Google Inc//EN', ...HEAD.slice(1))],
  ['CAL002', 'no X-CALENDAR-TYPE', calendar(...HEAD.slice(0, 2))],
  ['CAL003', 'a duration', calendar(...HEAD, ...event('DTSTART:20260302T080000Z', 'DURATION:PT1H'))],
  ['CAL004', 'a zone without VTIMEZONE', calendar(...HEAD, ...event('DTSTART;TZID=Europe/Berlin:20260302T080000', 'DTEND:20260302T090000Z'))],
  ['CAL005', 'a time without a zone', calendar(...HEAD, ...event('DTSTART:20260302T080000', 'DTEND:20260302T090000Z'))],
  [
    'CAL006',
    'a time that clocks leave out',
    calendar(
      ...HEAD,
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'END:VTIMEZONE',
      ...event('DTSTART;TZID=Europe/Berlin:20260329T023000', 'DTEND:20260329T090000Z'),
    ),
  ],
  ['CAL007', 'an event of no length', calendar(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T080000Z'))],
  ['CAL008', 'a repetition that is left out', calendar(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'EXDATE:20260302T080000Z'))],
  [
    'CAL009',
    'two events at the same time',
    calendar(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z'), ...event('DTSTART:20260302T083000Z', 'DTEND:20260302T093000Z')),
  ],
  ['CAL010', 'more than 64 KB', calendar(...HEAD, `X-WR-CALDESC:${'x'.repeat(65_536)}`)],
];

for (const code of new Set(MISTAKES.map(([each]) => each))) {
  const mistakes = MISTAKES.filter(([each]) => each === code);
  describeCheck(code, {
    violates: Object.fromEntries(mistakes.map(([, mistake, content]) => [mistake, { templates: document(content), at: ['Resources.A.Properties.Content'] }])),
    complies: SOUND,
    doesNotApply: { 'a runbook': document('{}', 'Automation') },
    cannotTell: { 'content that is only known at deployment': document({ 'Fn::Sub': ['${Text}', { Text: UNKNOWN }] }) },
  });
}
