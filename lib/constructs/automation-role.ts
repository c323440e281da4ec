import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal, type RoleProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * A role that Systems Manager Automation takes on, for runs of this account and region alone. It may do nothing yet.
 * Source of the conditions: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
 */
export function automationRole(scope: Construct, id: string, props: Omit<RoleProps, 'assumedBy'> = {}): Role {
  const stack = Stack.of(scope);
  const executions = stack.formatArn({ service: 'ssm', resource: 'automation-execution', resourceName: '*' });
  return new Role(scope, id, {
    ...props,
    assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': executions } },
    }),
  });
}
