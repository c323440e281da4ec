/**
 * What other CDK apps import from `day2`. Constructs first; then what is needed to build a whole
 * {@link OperationsStage} from configuration files.
 */

export { AlarmEvents, AlarmForwarding, type AlarmEventsProps, type AlarmForwardingProps } from './constructs/alarm-events';
export { CanaryArrival, type CanaryArrivalProps } from './constructs/canary-arrival';
export { CostSignals, type CostSignalsProps } from './constructs/cost-signals';
export type { CostAnomalies, CostPolicy } from './signals/cost-signals';
export { EngineFallback, type EngineFallbackProps } from './constructs/engine-fallback';
export type { BudgetLedger } from './constructs/budget-ledger';
export { ErrorBudget, type BudgetMetricOptions } from './constructs/error-budget';
export type { ErrorBudgetObjective, ErrorBudgetProps } from './constructs/error-budget-props';
export { EscalationTiers, type EscalationTiersProps } from './constructs/escalation-tiers';
export { EvidenceStore, type EvidenceStoreProps } from './constructs/evidence-store';
export { IncidentEngine, type IncidentEngineProps } from './constructs/incident-engine';
export { IncidentResponse, type AddWatchdogOptions } from './constructs/incident-response';
export type { IncidentResponseProps, RespondedService } from './constructs/incident-response-props';
export { Indicators, type CountedPair, type LatencySlices } from './constructs/indicators';
export { PagingAlarms, type PagingAlarmsProps } from './constructs/paging-alarms';
export { PeopleOnCall, type PeopleOnCallProps } from './constructs/people-on-call';
export type { RunbookLibrary, RunbookLibraryProps } from './constructs/runbook-library';
export { ScalingPolicies, type ScalingPoliciesProps } from './constructs/scaling-policies';
export { SeverityTopics, type ExistingSeverityTopic, type NewSeverityTopic, type SeverityTopic, type SeverityTopicsProps } from './constructs/severity-topics';
export { SlackFeed, type SlackFeedProps } from './constructs/slack-feed';
export { SloAlarms } from './constructs/slo-alarms';
export type { SloAlarmsProps, SloObjective, SloTraffic } from './constructs/slo-alarms-props';
export type { SloMetricOptions } from './constructs/slo-metrics';
export { TeamsFeed, type TeamsFeedProps } from './constructs/teams-feed';
export { TemplateChecksPlugin } from './constructs/template-checks-plugin';
export { Watchdog, type WatchdogProps } from './constructs/watchdog';
export { OperationsStage, type OperationsStageProps } from './stacks/operations-stage';

export type { BurnRateAlert, BurnRateAlertRule } from './slo/burn-rate-alerts';
export {
  DEFAULT_POLICY,
  REFERENCE_POLICY,
  type BurnRatePolicyAlert,
  type BurnRateCondition,
  type OmittedBurnRateAlert,
  type RatePolicyAlert,
  type Urgency,
  type WindowPolicyAlert,
} from './slo/burn-rate';
export type { BudgetWindow } from './slo/budget/budget-window';
export type { Exclusion, ExclusionMeaning } from './slo/budget/exclusion';
export { DEFAULT_GATE_POLICY } from './slo/budget/gate-policy';
export type { GatePolicy } from './slo/budget/gate-state';
export type { ScalingTarget } from './capacity/scaling';
export { escalationPolicy, type EscalationChanges, type SeverityChanges, type TierChanges } from './incident/lifecycle/change-escalation';
export type { EnginePolicy, ExternalContact } from './incident/lifecycle/engine-policy';
export type {
  Delay,
  EscalationPolicy,
  EscalationTier,
  PostmortemClock,
  PostmortemRule,
  SeverityPolicy,
  StaleRule,
  TierCondition,
} from './incident/lifecycle/escalation-policy';
export type { EscalationPreset } from './incident/lifecycle/escalation-preset';
export type { ContactChannel, Person, Role, Roster, RosterLayer, RosterOverride, Rotation } from './incident/roster/roster';
export type { ChatChannel, NoDataMeaning, OnCall, OnCallModel, OperationsModel, Service, WatchdogModel } from './model/model';
export { formatProblem, hasErrors, ProblemsError, type Problem, type ProblemLocation } from './problems/problem';
export type { PagePayload } from './incident/message/page-payload';
export { renderPagerEvent } from './pagers/pagers';
export type { PagerDestination, PagerRequest } from './pagers/pager';
export type { PagerAction, PagerEvent } from './pagers/pager-event';
export { readPagerEvent, type TopicText } from './pagers/read-event';
export type { Severity } from './incident/severity';
export type { CountersBinding } from './slo/sli/counters';
export type { EventSli, MathStep, MetricReference, Sli, SliceSli } from './slo/sli/sli';
export type { BudgetAlarmPlan, BudgetSignalPlan, ErrorBudgetPlan, ObjectiveBudgetPlan } from './plan/budget-plan';
export type {
  ContactPlan,
  IncidentPlan,
  IncidentRegionPlan,
  PagingAlarmPlan,
  PagingTopicPlan,
  PeopleGroupPlan,
  PersonContactPlan,
  PersonTopicPlan,
  TierTopicPlan,
  WatchdogPlan,
} from './plan/incident-plan';
export type { CompositeAlarmPlan, ObjectiveAlarmsPlan, OperationsPlan } from './plan/alarm-plan';
export type { MetricAlarmPlan } from './plan/metric-alarm-plan';

export type { Runbook } from './runbook/library/runbook';
export type { BusinessCalendar, Weekday } from './time/business-calendar';
export type { Instant } from './time/time';

export { loadConfiguration, type LoadedConfiguration, type LoadOptions } from './config/load';
export { loadOnCall } from './config/load-on-call';
export { loadOperations, type Operations, type PlannedEnvironment } from './cli/files/operations';
export type { ConfigurationVariables } from './config/placeholders';
export { filesOnDisk } from './config/read-directory';
export type { ConfigurationFiles } from './config/read-source';
export { shippedRunbooks } from './config/shipped-runbooks';
export { buildPlan } from './plan/build-plan';
export type { CostLine } from './cost/cost-line';
export { incidentCost, type IncidentCost } from './cost/incident-cost';
export { monthlyCost, type MonthlyCost, type PlannedCost } from './cost/monthly-cost';
