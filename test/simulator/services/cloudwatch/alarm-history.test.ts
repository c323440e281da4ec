import { accountRoot } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, START } from '../../../helpers/simulated-account';

const ROOT = accountRoot(ACCOUNT_ID);
const CHANGES = 120;

interface History {
  readonly AlarmHistoryItems: readonly { readonly AlarmName: string; readonly Timestamp: Date; readonly HistorySummary: string }[];
  readonly NextToken?: string;
}

/** An alarm that changes its state once a minute, and a composite alarm that follows it. */
function changingAccount(): Account {
  const steps = Array.from({ length: CHANGES }, (_, index) => [60 * (index + 1), index % 2 === 0 ? 'ALARM' : 'OK'] as const);
  const account = accountOf({ A: metricAlarm('a'), C: compositeAlarm('c', 'ALARM(a)') }, { a: steps });
  account.run(START + (CHANGES + 1) * 60_000);
  return account;
}

const account = changingAccount();
const history = (input: object) => account.call(ROOT, 'cloudwatch', 'DescribeAlarmHistory', { ...input }) as unknown as History;

function allPages(input: object): History['AlarmHistoryItems'][] {
  const pages: History['AlarmHistoryItems'][] = [];
  for (let token: string | undefined; ;) {
    const page = history({ ...input, NextToken: token });
    pages.push(page.AlarmHistoryItems);
    token = page.NextToken;
    if (token === undefined) return pages;
  }
}

describe('DescribeAlarmHistory', () => {
  test.each([
    [{}, [50, 50, 20]],
    [{ MaxRecords: 100 }, [100, 20]],
    [{ MaxRecords: 60 }, [60, 60]],
    [{ MaxRecords: 1 }, Array<number>(CHANGES).fill(1)],
  ])('pages have the size that %j asks for, and the last one the rest', (input, sizes) => {
    expect(allPages(input).map((page) => page.length)).toEqual(sizes);
  });

  test.each([
    ['TimestampAscending', 1],
    ['TimestampDescending', -1],
  ])('pages by %s hold every item once, in order', (ScanBy, direction) => {
    const times = allPages({ ScanBy, MaxRecords: 7 })
      .flat()
      .map(({ Timestamp }) => Timestamp.getTime());
    expect(new Set(times).size).toBe(CHANGES);
    expect(times).toEqual(times.toSorted((a, b) => direction * (a - b)));
  });

  test('the newest come first unless asked otherwise', () => {
    expect(history({}).AlarmHistoryItems[0]).toEqual(history({ ScanBy: 'TimestampDescending' }).AlarmHistoryItems[0]);
  });

  test('a composite alarm has a history when it is asked for', () => {
    const names = ({ AlarmHistoryItems: items }: History) => [...new Set(items.map(({ AlarmName }) => AlarmName))];
    expect(names(history({}))).toEqual(['a']);
    expect(names(history({ AlarmTypes: ['CompositeAlarm'] }))).toEqual(['c']);
  });

  test.each([
    [{ MaxRecords: 0 }, 'ValidationError', 'MaxRecords must be 1 to 100'],
    [{ MaxRecords: 101 }, 'ValidationError', 'MaxRecords must be 1 to 100'],
    [{ MaxRecords: '5' }, 'ValidationError', 'MaxRecords must be 1 to 100'],
    [{ ScanBy: 'Newest' }, 'ValidationError', 'ScanBy must be one of TimestampDescending, TimestampAscending'],
    [{ HistoryItemType: 'Everything' }, 'ValidationError', 'HistoryItemType must be one of'],
    [{ AlarmTypes: ['Metric'] }, 'ValidationError', 'AlarmTypes must be one of'],
    [{ AlarmTypes: 'MetricAlarm' }, 'ValidationError', 'AlarmTypes must be a list'],
    [{ StartDate: '2026-03-02' }, 'ValidationError', 'StartDate must be a date'],
    [{ EndDate: new Date(NaN) }, 'ValidationError', 'EndDate must be a date'],
    [{ NextToken: 'next' }, 'InvalidNextToken', 'The specified token is not valid.'],
    [{ HistoryItemType: 'ConfigurationUpdate' }, 'NotSimulatedError', 'HistoryItemType ConfigurationUpdate'],
    [{ AlarmTypes: ['LogAlarm'] }, 'NotSimulatedError', 'AlarmTypes LogAlarm'],
    [{ AlarmContributorId: 'x' }, 'NotSimulatedError', 'input AlarmContributorId'],
  ])('%j is refused with %s', (input, name, message) => {
    expect(() => history(input)).toThrow(expect.objectContaining({ name, message: expect.stringContaining(message) as string }));
  });
});
