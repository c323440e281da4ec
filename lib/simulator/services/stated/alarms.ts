import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import type { CallInput, CallOutput } from '../../core/service';
import type { StatedResources } from './stated-resources';
import { statedService } from './stated-service';

const ALARM = 'cloudwatch alarm';
const ITEM = 'cloudwatch alarm history item';

/** Alarms that no template has, and their history. The operations are those of CloudWatch itself, which answers with these as well. */
export const STATED_ALARMS = statedService(
  { name: 'cloudwatch', title: 'CloudWatch' },
  {
    [ALARM]: { key: ['AlarmName'], like: 'cloudwatch:DescribeAlarms $.MetricAlarms[0]' },
    [ITEM]: { key: ['AlarmName', 'Timestamp'], like: 'cloudwatch:DescribeAlarmHistory $.AlarmHistoryItems[0]' },
  },
  {},
);

/** The stated alarms that DescribeAlarms asks for, after those of the templates. */
export function withStatedAlarms(output: CallOutput, store: StatedResources, region: string, input: CallInput): CallOutput {
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', StateValue: state } = input;
  const found = listed(store, ALARM, region).filter(
    ({ AlarmName, StateValue }) =>
      (!Array.isArray(names) || names.includes(AlarmName)) && String(AlarmName).startsWith(String(prefix)) && (state === undefined || StateValue === state),
  );
  return appended(output, 'MetricAlarms', found);
}

/** The stated history that DescribeAlarmHistory asks for, after that of the alarms of the templates; newest first, as it is stated. */
export function withStatedHistory(output: CallOutput, store: StatedResources, region: string, input: CallInput): CallOutput {
  const { AlarmName: name, HistoryItemType: type } = input;
  const found = listed(store, ITEM, region).filter(
    ({ AlarmName, HistoryItemType }) => (name === undefined || AlarmName === name) && (type === undefined || HistoryItemType === type),
  );
  return appended(output, 'AlarmHistoryItems', found);
}

function listed(store: StatedResources, kind: string, region: string): readonly JsonObject[] {
  return store.isStated(kind, region) ? store.list(kind, region) : [];
}

function appended(output: CallOutput, list: string, more: readonly JsonObject[]): CallOutput {
  return more.length === 0 ? output : { ...output, [list]: [...(output[list] as readonly JsonValue[]), ...more] };
}
