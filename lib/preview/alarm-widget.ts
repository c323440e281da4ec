import { alarmNameIn, regionOfArn } from '../aws/arn';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { html, type Content } from '../page/html';
import { listOf, textOf } from '../problems/untyped';
import type { WidgetSource } from './widget-series';

/** An alarm as DescribeAlarms has it. */
export type DescribedAlarm = Readonly<Record<string, unknown>>;

/** Worst first, as the console sorts what a widget does not sort otherwise. */
const ORDER = ['ALARM', 'INSUFFICIENT_DATA', 'OK', 'unknown'];

/** The alarms of a status widget with their states at the end of what was played. */
export function alarmStates(properties: unknown, source: WidgetSource): Content {
  const alarms = listOf(properties, 'alarms').flatMap((arn) => (typeof arn === 'string' ? [arn] : []));
  const names = alarms.map((arn) => alarmNameIn(arn) ?? arn);
  const isInSeveralRegions = (name: string) => names.filter((other) => other === name).length > 1;
  const nameOf = (arn: string, name: string) => (isInSeveralRegions(name) ? `${name} in ${regionOfArn(arn)}` : name);
  const states = alarms.map((arn, index) => ({ name: nameOf(arn, names[index]!), state: textOf(describeAlarm(arn, source), 'StateValue') ?? 'unknown' }));
  const sorted = ORDER.flatMap((state) => states.filter((each) => each.state === state));
  if (sorted.length === 0) return html`<p class="nothing">no alarms</p>`;
  return html`<ul class="alarms">
    ${sorted.map(({ name, state }) => html`<li><span class="alarm-state ${state === 'ALARM' ? 'on' : 'off'}">${STATE_TEXT[state] ?? state}</span> ${name}</li>`)}
  </ul>`;
}

const STATE_TEXT: Readonly<Record<string, string>> = { ALARM: 'in alarm', OK: 'OK', INSUFFICIENT_DATA: 'no data', unknown: 'not in the account' };

/** What the account says of an alarm; undefined for one it does not have. */
export function describeAlarm(arn: string, { account, region }: WidgetSource): DescribedAlarm | undefined {
  const name = alarmNameIn(arn);
  if (name === undefined) return undefined;
  try {
    const answer = account.call(regionOfArn(arn) || region, 'DescribeAlarms', { AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    return [...listOf(answer, 'MetricAlarms'), ...listOf(answer, 'CompositeAlarms')][0] as DescribedAlarm | undefined;
  } catch (error) {
    if (error instanceof NotSimulatedError || error instanceof ServiceError) return undefined;
    throw error;
  }
}
