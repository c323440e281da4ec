/**
 * What other CDK apps import from `day2`. Constructs first; then what is needed to build a whole
 * {@link OperationsStage} from configuration files.
 */

export { Indicators } from './constructs/indicators';
export { SeverityTopics, type SeverityTopicsProps } from './constructs/severity-topics';
export { SloAlarms, type SloAlarmsProps, type SloObjective } from './constructs/slo-alarms';
export { TemplateChecksPlugin } from './constructs/template-checks-plugin';
export { OperationsStage, type OperationsStageProps } from './stacks/operations-stage';

export { REFERENCE_POLICY, type BurnRatePolicyRow, type BurnRateRow, type OmittedRow, type Urgency } from './domain/burn-rate';
export type { NoDataMeaning } from './domain/model';
export type { Severity } from './domain/severity';
export type { EventSli, MathStep, MetricReference, Sli, SliceSli } from './domain/sli/sli';
export type { CompositeAlarmPlan, MetricAlarmPlan, ObjectiveAlarmsPlan, OperationsPlan } from './plan/alarm-plan';

export { loadConfiguration } from './config/load';
export { filesOnDisk } from './config/read-directory';
export { buildPlan } from './plan/build-plan';
