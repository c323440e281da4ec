/** Reading synthesized templates in construct tests. */

import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

type Properties = Readonly<Record<string, unknown>>;

/** One entry of `Metrics` of an alarm. */
export interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: {
    readonly Period: number;
    readonly Stat: string;
    readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions: readonly { Name: string; Value: unknown }[] };
  };
}

/** The alarms of a stack by their names; `metric` and `composite` alarms apart. */
export function alarmsOf(stack: Stack): { readonly metric: ReadonlyMap<string, Properties>; readonly composite: ReadonlyMap<string, Properties> } {
  const template = Template.fromStack(stack);
  const byName = (type: string) =>
    new Map(Object.values(template.findResources(type)).map(({ Properties: properties }) => [String(properties.AlarmName), properties as Properties]));
  return { metric: byName('AWS::CloudWatch::Alarm'), composite: byName('AWS::CloudWatch::CompositeAlarm') };
}

/** The `Metrics` of an alarm. */
export function queriesOf(alarm: Properties | undefined): readonly MetricQuery[] {
  return (alarm?.['Metrics'] ?? []) as MetricQuery[];
}

/** A value with its `Fn::Join` of texts put together and every reference written `<LogicalId>` or `<LogicalId.Attribute>`. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(readable).join(separator);
  }
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::Select') {
    const [index, list] = argument as [number, { 'Fn::Split': [string, unknown] }];
    const [separator, text] = list['Fn::Split'];
    return `select ${index} of ${readable(text)} split at ${separator}`;
  }
  return JSON.stringify(value);
}
