import type { CataloguedProblem, ProblemCatalogue } from '../../domain/problem-catalogue';
import { actionCount } from './action-count';
import { actionKinds } from './action-kinds';
import { actionRegion } from './action-region';
import { actionsEnabled } from './actions-enabled';
import { advisedAgainstFunctions } from './advised-against-functions';
import { alarmDescriptionLength } from './alarm-description-length';
import { alarmKeyChain } from './alarm-key-chain';
import { alarmNameLength } from './alarm-name-length';
import { alarmNameUnique } from './alarm-name-unique';
import { alarmTopicPolicy } from './alarm-topic-policy';
import { allowedPeriod } from './allowed-period';
import { compositeCycle } from './composite-cycle';
import { contactLiterals } from './contact-literals';
import { datapointsToAlarm } from './datapoints-to-alarm';
import { deadLetterQueue } from './dead-letter-queue';
import { deadLetterWritable } from './dead-letter-writable';
import { equalPeriods } from './equal-periods';
import { evaluatedRange } from './evaluated-range';
import { eventBridgeKeyGrant } from './event-bridge-key-grant';
import { explicitRetries } from './explicit-retries';
import { expressionSyntax } from './expression-syntax';
import { impossibleFunctions } from './impossible-functions';
import { knownStatistic } from './known-statistic';
import { missingDataTells } from './missing-data-tells';
import { noSingleMetricBesideMetrics } from './no-single-metric-beside-metrics';
import { noUnit } from './no-unit';
import { oneReturnedQuery } from './one-returned-query';
import { oneReturnedSeries } from './one-returned-series';
import { oneTarget } from './one-target';
import { publisherKeyChain } from './publisher-key-chain';
import { queryCount } from './query-count';
import { queryCycle } from './query-cycle';
import { queryIdPattern } from './query-id-pattern';
import { queryIdUnique } from './query-id-unique';
import { queryReferencesExist } from './query-references-exist';
import { queryShape } from './query-shape';
import { ruleChildrenExist } from './rule-children-exist';
import { ruleGrammar } from './rule-grammar';
import { ruleChildCount, ruleElementCount, ruleLength } from './rule-limits';
import { stackLimits } from './stack-limits';
import { suppressorExists } from './suppressor-exists';
import { suppressorPeriods } from './suppressor-periods';
import type { CheckDescription, ResourceCheck, StackCheck } from './template-check';
import { templateIsFinal } from './template-is-final';

/** Every check of a resource, by code. */
export const RESOURCE_CHECKS: readonly ResourceCheck[] = [
  missingDataTells,
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
  oneTarget,
  explicitRetries,
  alarmKeyChain,
  eventBridgeKeyGrant,
  publisherKeyChain,
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
  alarmTopicPolicy,
];

/** Every check of a template as a whole, by code. */
export const STACK_CHECKS: readonly StackCheck[] = [contactLiterals, ...stackLimits, templateIsFinal];

/** A check as the reference page shows it. */
export interface TemplateCheckDescription extends Required<CheckDescription> {
  /** What it looks at, plural. */
  readonly appliesTo: string;
}

/** Every check of templates in words, by code. */
export function templateCheckCatalogue(): readonly TemplateCheckDescription[] {
  const describe = ({ code, level = 'error', title, protects, source }: CheckDescription, appliesTo: string) => ({
    code,
    level,
    title,
    protects,
    source,
    appliesTo,
  });
  return [
    ...RESOURCE_CHECKS.map((check) => describe(check, check.appliesTo.description)),
    ...STACK_CHECKS.map((check) => describe(check, 'templates')),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Codes of problems about the checks themselves. */
export const CHECKING_PROBLEMS = {
  TPL001: {
    meaning: 'a check could not tell, because of a value that is wrong or only known at deployment',
    level: 'warning',
  },
  TPL002: { meaning: 'a check broke, which is a defect of day2; it could not tell', level: 'warning' },
} as const satisfies ProblemCatalogue;

/** The codes of all problems that checking templates can find. */
export const TEMPLATE_PROBLEMS: ProblemCatalogue = {
  ...Object.fromEntries(
    templateCheckCatalogue().map(({ code, level, title }): [string, CataloguedProblem] => [
      code,
      { meaning: title, level },
    ]),
  ),
  ...CHECKING_PROBLEMS,
};
