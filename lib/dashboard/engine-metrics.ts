import type { IncidentFigure } from '../incident/lifecycle/effect';
import { ENGINE_NAMESPACE } from '../incident/lifecycle/engine-policy';
import type { Severity } from '../incident/severity';
import type { MetricReference } from '../slo/sli/sli';
import type { DashboardFacts } from './facts';

/** A metric that the incident engine publishes of an environment, or of its incidents of one severity. */
export function engineMetric(
  { application, environment }: Pick<DashboardFacts, 'application' | 'environment'>,
  metricName: string,
  statistic: string,
  severity?: Severity,
): MetricReference {
  const dimensions = { Application: application, Environment: environment, ...(severity !== undefined && { Severity: severity }) };
  return { namespace: ENGINE_NAMESPACE, metricName, dimensions, statistic };
}

/** A figure of incidents of one severity: how long people or runbooks took, as the mean over a time. */
export function figureMetric(facts: DashboardFacts, figure: IncidentFigure, severity: Severity): MetricReference {
  return engineMetric(facts, figure, 'Average', severity);
}
