import type { JsonObject } from '../aws/cloudformation/template';
import type { OperationsPlan } from '../plan/alarm-plan';
import { anomalySettings, budgetSettings } from '../signals/cost-signals';
import { asProperties, withoutTags } from './as-properties';
import { compareJson } from './compare-json';
import type { Comparison } from './comparison';

/** Whether the planned budget is there, and the subscription to cost anomalies: amounts, thresholds and topics, property by property. */
export function compareCosts({ application, environment, cost }: Pick<OperationsPlan, 'application' | 'environment' | 'cost'>, found: Comparison): void {
  if (cost === undefined) return;
  const { region, anomalies } = cost;
  const prefix = `${application}-${environment}`;
  const topicArn = (severity: string): string => found.arn('sns', region, `${prefix}-${severity.toLowerCase()}`);
  const budget = budgetSettings({ ...cost, prefix }, topicArn);
  compareKind('budget', budget.budget.budgetName, budget, { region, found });
  if (anomalies === undefined) return;
  const subscription = anomalySettings({ ...anomalies, prefix }, topicArn);
  compareKind('cost anomaly subscription', subscription.subscriptionName, subscription, { region, found, made: anomalies.monitorArn === undefined });
}

/** @param made whether the template makes the monitor, whose ARN is known only once it is deployed */
function compareKind(
  kind: 'budget' | 'cost anomaly subscription',
  name: string,
  settings: object,
  { region, found, made = false }: { readonly region: string; readonly found: Comparison; readonly made?: boolean },
): void {
  const deployed = found.named(kind, region, name);
  if (deployed === undefined) return;
  const { MonitorArnList: monitors, ...properties } = withoutTags(deployed.properties);
  const compared: JsonObject = made || monitors === undefined ? properties : { ...properties, MonitorArnList: monitors };
  found.differ(name, deployed, compareJson(asProperties(settings as JsonObject), compared, kind));
}
