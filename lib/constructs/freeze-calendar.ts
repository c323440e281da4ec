import { Tags } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { FreezeCalendarPlan } from '../plan/plan-freezes';

/** Properties of {@link FreezeCalendar}. */
export interface FreezeCalendarProps {
  readonly plan: FreezeCalendarPlan;
}

/**
 * The change calendar of an environment: open, but while one of its events lasts. Runbooks and State Manager ask it by its name; a
 * change of the rules is a new version of the document.
 */
export class FreezeCalendar extends Construct {
  readonly document: CfnDocument;

  constructor(scope: Construct, id: string, { plan }: FreezeCalendarProps) {
    super(scope, id);
    this.document = new CfnDocument(this, 'Document', {
      name: plan.name,
      documentType: 'ChangeCalendar',
      documentFormat: 'TEXT',
      updateMethod: 'NewVersion',
      // A text is refused here ("should be an object"), and CloudFormation takes nothing else for a calendar.
      content: {},
    });
    this.document.addPropertyOverride('Content', plan.content);
    Tags.of(this).add('calendar', 'freeze');
  }
}
