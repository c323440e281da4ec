import { accountOfArn, formatArn, isAccountRootArn } from '../arn';

/** An AWS service acting on its own, such as CloudWatch running an alarm action. */
export interface ServicePrincipal {
  /** Such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** The resource on whose behalf it acts: the ARN of the alarm. */
  readonly sourceArn: string;
  /** Account that owns that resource. */
  readonly sourceAccount: string;
}

/** Who makes a call: the ARN of a role (or of the account root), or a service. */
export type Principal = string | ServicePrincipal;

/** The principal as reports show it: an ARN, or a service name. */
export function principalName(principal: Principal): string {
  return typeof principal === 'string' ? principal : principal.service;
}

/** CloudWatch running the action of an alarm. */
export function cloudWatchPrincipal(alarmArn: string): ServicePrincipal {
  return { service: 'cloudwatch.amazonaws.com', sourceArn: alarmArn, sourceAccount: accountOfArn(alarmArn) };
}

/** ARN of the root of an account: allowed everything that no policy denies, as far as policies of resources let it. */
export function accountRoot(accountId: string, partition = 'aws'): string {
  return formatArn({ partition, service: 'iam', region: '', account: accountId, resource: 'root' });
}

/** True for the root of an account, as which people and scenarios make calls. */
export function isAccountRoot(principal: Principal): boolean {
  return typeof principal === 'string' && isAccountRootArn(principal);
}
