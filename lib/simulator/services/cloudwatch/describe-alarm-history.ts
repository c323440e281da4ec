import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { LogEntry } from '../../core/log';
import { takePage, type PageRules } from '../../core/page';
import { optionalInput, type CallInput, type CallOutput } from '../../core/service';
import { isAskedType } from './describe-alarms';

/** The largest page is documented, the usual one is not: 50 is what a client has to be able to page through. */
const PAGES: PageRules = { sizeKey: 'MaxRecords', most: 100, usual: 50, sizeError: 'ValidationError', tokenError: 'InvalidNextToken' };

/** Values of the API, and those of them that are simulated. */
const ITEM_TYPES = {
  all: ['ConfigurationUpdate', 'StateUpdate', 'Action', 'AlarmContributorStateUpdate', 'AlarmContributorAction'],
  simulated: ['StateUpdate', 'Action'],
};
const ALARM_TYPES = { all: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'], simulated: ['MetricAlarm', 'CompositeAlarm'] };
const ORDERS = { all: ['TimestampDescending', 'TimestampAscending'], simulated: ['TimestampDescending', 'TimestampAscending'] };

type HistoryItem = { readonly at: number; readonly type: string; readonly summary: string; readonly data: object };

/**
 * Output of DescribeAlarmHistory, a page of it, from the log of the account: changes of state and actions, newest first
 * unless asked otherwise. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 *
 * @throws NotSimulatedError for item types and alarm types that are not kept
 * @throws ServiceError ValidationError for a value the API does not have, InvalidNextToken
 */
export function describeAlarmHistory(log: readonly LogEntry[], region: string, input: CallInput): CallOutput {
  const name = optionalInput(input, 'AlarmName');
  const itemType = choice('HistoryItemType', input.HistoryItemType, ITEM_TYPES);
  const order = choice('ScanBy', input.ScanBy, ORDERS) ?? 'TimestampDescending';
  checkAlarmTypes(input.AlarmTypes);
  const from = instantOr(input, 'StartDate', -Infinity);
  const until = instantOr(input, 'EndDate', Infinity);
  const all = log.flatMap((entry) => {
    if (!('alarm' in entry) || entry.alarm.region !== region || !isAskedType(entry.alarm.type, input)) return [];
    const item = historyItem(entry);
    if (item === undefined || (name !== undefined && entry.alarm.name !== name)) return [];
    if ((itemType !== undefined && item.type !== itemType) || item.at < from || item.at > until) return [];
    return {
      AlarmName: entry.alarm.name,
      AlarmType: entry.alarm.type === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
      Timestamp: new Date(item.at),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: JSON.stringify(item.data),
    };
  });
  if (order === 'TimestampDescending') all.reverse();
  const { items, rest } = takePage(all, input.MaxRecords, input.NextToken, PAGES);
  return { AlarmHistoryItems: items, ...rest };
}

function historyItem(entry: LogEntry): HistoryItem | undefined {
  switch (entry.kind) {
    case 'alarm state changed':
      return {
        at: entry.at,
        type: 'StateUpdate',
        summary: `Alarm updated from ${entry.from} to ${entry.to}`,
        data: { version: '1.0', oldState: { stateValue: entry.from }, newState: { stateValue: entry.to, stateReason: entry.reason } },
      };
    case 'action executed':
      return {
        at: entry.at,
        type: 'Action',
        summary: `Successfully executed action ${entry.action}`,
        data: { actionState: 'Succeeded', notificationResource: entry.action, publishedMessageId: entry.messageId },
      };
    case 'action dropped':
      return {
        at: entry.at,
        type: 'Action',
        summary: `Failed to execute action ${entry.action}. Received error: "${entry.reason}"`,
        data: { actionState: 'Failed', notificationResource: entry.action, error: entry.reason },
      };
    default:
      return undefined;
  }
}

interface Values {
  readonly all: readonly string[];
  readonly simulated: readonly string[];
}

function choice(key: string, value: unknown, { all, simulated }: Values): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !all.includes(value)) throw invalid(`${key} must be one of ${all.join(', ')}`);
  if (!simulated.includes(value)) throw new NotSimulatedError(`${key} ${value} of cloudwatch:DescribeAlarmHistory`);
  return value;
}

function checkAlarmTypes(types: unknown): void {
  if (types === undefined) return;
  if (!Array.isArray(types)) throw invalid('AlarmTypes must be a list');
  for (const type of types) choice('AlarmTypes', type, ALARM_TYPES);
}

function instantOr(input: CallInput, key: string, fallback: number): number {
  const { [key]: value } = input;
  if (value === undefined) return fallback;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.getTime();
  throw invalid(`${key} must be a date`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
