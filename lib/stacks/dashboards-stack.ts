import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OperationsDashboards } from '../constructs/operations-dashboards';
import type { DashboardPlan } from '../dashboard/dashboard';

/** Properties of {@link DashboardsStack}. */
export interface DashboardsStackProps extends StackProps {
  readonly plans: readonly DashboardPlan[];
}

/** What people look at. Nothing that pages depends on it: it can be deployed, changed and deleted at any time. */
export class DashboardsStack extends Stack {
  constructor(scope: Construct, id: string, { plans, ...props }: DashboardsStackProps) {
    super(scope, id, props);
    new OperationsDashboards(this, 'Dashboards', { plans });
  }
}
