import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FreezeCalendar } from '../constructs/freeze-calendar';
import { MaintenanceChecklists } from '../constructs/maintenance-checklists';
import { MaintenanceTasks } from '../constructs/maintenance-tasks';
import type { MaintenancePlan } from '../plan/maintenance-plan';

/** Properties of {@link MaintenanceStack}. */
export interface MaintenanceStackProps extends StackProps {
  readonly plan: MaintenancePlan;
}

/** What is done on schedule, and when nothing may be changed, in the home region. */
export class MaintenanceStack extends Stack {
  constructor(scope: Construct, id: string, { plan, ...props }: MaintenanceStackProps) {
    super(scope, id, props);
    if (plan.freezes !== undefined) new FreezeCalendar(this, 'Freezes', { plan: plan.freezes });
    if (plan.checklists !== undefined) new MaintenanceChecklists(this, 'Checklists', { plan: plan.checklists });
    if (plan.tasks !== undefined) new MaintenanceTasks(this, 'Tasks', { plan: plan.tasks });
  }
}
