import { Fn } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { bodyOf, type DashboardPlan } from '../dashboard/dashboard';

/** Properties of {@link OperationsDashboards}. */
export interface OperationsDashboardsProps {
  readonly plans: readonly DashboardPlan[];
}

/**
 * The dashboards of an environment. CloudFormation fills in the account of what they show; names are fixed, because messages and
 * dashboards link to each other by them. A dashboard has no region: its name is taken once in an account.
 */
export class OperationsDashboards extends Construct {
  constructor(scope: Construct, id: string, { plans }: OperationsDashboardsProps) {
    super(scope, id);
    for (const plan of plans) {
      const constructId = plan.part === 1 ? plan.id : `${plan.id}-${plan.part}`;
      new CfnDashboard(this, constructId, { dashboardName: plan.name, dashboardBody: Fn.sub(substitutable(JSON.stringify(bodyOf(plan)))) });
    }
  }
}

/** The text in which Fn::Sub replaces pseudo parameters, and leaves alone what CloudWatch itself replaces in labels: `${LAST}`. */
function substitutable(body: string): string {
  return body.replaceAll(/\$\{(?!AWS::)/g, '${!');
}
