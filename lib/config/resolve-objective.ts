/** One objective in one environment: settings, overrides, resource and placeholders together, checked. */

import { atMost, compareSeverity, type Severity } from '../incident/severity';
import type { NoDataMeaning, Objective, ObjectiveBudget } from '../model/model';
import type { ConfigurationCode } from '../problems/catalogue/configuration';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { CALENDAR_UNIT_DAYS } from '../slo/budget/budget-window';
import type { Exclusion } from '../slo/budget/exclusion';
import { DEFAULT_GATE_POLICY } from '../slo/budget/gate-policy';
import { DEFAULT_POLICY, roundTo12Digits, type BurnRatePolicyAlert } from '../slo/burn-rate';
import { deriveBurnRateAlerts } from '../slo/burn-rate-alerts';
import type { ServiceLevelAgreement } from '../slo/objective';
import { indicatorFor, kindsOf } from '../slo/sli/indicator';
import { SLI_SOURCES, SOURCE_NAMES, sourceOf, type Binding } from '../slo/sli/sources';
import { isMeasurable, type Resource } from '../thresholds/resource-kinds';
import { MINUTES_PER_DAY } from '../time/time';
import type { ErrorBudgetSettings } from './budget-schema';
import { ALLOWED_TARGET } from './fields';
import type { PlaceholderValues } from './placeholders';
import type { Path } from './positions';
import type { ObjectiveOverride, ObjectiveSettings } from './schema';
import type { YamlSource } from './yaml-source';

/** Promise of a latency objective that sets no target: the P95 in the name of its placeholder. */
const LATENCY_TARGET_PERCENT = 95;

/** Sources whose latency can be counted in two ways; the others have trimmed counts and need no choice. */
const SOURCES_WITH_LATENCY_METHOD = SOURCE_NAMES.filter((name) => SLI_SOURCES[name].hasLatencyMethod);

/** Where something was written. */
export interface Location {
  readonly source: YamlSource;
  readonly path: Path;
}

/** An objective as it was written, and what its service and application add. */
export interface WrittenObjective {
  readonly location: Location;
  readonly settings: ObjectiveSettings;
  readonly serviceTypicalEventsPerMinute?: number;
  readonly serviceTrafficVariation?: number;
  readonly applicationPolicy?: readonly BurnRatePolicyAlert[];
  /** Absent when it is not well formed. */
  readonly errorBudget?: ErrorBudgetSettings;
}

/** What an environment changes about an objective. */
export interface WrittenOverride {
  readonly location: Location;
  readonly settings: ObjectiveOverride;
}

/** What an environment adds to an objective. */
export interface EnvironmentContext {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Resources with problems of their own: what measures them cannot be judged. */
  readonly brokenResources: ReadonlySet<string>;
  readonly highestSeverity: Severity;
  readonly placeholders: PlaceholderValues;
  readonly override?: WrittenOverride;
  /** Times this objective is excused for. */
  readonly exclusions: readonly Exclusion[];
}

/** The objective in an environment; undefined when it, or the resource it measures, has problems. */
export function resolveObjective(written: WrittenObjective, environment: EnvironmentContext): { readonly objective?: Objective; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (code, { source, path }, finding) => {
    problems.push({ code, level: 'error', where: source.locate(path), received: source.written(path), ...finding });
  };

  const binding = resolveBinding(written, environment, report);
  const targetPercent = resolveTarget(written, environment, report);
  const thresholdMs = resolveThreshold(written, environment, report);
  const severity = resolveSeverity(written, environment, report);
  const typicalEventsPerMinute = resolveTraffic(written, report);
  const sla = targetPercent === undefined ? undefined : resolveSla(written, environment, { targetPercent, thresholdMs }, report);
  if (problems.length > 0 || !binding || !targetPercent || !typicalEventsPerMinute) return { problems };

  const { settings } = written;
  const trafficVariation = settings.trafficVariation ?? written.serviceTrafficVariation;
  const objective: Objective = {
    id: settings.id,
    kind: settings.kind,
    targetPercent,
    periodMinutes: periodMinutesOf(settings, environment.placeholders),
    ...(thresholdMs !== undefined && { thresholdMs }),
    binding,
    sli: indicatorFor(binding, {
      kind: settings.kind,
      target: roundTo12Digits(targetPercent / 100),
      thresholdMs,
      latencyMethod: settings.latencyMethod,
    }),
    impact: settings.impact,
    runbook: settings.runbook,
    ...(settings.handoverAfter !== undefined && { handoverAfterSeconds: settings.handoverAfter * 60 }),
    severity,
    burnRatePolicy: settings.burnRatePolicy ?? written.applicationPolicy ?? DEFAULT_POLICY,
    noData: capNoData(settings.noData, environment.highestSeverity),
    typicalEventsPerMinute,
    budget: budgetOf(written, environment),
    category: settings.category,
    ...(sla !== undefined && { sla }),
    ...(trafficVariation !== undefined && { trafficVariation }),
    ...healingOf(written, environment),
  };
  checkBurnRateAlerts(objective, written.location, report);
  checkHealingOverride(written, environment, report);
  return problems.length === 0 ? { objective, problems } : { problems };
}

function periodMinutesOf({ period, calendar }: ObjectiveSettings, { ERROR_BUDGET_WINDOW_DAYS: days }: PlaceholderValues): number {
  return calendar === undefined ? (period ?? days * MINUTES_PER_DAY) : CALENDAR_UNIT_DAYS[calendar.unit] * MINUTES_PER_DAY;
}

function budgetOf({ settings, errorBudget }: WrittenObjective, { exclusions, placeholders }: EnvironmentContext): ObjectiveBudget {
  return {
    window: settings.calendar ?? { kind: 'rolling', minutes: periodMinutesOf(settings, placeholders) },
    exclusions,
    exclusionMeaning: errorBudget?.exclusionMeaning ?? 'drop',
    policy: errorBudget?.policy ?? DEFAULT_GATE_POLICY,
  };
}

/** What is the same everywhere, with the names that are those of the environment. */
function healingOf({ settings: { selfHealing } }: WrittenObjective, { override }: EnvironmentContext): Pick<Objective, 'selfHealing'> {
  const own = override?.settings.selfHealing;
  if (selfHealing === undefined || own === false) return {};
  const { runbook, parameters = {}, maxPerHour, coolDown, mayDelayPage } = selfHealing;
  return {
    selfHealing: {
      runbook,
      parameters: { ...parameters, ...own?.parameters },
      maxPerHour,
      coolDownMinutes: coolDown,
      mayDelayPageMinutes: mayDelayPage,
    },
  };
}

function checkHealingOverride({ settings }: WrittenObjective, { override }: EnvironmentContext, report: Report): void {
  if (override?.settings.selfHealing === undefined || settings.selfHealing !== undefined) return;
  report('CFG072', below(override.location, 'selfHealing'), {
    what: `${settings.id} does not heal itself, so there is nothing to change about it`,
    allowed: 'selfHealing of an objective that has selfHealing in operations.yaml',
    change: 'add selfHealing to the objective in operations.yaml, or remove it here',
  });
}

type Finding = Pick<Problem, 'what' | 'change'> & Partial<Pick<Problem, 'received' | 'allowed'>>;
type Report = (code: ConfigurationCode, location: Location, finding: Finding) => void;

/** Where a value that holds was written: in the environment's file when that changes it. */
function locationOf(written: WrittenObjective, environment: EnvironmentContext, key: 'target' | 'threshold' | 'severity' | 'sla') {
  const { override } = environment;
  return override?.settings[key] === undefined ? below(written.location, key) : below(override.location, key);
}

function below({ source, path }: Location, key: string): Location {
  return { source, path: [...path, key] };
}

function resolveBinding({ settings, location }: WrittenObjective, { resources, brokenResources }: EnvironmentContext, report: Report): Binding | undefined {
  const binding = resources.get(settings.resource);
  if (binding === undefined) {
    if (brokenResources.has(settings.resource)) return undefined;
    const names = [...resources.keys(), ...brokenResources];
    const meant = didYouMean(settings.resource, names);
    report('CFG021', below(location, 'resource'), {
      what: `the environment has no resource ${settings.resource}`,
      allowed: names.length === 0 ? 'a resource of the environment; it has none' : names.join(', '),
      change: meant === undefined ? `add ${settings.resource} to the resources of the environment` : `write ${meant}`,
    });
    return undefined;
  }

  const { source } = binding;
  if (!isMeasurable(binding)) {
    report('CFG022', below(location, 'resource'), {
      what: `${settings.resource} is of source ${source}, which carries nothing that an objective could count`,
      allowed: `resources of source ${SOURCE_NAMES.join(', ')}`,
      change: 'measure another resource, or watch this one with a threshold',
    });
    return undefined;
  }
  const kinds = kindsOf(binding.source);
  const lack = sourceOf(binding).lacks?.(binding, settings.kind, settings.resource);
  if (!kinds.includes(settings.kind)) {
    report('CFG022', below(location, 'kind'), {
      what: `${settings.resource} is of source ${source}, which has no ${settings.kind}`,
      allowed: kinds.join(', '),
      change: 'change the kind, or measure another resource',
    });
  } else if (lack !== undefined) {
    const { code, ...finding } = lack;
    report(code, below(location, 'resource'), finding);
  } else if (settings.latencyMethod !== undefined && !(settings.kind === 'latency' && SOURCES_WITH_LATENCY_METHOD.includes(binding.source))) {
    report('CFG033', below(location, 'latencyMethod'), {
      what: `${settings.kind} of source ${source} is counted in one way only`,
      allowed: `latencyMethod for latency of ${SOURCES_WITH_LATENCY_METHOD.join(', ')}`,
      change: 'remove latencyMethod',
    });
  }
  return binding;
}

function resolveTarget({ settings, location }: WrittenObjective, { override, placeholders }: EnvironmentContext, report: Report): number | undefined {
  const target = override?.settings.target ?? settings.target;
  if (target !== undefined) return target;
  if (settings.kind === 'availability') return placeholders.AVAILABILITY_SLO_PERCENT;
  if (settings.kind === 'latency') return LATENCY_TARGET_PERCENT;
  report('CFG030', below(location, 'target'), {
    what: `an objective of kind ${settings.kind} needs a target`,
    allowed: ALLOWED_TARGET,
    change: 'add something like target: 99.5',
  });
  return undefined;
}

function resolveThreshold(written: WrittenObjective, environment: EnvironmentContext, report: Report): number | undefined {
  const { kind, threshold: own } = written.settings;
  const threshold = environment.override?.settings.threshold ?? own;
  if (kind === 'latency') return threshold ?? environment.placeholders.PRIMARY_SLO_LATENCY_P95_MS;
  if (kind === 'freshness') {
    if (threshold !== undefined) return threshold;
    report('CFG031', below(written.location, 'threshold'), {
      what: 'an objective of kind freshness needs a threshold',
      allowed: 'a duration from 1ms to 365d',
      change: 'add something like threshold: 10m',
    });
  } else if (threshold !== undefined) {
    report('CFG032', locationOf(written, environment, 'threshold'), {
      what: `an objective of kind ${kind} has no threshold`,
      allowed: 'threshold for latency, freshness',
      change: 'remove threshold, or change the kind',
    });
  }
  return undefined;
}

/** What is promised to customers: in no way stricter than the objective, and in one way looser. */
function resolveSla(
  written: WrittenObjective,
  environment: EnvironmentContext,
  objective: { readonly targetPercent: number; readonly thresholdMs: number | undefined },
  report: Report,
): ServiceLevelAgreement | undefined {
  const asked = environment.override?.settings.sla ?? written.settings.sla;
  if (asked === undefined || asked === 'none') return undefined;
  const location = locationOf(written, environment, 'sla');
  if (asked.threshold !== undefined && objective.thresholdMs === undefined) {
    report('CFG032', below(location, 'threshold'), {
      what: `an objective of kind ${written.settings.kind} has no threshold, and customers cannot be promised one`,
      allowed: 'threshold for latency, freshness',
      change: 'remove threshold',
    });
    return undefined;
  }
  const { target: targetPercent = objective.targetPercent, threshold: thresholdMs = objective.thresholdMs } = asked;
  const isInside = objective.targetPercent >= targetPercent && (objective.thresholdMs ?? 0) <= (thresholdMs ?? 0);
  const isEqual = objective.targetPercent === targetPercent && objective.thresholdMs === thresholdMs;
  const promise = (target: number, threshold: number | undefined) => `${target} %${threshold === undefined ? '' : ` within ${threshold} ms`}`;
  if (!isInside || isEqual) {
    report('CFG039', location, {
      what: `the objective, ${promise(objective.targetPercent, objective.thresholdMs)}, is ${isEqual ? 'the same as' : 'no stricter than'} what customers are promised, ${promise(targetPercent, thresholdMs)}`,
      allowed: `less than ${promise(objective.targetPercent, objective.thresholdMs)} promised: a lower target${thresholdMs === undefined ? '' : ', or a longer threshold, and none stricter'}`,
      change: 'make the objective stricter, so that somebody is notified before the promise is broken',
    });
  }
  return { targetPercent, ...(thresholdMs !== undefined && { thresholdMs }) };
}

function resolveSeverity(written: WrittenObjective, environment: EnvironmentContext, report: Report): Objective['severity'] {
  const { highestSeverity, override } = environment;
  const location = locationOf(written, environment, 'severity');
  for (const urgency of ['page', 'ticket'] as const) {
    const asked = override?.settings.severity?.[urgency];
    if (asked === undefined || compareSeverity(asked, highestSeverity) >= 0) continue;
    report('CFG035', below(location, urgency), {
      what: `${asked} is above the highest severity of this environment, so it would be lowered`,
      allowed: `${highestSeverity} or less severe`,
      change: `write ${urgency}: ${highestSeverity}, or change highestSeverity`,
    });
  }

  const { page, ticket } = { ...written.settings.severity, ...override?.settings.severity };
  if (compareSeverity(ticket, page) < 0) {
    report('CFG034', location, {
      what: `the ticket (${ticket}) is more severe than the page (${page})`,
      allowed: `a ticket of ${page} or less severe`,
      change: `lower the ticket to ${page} or below, or raise the page`,
    });
  }
  return { page: atMost(page, highestSeverity), ticket: atMost(ticket, highestSeverity) };
}

function resolveTraffic(written: WrittenObjective, report: Report): number | undefined {
  const { settings, location, serviceTypicalEventsPerMinute } = written;
  const events = settings.typicalEventsPerMinute ?? serviceTypicalEventsPerMinute;
  if (events === undefined) {
    report('CFG036', below(location, 'typicalEventsPerMinute'), {
      what: 'neither the objective nor its service says how many events are typical',
      allowed: 'events a minute, above 0',
      change: 'add typicalEventsPerMinute to the service or to the objective',
    });
  }
  return events;
}

/** An objective whose every burn-rate alert was left out would look watched and alert nobody. */
function checkBurnRateAlerts(objective: Objective, location: Location, report: Report): void {
  const { rows, omitted } = deriveBurnRateAlerts(objective);
  if (rows.length > 0) return;
  report('CFG037', location, {
    what: 'no burn-rate alert can work for this objective, so nothing would ever alert',
    received: omitted.map(({ row, reason }) => `${row.id}: ${reason}`).join('; '),
    allowed: 'at least one burn-rate alert with a burn rate of at least 1 that errors can reach',
    change: 'change the target, the period or the burnRatePolicy of the objective',
  });
}

function capNoData(noData: NoDataMeaning, highest: Severity): NoDataMeaning {
  return noData.kind === 'alarm' ? { ...noData, severity: atMost(noData.severity, highest) } : noData;
}
