import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Watchdog } from '../constructs/watchdog';
import type { WatchdogPlan } from '../plan/incident-plan';

/** Properties of {@link WatchdogStack}. */
export interface WatchdogStackProps extends StackProps {
  readonly plan: WatchdogPlan;
  /** Region of the incident engine. */
  readonly engineRegion: string;
}

/** What watches the incident engine from another region, and shares nothing with it. */
export class WatchdogStack extends Stack {
  constructor(scope: Construct, id: string, { plan, engineRegion, ...props }: WatchdogStackProps) {
    super(scope, id, props);
    new Watchdog(this, 'Watchdog', { plan, engineRegion });
  }
}
