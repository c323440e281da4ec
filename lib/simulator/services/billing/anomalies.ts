import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import type { ServiceHost } from '../../core/service-host';
import { topicsOf } from './budgets';
import { publishNotice } from './publish-notice';
import { BILLING_RESOURCES } from './resources';

/**
 * Lets the subscriptions to cost anomalies notify of one, at once as those to topics do. What an anomaly is, a scenario says: the model is
 * not published.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
 */
export function notifyAnomaly(host: ServiceHost, impactUsd: number): void {
  const resources = host.stacks.flatMap((stack) => stack.resources);
  for (const monitor of resources.filter(({ type }) => type === 'AWS::CE::AnomalyMonitor')) checkMonitor(monitor);
  for (const subscription of resources.filter(({ type }) => type === 'AWS::CE::AnomalySubscription')) {
    const { name, fromUsd, topicArns } = readSubscription(subscription);
    if (impactUsd < fromUsd) continue;
    const principal = {
      service: 'costalerts.amazonaws.com',
      sourceArn: `arn:aws:ce::${host.accountId}:anomalysubscription/${name}`,
      sourceAccount: host.accountId,
    };
    const notice = { subject: 'AWS Cost Management: cost anomaly', message: JSON.stringify({ accountId: host.accountId, impact: { totalImpact: impactUsd } }) };
    for (const arn of topicArns) publishNotice(host, principal, arn, notice);
  }
}

/** One that looks at all services of AWS finds every anomaly; another may not. */
function checkMonitor({ properties, logicalId }: LoadedResource): void {
  allowOnly(properties, BILLING_RESOURCES['AWS::CE::AnomalyMonitor']);
  const { MonitorType: type, MonitorDimension: dimension } = properties;
  if (type !== 'DIMENSIONAL' || dimension !== 'SERVICE')
    throw new NotSimulatedError(`a monitor of ${JSON.stringify(type)} and ${JSON.stringify(dimension)}`, logicalId);
}

function readSubscription({ properties, logicalId }: LoadedResource): {
  readonly name: string;
  readonly fromUsd: number;
  readonly topicArns: readonly string[];
} {
  allowOnly(properties, BILLING_RESOURCES['AWS::CE::AnomalySubscription']);
  if (properties.Frequency !== 'IMMEDIATE') throw new NotSimulatedError(`a subscription with Frequency ${JSON.stringify(properties.Frequency)}`, logicalId);
  return {
    name: requiredText(properties, 'SubscriptionName'),
    fromUsd: leastImpact(properties.ThresholdExpression, logicalId),
    topicArns: topicsOf(properties.Subscribers, 'Type', logicalId),
  };
}

/** The one expression that is understood: an impact of at least so many USD. */
function leastImpact(written: JsonValue | undefined, logicalId: string): number {
  const expression = typeof written === 'string' ? (JSON.parse(written) as JsonValue) : undefined;
  const { Dimensions: dimensions } = isJsonObject(expression) ? expression : ({} as { Dimensions?: JsonValue });
  const {
    Key: key,
    MatchOptions: [match] = [],
    Values: [value] = [],
  } = (isJsonObject(dimensions) ? dimensions : {}) as {
    readonly Key?: string;
    readonly MatchOptions?: readonly string[];
    readonly Values?: readonly string[];
  };
  if (key !== 'ANOMALY_TOTAL_IMPACT_ABSOLUTE' || match !== 'GREATER_THAN_OR_EQUAL' || !(Number(value) >= 0))
    throw new NotSimulatedError(`the threshold expression ${JSON.stringify(written)}`, logicalId);
  return Number(value);
}
