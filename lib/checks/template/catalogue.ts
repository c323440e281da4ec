import { TEMPLATE_CHECKS, type TemplateCheckCode } from '../../problems/catalogue/templates';
import type { CataloguedProblem } from '../../problems/problem-catalogue';
import { actionCount } from './alarm/action-count';
import { actionKinds } from './alarm/action-kinds';
import { actionPermission } from './alarm/action-permission';
import { actionRegion } from './alarm/action-region';
import { actionsEnabled } from './alarm/actions-enabled';
import { alarmDescriptionLength } from './alarm/alarm-description-length';
import { alarmNameLength } from './alarm/alarm-name-length';
import { alarmNameUnique } from './alarm/alarm-name-unique';
import { datapointsToAlarm } from './alarm/datapoints-to-alarm';
import { knownValues } from './alarm/known-values';
import { missingDataNotifies } from './alarm/missing-data-notifies';
import { singleMetricComplete } from './alarm/single-metric-complete';
import { thresholdGiven } from './alarm/threshold-given';
import { CHANGE_CALENDAR_CHECKS } from './calendar/change-calendar';
import { compositeCycle } from './composite/composite-cycle';
import { ruleChildrenExist } from './composite/rule-children-exist';
import { ruleGrammar } from './composite/rule-grammar';
import { ruleChildCount, ruleElementCount, ruleLength } from './composite/rule-limits';
import { suppressorExists } from './composite/suppressor-exists';
import { suppressorPeriods } from './composite/suppressor-periods';
import { annotationInstants } from './dashboard/annotation-instants';
import { bodyLimits } from './dashboard/body-limits';
import { dashboardBody } from './dashboard/dashboard-body';
import { linksLeadSomewhere } from './dashboard/links-lead-somewhere';
import { rowExpressions } from './dashboard/row-expressions';
import { shownMetricIsPublished, shownMetricRegion } from './dashboard/shown-metrics';
import { widgetComplete } from './dashboard/widget-complete';
import { widgetPlace } from './dashboard/widget-place';
import { deadLetterQueue } from './events/dead-letter-queue';
import { deadLetterWritable } from './events/dead-letter-writable';
import { explicitRetries } from './events/explicit-retries';
import { oneTarget } from './events/one-target';
import { targetPermission } from './events/target-permission';
import { advisedAgainstFunctions } from './metric-math/advised-against-functions';
import { allowedPeriod } from './metric-math/allowed-period';
import { equalPeriods } from './metric-math/equal-periods';
import { evaluatedRange } from './metric-math/evaluated-range';
import { expressionSyntax } from './metric-math/expression-syntax';
import { impossibleFunctions } from './metric-math/impossible-functions';
import { knownStatistic } from './metric-math/known-statistic';
import { noSingleMetricBesideMetrics } from './metric-math/no-single-metric-beside-metrics';
import { noUnit } from './metric-math/no-unit';
import { oneReturnedQuery } from './metric-math/one-returned-query';
import { oneReturnedSeries } from './metric-math/one-returned-series';
import { queryCount } from './metric-math/query-count';
import { queryCycle } from './metric-math/query-cycle';
import { queryIdPattern } from './metric-math/query-id-pattern';
import { queryIdUnique } from './metric-math/query-id-unique';
import { queryReferencesExist } from './metric-math/query-references-exist';
import { queryShape } from './metric-math/query-shape';
import { dimensionValue } from './metric/dimension-value';
import { meaningfulStatistic } from './metric/meaningful-statistic';
import { metricIsPublished } from './metric/metric-is-published';
import { metricRegion } from './metric/metric-region';
import { metricUnit } from './metric/metric-unit';
import { reachableThreshold } from './metric/reachable-threshold';
import { fixedNameUnique } from './names/fixed-name-unique';
import { keyAliasFree } from './names/key-alias-free';
import { parameterNameFree } from './names/parameter-name-free';
import { topicNameSuffix } from './names/topic-name-suffix';
import { accessKeyIsReplaced } from './rotation/access-key-is-replaced';
import { keyCanRotate } from './rotation/key-can-rotate';
import { rotationIsScheduled } from './rotation/rotation-is-scheduled';
import { rotationPeriod } from './rotation/rotation-period';
import { rotationWaits } from './rotation/rotation-waits';
import { scheduleExpression } from './schedule/schedule-expression';
import { scheduleTimeZone } from './schedule/schedule-time-zone';
import { contactLiterals } from './stack/contact-literals';
import { exportUnique } from './stack/export-unique';
import { literalPolicies } from './stack/literal-policies';
import { noOwnImport } from './stack/no-own-import';
import { stackLimits } from './stack/stack-limits';
import { templateIsFinal } from './stack/template-is-final';
import type { CheckDescription, ResourceCheck, StackCheck } from './template-check';
import { alarmKeyChain } from './topic-and-key/alarm-key-chain';
import { alarmTopicPolicy } from './topic-and-key/alarm-topic-policy';
import { eventBridgeKeyGrant } from './topic-and-key/event-bridge-key-grant';
import { publisherKeyChain } from './topic-and-key/publisher-key-chain';
import { topicHasSubscriber } from './topic-and-key/topic-has-subscriber';
import { knownValue } from './values/known-value';

/** Every check of a resource, by code. */
export const RESOURCE_CHECKS: readonly ResourceCheck[] = [
  missingDataNotifies,
  actionsEnabled,
  allowedPeriod,
  evaluatedRange,
  datapointsToAlarm,
  knownStatistic,
  noSingleMetricBesideMetrics,
  noUnit,
  alarmNameLength,
  alarmNameUnique,
  alarmDescriptionLength,
  actionCount,
  actionRegion,
  actionKinds,
  metricIsPublished,
  metricRegion,
  dimensionValue,
  meaningfulStatistic,
  reachableThreshold,
  metricUnit,
  actionPermission,
  knownValues,
  singleMetricComplete,
  thresholdGiven,
  ruleGrammar,
  ruleChildrenExist,
  ruleChildCount,
  ruleElementCount,
  ruleLength,
  suppressorPeriods,
  suppressorExists,
  compositeCycle,
  deadLetterQueue,
  deadLetterWritable,
  ...CHANGE_CALENDAR_CHECKS,
  dashboardBody,
  bodyLimits,
  widgetPlace,
  widgetComplete,
  shownMetricIsPublished,
  linksLeadSomewhere,
  annotationInstants,
  shownMetricRegion,
  rowExpressions,
  oneTarget,
  explicitRetries,
  targetPermission,
  alarmKeyChain,
  eventBridgeKeyGrant,
  publisherKeyChain,
  keyAliasFree,
  expressionSyntax,
  queryIdPattern,
  queryIdUnique,
  queryReferencesExist,
  queryCycle,
  oneReturnedQuery,
  equalPeriods,
  queryCount,
  queryShape,
  impossibleFunctions,
  advisedAgainstFunctions,
  oneReturnedSeries,
  fixedNameUnique,
  scheduleExpression,
  scheduleTimeZone,
  keyCanRotate,
  rotationPeriod,
  rotationIsScheduled,
  rotationWaits,
  accessKeyIsReplaced,
  alarmTopicPolicy,
  topicHasSubscriber,
  topicNameSuffix,
  parameterNameFree,
  knownValue,
];

/** Every check of a template as a whole, by code. */
export const STACK_CHECKS: readonly StackCheck[] = [contactLiterals, ...stackLimits, templateIsFinal, exportUnique, noOwnImport, literalPolicies];

/** Whether what a check finds is an error. */
export function levelOf(code: TemplateCheckCode): 'error' | 'warning' {
  const { level = 'error' }: CataloguedProblem = TEMPLATE_CHECKS[code];
  return level;
}

/** Whether a resource may acknowledge what a check finds. What AWS would refuse cannot be acknowledged away. */
export function isAcknowledgeable(code: TemplateCheckCode): boolean {
  const { level = 'error', acknowledgeable = false }: CataloguedProblem = TEMPLATE_CHECKS[code];
  return level === 'warning' || acknowledgeable;
}

/** A check as the reference page shows it. */
export interface TemplateCheckDescription extends CheckDescription, Required<CataloguedProblem> {
  /** What it looks at, plural. */
  readonly appliesTo: string;
}

/** Every check of templates in words, by code. */
export function templateCheckCatalogue(): readonly TemplateCheckDescription[] {
  const describe = ({ code, requirement, why, source }: CheckDescription, appliesTo: string) => ({
    code,
    level: levelOf(code),
    acknowledgeable: isAcknowledgeable(code),
    meaning: TEMPLATE_CHECKS[code].meaning,
    requirement,
    why,
    source,
    appliesTo,
  });
  return [...RESOURCE_CHECKS.map((check) => describe(check, check.appliesTo.description)), ...STACK_CHECKS.map((check) => describe(check, 'templates'))].sort(
    (a, b) => (a.code < b.code ? -1 : 1),
  );
}
