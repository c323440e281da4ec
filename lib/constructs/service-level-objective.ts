import { CfnServiceLevelObjective, type CfnServiceLevelObjectiveProps } from 'aws-cdk-lib/aws-applicationsignals';
import type { Construct } from 'constructs';
import type { ServiceLevelObjectivePlan } from '../plan/application-signals-plan';
import { fillPseudoParameters } from './pseudo-parameters';

/** Translates a planned objective of Application Signals, in the region of its metrics. */
export function addServiceLevelObjective(scope: Construct, { constructId, settings }: ServiceLevelObjectivePlan): CfnServiceLevelObjective {
  return new CfnServiceLevelObjective(scope, constructId, fillPseudoParameters(settings) as CfnServiceLevelObjectiveProps);
}
