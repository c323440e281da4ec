import { atMost } from '../incident/severity';
import type { OperationsModel, Service } from '../model/model';
import { formatMeasured, type Threshold } from '../thresholds/threshold';
import { formatDurationMinutes } from '../time/time';
import { capitalize, shorten } from './alarm-description';
import { topicName } from './alarm-plan';
import type { BandComparison } from './metric-alarm-plan';
import type { ThresholdAlarmPlan } from './threshold-plan';

/** The alarms of the thresholds of an environment, in its home region, where all resources are that have measures. */
export function planThresholds(model: OperationsModel): readonly ThresholdAlarmPlan[] {
  return model.services.flatMap((service) => (service.thresholds ?? []).map((threshold) => planThreshold(threshold, service, model)));
}

function planThreshold(threshold: Threshold, service: Service, { application, environment, region, highestSeverity }: OperationsModel): ThresholdAlarmPlan {
  const { resource, measureId, measure, value, forMinutes, runbook, anomaly } = threshold;
  const { metrics, steps, comparison, metricUnits, missingData, isOverWindow } = measure;
  const severity = atMost(threshold.severity, highestSeverity);
  const periodSeconds = isOverWindow ? forMinutes * 60 : measure.periodSeconds;
  const evaluationPeriods = (forMinutes * 60) / periodSeconds;
  const reason = reasonOf(threshold);
  const constructId = `${resource}-${measureId}-${roleOf(threshold)}`;
  return {
    name: `${application}-${environment}-${service.id}-${constructId}`,
    constructId,
    serviceId: service.id,
    region,
    watches: threshold,
    severity,
    topicName: topicName(application, environment, severity),
    reason,
    description: shorten(`${environment} ${service.id}: ${capitalize(reason)}. Runbook: ${runbook}.`),
    metrics,
    steps,
    periodSeconds,
    evaluationPeriods,
    datapointsToAlarm: evaluationPeriods,
    ...(anomaly === undefined ? { comparison, threshold: value * metricUnits } : { comparison: BAND_COMPARISONS[comparison], threshold: value }),
    treatMissingData: missingData.treatAs,
  };
}

const BAND_COMPARISONS: Readonly<Record<Threshold['measure']['comparison'], BandComparison>> = {
  GreaterThanThreshold: 'GreaterThanUpperThreshold',
  GreaterThanOrEqualToThreshold: 'GreaterThanUpperThreshold',
  LessThanThreshold: 'LessThanLowerThreshold',
};

const BEYOND: Readonly<Record<Threshold['measure']['comparison'], string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
};

/** What a threshold is for, beside others on the same measure of the same resource. */
function roleOf(threshold: Threshold): string {
  return threshold.capacity ?? threshold.class;
}

function reasonOf(threshold: Threshold): string {
  const { resource, measure, value, forMinutes, anomaly } = threshold;
  const limit = anomaly === undefined ? formatMeasured(value, measure) : `a band of ${value} standard deviations`;
  const during = measure.isOverWindow ? `over ${formatDurationMinutes(forMinutes)}` : `for ${formatDurationMinutes(forMinutes)}`;
  return `${measure.what} of ${resource} ${BEYOND[measure.comparison]} ${limit} ${during} (${threshold.capacity === undefined ? threshold.class : `${threshold.capacity} capacity`})`;
}
