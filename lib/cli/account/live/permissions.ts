/**
 * The calls that verifying an account makes, each with the resource its permission is asked on. The calls are typed by this table, so
 * the policy in docs/how-to/verify-an-account.md, which is made from it, cannot fall behind.
 */
export const READ_PERMISSIONS = {
  'application-signals:GetServiceLevelObjective': ({ prefix }) => `arn:aws:application-signals:*:*:slo/${prefix}-*`,
  'application-signals:ListServiceLevelObjectives': () => '*',
  'cloudwatch:DescribeAlarms': () => '*',
  'cloudwatch:GetDashboard': ({ prefix }) => `arn:aws:cloudwatch::*:dashboard/${prefix}-*`,
  'cloudwatch:GetMetricData': () => '*',
  'cloudwatch:GetAlarmMuteRule': () => 'arn:aws:cloudwatch:*:*:alarm-mute-rule:*',
  'cloudwatch:ListAlarmMuteRules': () => 'arn:aws:cloudwatch:*:*:alarm-mute-rule:*',
  'events:DescribeRule': ({ prefix }) => `arn:aws:events:*:*:rule/${prefix}-*`,
  'events:ListTargetsByRule': ({ prefix }) => `arn:aws:events:*:*:rule/${prefix}-*`,
  'kms:DescribeKey': () => 'arn:aws:kms:*:*:key/*',
  'kms:GetKeyPolicy': () => 'arn:aws:kms:*:*:key/*',
  'lambda:GetFunctionConcurrency': ({ prefix }) => `arn:aws:lambda:*:*:function:${prefix}-*`,
  'lambda:GetFunctionConfiguration': ({ prefix }) => `arn:aws:lambda:*:*:function:${prefix}-*`,
  'lambda:GetFunctionEventInvokeConfig': ({ prefix }) => `arn:aws:lambda:*:*:function:${prefix}-*`,
  'lambda:GetPolicy': ({ prefix }) => `arn:aws:lambda:*:*:function:${prefix}-*`,
  'scheduler:GetSchedule': () => 'arn:aws:scheduler:*:*:schedule/*/*',
  'scheduler:ListSchedules': () => 'arn:aws:scheduler:*:*:schedule/*/*',
  'sns:GetSubscriptionAttributes': ({ prefix }) => `arn:aws:sns:*:*:${prefix}-*`,
  'sns:GetTopicAttributes': ({ prefix }) => `arn:aws:sns:*:*:${prefix}-*`,
  'sns:ListSubscriptionsByTopic': ({ prefix }) => `arn:aws:sns:*:*:${prefix}-*`,
  'ssm:DescribeDocument': ({ prefix }) => `arn:aws:ssm:*:*:document/${prefix}-*`,
  'ssm:GetDocument': ({ prefix }) => `arn:aws:ssm:*:*:document/${prefix}-*`,
  'ssm:GetParameters': ({ path }) => `arn:aws:ssm:*:*:parameter${path}/*`,
} as const satisfies Readonly<Record<string, (names: EnvironmentNames) => string>>;

/** How what belongs to an environment is called. */
interface EnvironmentNames {
  /** `edi-prod`. */
  readonly prefix: string;
  /** `/edi/prod`. */
  readonly path: string;
}

/** A call that verifying an account makes. */
export type ReadAction = keyof typeof READ_PERMISSIONS;

/** The policy that lets somebody verify an environment, and nothing else. */
export function readPolicy({ application, environment }: { readonly application: string; readonly environment: string }): object {
  const names = { prefix: `${application}-${environment}`, path: `/${application}/${environment}` };
  const byResource = new Map<string, string[]>();
  for (const [action, resource] of Object.entries(READ_PERMISSIONS)) {
    const on = resource(names);
    byResource.set(on, [...(byResource.get(on) ?? []), action]);
  }
  const statements = [...byResource].map(([Resource, Action]) => ({ Effect: 'Allow', Action, Resource }));
  return { Version: '2012-10-17', Statement: statements };
}
