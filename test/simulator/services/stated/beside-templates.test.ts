import { accountRoot } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import { RunbookAccount } from '../../../helpers/runbook-account';
import { REGION } from '../../../helpers/simulated-account';
import { ACCOUNT_ID, START } from '../../../helpers/simulated-account';

const CALENDAR = (from: string, until: string) =>
  `BEGIN:VCALENDAR\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:${from}\r\nDTEND:${until}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const stamp = (minutes: number) => `${new Date(START + minutes * 60_000).toISOString().replaceAll(/[-:]|\.000/g, '')}`;

const call = (account: Account, operation: string, input: object, service = 'ssm') =>
  account.call(accountRoot(ACCOUNT_ID), service, operation, input as Record<string, unknown>, REGION) as Record<string, any>;

test('a change calendar is closed while its event lasts, from its change on', async () => {
  const { account } = new RunbookAccount(
    {},
    { stated: { 'ssm document': [{ Name: 'freeze', Content: '' }], 'ssm calendar': [{ Name: 'freeze', State: 'OPEN' }] } },
  );
  const state = () => call(account, 'GetCalendarState', { CalendarNames: ['freeze'] }).State as string;
  const Content = CALENDAR(stamp(10), stamp(20));
  const { DocumentDescription } = call(account, 'UpdateDocument', { Name: 'freeze', Content, DocumentVersion: '$LATEST' });
  expect(DocumentDescription).toMatchObject({ DocumentVersion: '1', LatestVersion: '2' });
  call(account, 'UpdateDocumentDefaultVersion', { Name: 'freeze', DocumentVersion: '2' });
  expect(call(account, 'GetDocument', { Name: 'freeze' })).toMatchObject({ Content, DocumentVersion: '2' });
  const states = [state()];
  for (const minutes of [9, 11, 19, 21]) {
    await account.runAsync(START + minutes * 60_000);
    states.push(state());
  }
  expect(states).toEqual(['OPEN', 'OPEN', 'CLOSED', 'CLOSED', 'OPEN']);
  expect(() => call(account, 'UpdateDocument', { Name: 'freeze', Content })).toThrow('a version there is');
  expect(() => call(account, 'UpdateDocument', { Name: 'freeze', Content: CALENDAR(stamp(20), stamp(10)) })).toThrow('the event ends before it begins');
  expect(() => call(account, 'GetDocument', { Name: 'other' })).toThrow('does not exist');
});

test('OpsItems that are stated are found by their data, and change', () => {
  const item = { OpsItemId: 'oi-7', Title: 'portal-7', Severity: '2', OperationalData: { incident: { Value: 'portal-7', Type: 'SearchableString' } } };
  const { account } = new RunbookAccount({}, { stated: { 'ssm ops item': [item] } });
  const found = (value: string) =>
    call(account, 'DescribeOpsItems', { OpsItemFilters: [{ Key: 'OperationalData', Values: [`{"key":"incident","value":"${value}"}`], Operator: 'Equal' }] });
  expect(found('portal-7').OpsItemSummaries).toMatchObject([{ OpsItemId: 'oi-7', Status: 'Open' }]);
  expect(found('portal-8').OpsItemSummaries).toEqual([]);
  call(account, 'UpdateOpsItem', { OpsItemId: 'oi-7', Status: 'Resolved' });
  expect(call(account, 'GetOpsItem', { OpsItemId: 'oi-7' }).OpsItem).toMatchObject({ Status: 'Resolved', Title: 'portal-7', Version: '2' });
});

test('parameters and alarms that are stated are there, and others are not', () => {
  const stated = {
    'ssm parameter': [{ Name: '/override', Value: 'on' }],
    'cloudwatch alarm': [
      { AlarmName: 'edi-a', StateValue: 'ALARM' },
      { AlarmName: 'edi-b', StateValue: 'OK' },
    ],
    'cloudwatch alarm history item': [{ AlarmName: 'edi-a', Timestamp: '2026-03-02T07:59:00Z', HistoryItemType: 'StateUpdate', HistorySummary: 'to ALARM' }],
  };
  const { account } = new RunbookAccount({}, { stated });
  expect(call(account, 'GetParameter', { Name: '/override' }).Parameter).toMatchObject({ Value: 'on', Type: 'String' });
  expect(() => call(account, 'GetParameter', { Name: '/other' })).toThrow('not found');
  const alarms = (input: object) => call(account, 'DescribeAlarms', input, 'cloudwatch').MetricAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName);
  expect(alarms({ AlarmNamePrefix: 'edi-' })).toEqual(['edi-a', 'edi-b']);
  expect(alarms({ StateValue: 'ALARM' })).toEqual(['edi-a']);
  expect(alarms({ AlarmNames: ['edi-b', 'edi-c'] })).toEqual(['edi-b']);
  const history = (AlarmName: string) => call(account, 'DescribeAlarmHistory', { AlarmName }, 'cloudwatch').AlarmHistoryItems;
  expect(history('edi-a')).toMatchObject([{ HistorySummary: 'to ALARM' }]);
  expect(history('edi-b')).toEqual([]);
});
