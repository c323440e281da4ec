import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { basicInstant, calendarText } from '../../../../lib/maintenance/calendar/calendar-text';
import { formatInstant, MINUTE_MS } from '../../../../lib/time/time';
import { ACCOUNT_ID, REGION, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, role } from '../../../helpers/simulated-function';

const minute = (minutes: number) => START + minutes * MINUTE_MS;
const freezes = (...spans: readonly (readonly [from: number, until: number])[]) => {
  const events = spans.map(([from, until]) => ({ uid: `${from}`, summary: 'freeze', from: minute(from), until: minute(until) }));
  return calendarText({ type: 'DEFAULT_OPEN', events }, { description: 'freezes', stamp: START });
};
const document = (Name: string, Content: unknown, DocumentType = 'ChangeCalendar') => ({
  Type: 'AWS::SSM::Document',
  Properties: { Name, DocumentType, DocumentFormat: DocumentType === 'Automation' ? 'JSON' : 'TEXT', Content, UpdateMethod: 'NewVersion' },
});
const RESOURCES: Resources = {
  Freeze: document('edi-prod-freeze', freezes([10, 20], [30, 40])),
  Hours: document('hours', freezes([15, 25]).replace('DEFAULT_OPEN', 'DEFAULT_CLOSED')),
  Broken: document('broken', 'freeze: today'),
  Reader: role('reader', 'ssm.amazonaws.com', ['ssm:GetParameter']),
};

const accountOf = () => accountWith(RESOURCES);
const call = (account: ReturnType<typeof accountOf>, operation: string, input: object, principal = accountRoot(ACCOUNT_ID)): any => {
  try {
    return account.call(principal, 'ssm', operation, input as Record<string, unknown>, REGION);
  } catch (error) {
    return error;
  }
};
const stateOf = (account: ReturnType<typeof accountOf>, AtTime?: number, ...CalendarNames: readonly string[]) =>
  call(account, 'GetCalendarState', { CalendarNames, ...(AtTime !== undefined && { AtTime: formatInstant(minute(AtTime)) }) });

test('a change calendar of a template has its state, now and at a time that is asked (000-06)', () => {
  const account = accountOf();
  const states = [0, 10, 19, 20, 35, 40].map((at) => stateOf(account, at, 'edi-prod-freeze'));
  expect(states.map(({ State, NextTransitionTime }) => `${State} ${NextTransitionTime}`)).toEqual([
    `OPEN ${formatInstant(minute(10))}`,
    `CLOSED ${formatInstant(minute(20))}`,
    `CLOSED ${formatInstant(minute(20))}`,
    `OPEN ${formatInstant(minute(30))}`,
    `CLOSED ${formatInstant(minute(40))}`,
    'OPEN undefined',
  ]);
  account.run(minute(12));
  expect(stateOf(account, undefined, `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:document/edi-prod-freeze`)).toEqual({
    State: 'CLOSED',
    AtTime: formatInstant(minute(12)),
    NextTransitionTime: formatInstant(minute(20)),
  });
});

test('several calendars are open while all are', () => {
  const account = accountOf();
  expect([12, 16, 22, 27].map((at) => stateOf(account, at, 'edi-prod-freeze', 'hours').State)).toEqual(['CLOSED', 'CLOSED', 'OPEN', 'CLOSED']);
});

test('a new version counts once it is the default', () => {
  const account = accountOf();
  const content = freezes([0, 60]);
  const { DocumentDescription } = call(account, 'UpdateDocument', { Name: 'edi-prod-freeze', Content: content, DocumentVersion: '$LATEST' });
  expect(DocumentDescription).toMatchObject({ LatestVersion: '2', DefaultVersion: '1' });
  expect(stateOf(account, 5, 'edi-prod-freeze').State).toBe('OPEN');
  call(account, 'UpdateDocumentDefaultVersion', { Name: 'edi-prod-freeze', DocumentVersion: '2' });
  expect(stateOf(account, 5, 'edi-prod-freeze').State).toBe('CLOSED');
  expect(call(account, 'GetDocument', { Name: 'edi-prod-freeze' })).toMatchObject({ DocumentVersion: '2', Content: content });
  expect(call(account, 'GetDocument', { Name: 'edi-prod-freeze', DocumentVersion: '1' }).Content).toContain(`DTSTART:${basicInstant(minute(10))}`);
  expect(call(account, 'UpdateDocument', { Name: 'edi-prod-freeze', Content: content, DocumentVersion: '$LATEST' }).name).toBe('DuplicateDocumentContent');
  expect(call(account, 'UpdateDocument', { Name: 'edi-prod-freeze', Content: freezes([9, 9]), DocumentVersion: '$LATEST' }).name).toBe(
    'InvalidDocumentContent',
  );
  expect(call(account, 'UpdateDocumentDefaultVersion', { Name: 'edi-prod-freeze', DocumentVersion: '9' }).name).toBe('InvalidDocumentVersion');
});

test('who may not ask is denied, what cannot be read says so, and what no template has is not made up', () => {
  const account = accountOf();
  expect(call(account, 'GetCalendarState', { CalendarNames: ['edi-prod-freeze'] }, `arn:aws:iam::${ACCOUNT_ID}:role/reader`).name).toBe(
    'AccessDeniedException',
  );
  for (const name of ['broken', 'gone']) expect(stateOf(account, 0, name)).toBeInstanceOf(NotSimulatedError);
  expect(stateOf(account, 0, 'broken').message).toContain('outside of BEGIN:VCALENDAR');
  expect(account.notSimulated.map(({ logicalId }) => logicalId)).toEqual(['Broken']);
});
