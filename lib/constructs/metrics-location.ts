import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Sli } from '../slo/sli/sli';

/** Where something is; both may be known at deployment only, or nowhere. */
interface Location {
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** A resource, as far as its location is asked for. */
export interface Located {
  readonly env: Location;
}

/**
 * An indicator with the region and the account of its resources: CloudWatch has the metrics of a resource where the
 * resource is. What is known at deployment only is left out, and the region of metrics that exist in one region stays.
 *
 * @throws RangeError when the resources are in different regions or accounts
 */
export function locatedAt<T extends Sli>(sli: T, ...resources: readonly (Located | undefined)[]): T {
  const known = (part: keyof Location): string | undefined => {
    const values = new Set(resources.map((resource) => resource?.env[part]).filter((value) => value !== undefined && !Token.isUnresolved(value)));
    if (values.size > 1)
      throw new RangeError(`the resources of one indicator are in different ${part}s, ${[...values].join(' and ')}: an alarm reads one ${part}`);
    return [...values][0];
  };
  const [region, account] = [sli.region ?? known('region'), known('account')];
  return { ...sli, ...(region !== undefined && { region }), ...(account !== undefined && { account }) };
}

/**
 * Where something is by its ARN, for constructs that are no resources to the CDK (target groups), and those that it
 * takes for resources of the stack that imports them (tables).
 *
 * @returns what the construct itself knows when the ARN is known at deployment only
 */
export function locationInArn(arn: string | undefined, resource?: Located): Located | undefined {
  if (arn === undefined) return resource;
  const [, , , region, account] = arn.split(':');
  return region === undefined || account === undefined ? resource : { env: { region, account } };
}

/**
 * An alarm elsewhere than its metrics is valid, stays OK for ever, and notifies nobody anything. Between regions
 * CloudWatch has no way across. Between accounts it has one (cross-account observability, a metric with `AccountId`),
 * which the ledger and its role would have to go as well.
 *
 * @throws RangeError when the metrics of an objective are in another region or account than the stack
 */
export function checkMetricsLocation(scope: Construct, objectiveId: string, sli: Sli): void {
  const stack = Stack.of(scope);
  for (const part of ['region', 'account'] as const) {
    const [metrics, here] = [sli[part], stack[part]];
    if (metrics === undefined || metrics === here) continue;
    const remedy = `put the construct into a stack with env.${part} ${metrics}`;
    const exist = `the metrics of ${objectiveId} exist in ${part === 'region' ? '' : 'account '}${metrics} only`;
    if (!Token.isUnresolved(here)) throw new RangeError(`${exist}, this stack is in ${here}: ${remedy}`);
    Annotations.of(scope).addWarningV2(`day2:metrics-${part}`, `${exist}, this stack may be deployed anywhere: ${remedy}`);
  }
}
