import type { Severity } from '../incident/severity';
import type { Objective, OperationsModel, Service } from '../model/model';
import type { Problem } from '../problems/problem';
import { deriveBurnRateAlerts, type BurnRateAlert } from '../slo/burn-rate-alerts';
import type { Sli } from '../slo/sli/sli';
import { calendarUnitAround } from '../time/calendar-unit';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../time/time';
import { formatLocalDay, localDayAt } from '../time/zoned-time';
import {
  ANNOTATION,
  MAX_DESCRIPTION,
  MAX_DISPLAY_NAME,
  NAME_PATTERN,
  OPENSLO_VERSION,
  type CloudWatchSource,
  type OpenSloAlertPolicy,
  type OpenSloService,
  type OpenSloSlo,
  type OpenSloWindow,
} from './open-slo';

/** Documents, and what could not be written as one. */
export interface ExportedObjectives {
  readonly documents: readonly (OpenSloService | OpenSloSlo)[];
  readonly problems: readonly Problem[];
}

/**
 * The services and objectives of an environment as documents of OpenSLO v1. A condition of an alert policy has one window, so that each
 * burn-rate alert is a policy over its long window; the short one, which decides when it clears, stands in an annotation, and so does the
 * resource, from which `import` makes the objective again.
 *
 * @param at an instant of the week, month or quarter that calendar windows begin with
 */
export function exportObjectives({ services }: OperationsModel, at: Instant): ExportedObjectives {
  const problems: Problem[] = [];
  const named = services.flatMap((service) => [
    { name: service.id, document: serviceDocument(service) },
    ...service.objectives.map((objective) => ({ name: `${service.id}-${objective.id}`, document: sloDocument(service, objective, at) })),
  ]);
  const documents = named.flatMap(({ name, document }) => {
    if (NAME_PATTERN.test(name)) return [document];
    problems.push({
      code: 'OSL005',
      level: 'error',
      where: { path: name },
      what: 'the name of an objective is none of OpenSLO',
      received: `${name}, ${name.length} characters`,
      allowed: 'at most 63 lower-case letters, digits and hyphens',
      change: 'shorten the id of the service or of the objective',
    });
    return [];
  });
  return { documents, problems };
}

function serviceDocument({ id, title }: Service): OpenSloService {
  return {
    apiVersion: OPENSLO_VERSION,
    kind: 'Service',
    metadata: { name: id, displayName: cut(title, MAX_DISPLAY_NAME) },
    spec: { description: cut(title, MAX_DESCRIPTION) },
  };
}

function sloDocument(service: Service, objective: Objective, at: Instant): OpenSloSlo {
  const { id, impact, sli, targetPercent, kind, binding, thresholdMs, runbook } = objective;
  const name = `${service.id}-${id}`;
  const annotations = {
    [`${ANNOTATION}kind`]: kind,
    [`${ANNOTATION}resource`]: JSON.stringify(binding),
    ...(thresholdMs !== undefined && { [`${ANNOTATION}threshold`]: `${thresholdMs}ms` }),
    [`${ANNOTATION}runbook`]: runbook,
  };
  return {
    apiVersion: OPENSLO_VERSION,
    kind: 'SLO',
    metadata: { name, displayName: cut(`${service.title}: ${id}`, MAX_DISPLAY_NAME), annotations },
    spec: {
      description: cut(impact, MAX_DESCRIPTION),
      service: service.id,
      indicator: {
        metadata: { name },
        spec: {
          ratioMetric: {
            counter: false,
            bad: { metricSource: { type: 'CloudWatch', spec: sourceOf(sli, 'bad') } },
            total: { metricSource: { type: 'CloudWatch', spec: sourceOf(sli, 'total') } },
          },
        },
      },
      timeWindow: [windowOf(objective, at)],
      budgetingMethod: sli.kind === 'events' ? 'Occurrences' : 'RatioTimeslices',
      objectives: [
        { displayName: cut(id, MAX_DISPLAY_NAME), target: targetPercent / 100, ...(sli.kind === 'slices' && { timeSliceWindow: `${sli.sliceMinutes}m` }) },
      ],
      alertPolicies: deriveBurnRateAlerts(objective).rows.map((alert) => policyOf(name, alert, objective.severity[alert.urgency])),
    },
  };
}

/** Slices have no total of their own: every one counts. */
function sourceOf(sli: Sli, result: 'bad' | 'total'): CloudWatchSource {
  const region = sli.region === undefined ? {} : { region: sli.region };
  const expressions = sli.kind === 'slices' && result === 'total' ? [...sli.steps, { id: 'total', expression: 'bad * 0 + 1' }] : sli.steps;
  return { ...region, metrics: sli.metrics, expressions, result };
}

function windowOf({ budget: { window } }: Objective, at: Instant): OpenSloWindow {
  if (window.kind === 'rolling') return { duration: `${window.minutes / MINUTES_PER_DAY}d`, isRolling: true };
  const { unit, timeZone } = window;
  const duration = { week: '1w', month: '1M', quarter: '1Q' }[unit];
  const begin = formatLocalDay(localDayAt(calendarUnitAround(window, at).start, timeZone));
  return { duration, isRolling: false, calendar: { startTime: `${begin} 00:00:00`, timeZone } };
}

function policyOf(slo: string, alert: BurnRateAlert, severity: Severity): OpenSloAlertPolicy {
  const { id, longWindowMinutes, shortWindowMinutes, burnRate } = alert;
  const name = `${slo}-${id}`.slice(-63).replace(/^-+/, '');
  const windows = `over ${durationOf(longWindowMinutes)}, and over ${durationOf(shortWindowMinutes)} so that it clears soon`;
  return {
    kind: 'AlertPolicy',
    metadata: { name, annotations: { [`${ANNOTATION}short-window`]: durationOf(shortWindowMinutes) } },
    spec: {
      description: cut(`the error budget burns ${burnRate} times too fast ${windows}`, MAX_DESCRIPTION),
      alertWhenBreaching: true,
      conditions: [
        {
          kind: 'AlertCondition',
          metadata: { name },
          spec: { severity, condition: { kind: 'burnrate', op: 'gt', threshold: burnRate, lookbackWindow: durationOf(longWindowMinutes), alertAfter: '0m' } },
        },
      ],
    },
  };
}

/** The largest unit of OpenSLO that divides a time: it has no compounds. */
function durationOf(minutes: number): string {
  if (minutes % MINUTES_PER_DAY === 0) return `${minutes / MINUTES_PER_DAY}d`;
  return minutes % MINUTES_PER_HOUR === 0 ? `${minutes / MINUTES_PER_HOUR}h` : `${minutes}m`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
