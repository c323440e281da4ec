import { readRows } from '../../dashboard/read/metric-rows';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { MetricAlarmSettings } from '../../plan/metric-alarm-plan';

/** Something that a document asks to observe. Requirement 001-04. */
export interface TelemetryRequirement {
  /** Unique, such as `T-4`. */
  readonly id: string;
  /** Document that asks for it. */
  readonly source: string;
  /** What has to be seen, one phrase. */
  readonly signal: string;
  readonly namespace: string;
  readonly metricName: string;
}

/** A requirement, and by what it is met; neither is a gap. */
export interface JudgedTelemetry extends TelemetryRequirement {
  /** What has an alarm on the metric, such as `partner-portal/availability`. */
  readonly alarmed: readonly string[];
  /** Titles of the dashboards that show it. */
  readonly shown: readonly string[];
}

/** By which alarms and dashboards of a plan each requirement is met. */
export function judgeTelemetry(requirements: readonly TelemetryRequirement[], plan: OperationsPlan): readonly JudgedTelemetry[] {
  const alarms = plan.regions.flatMap(({ objectives, thresholds = [] }) => [
    ...objectives.map(({ name, objective }) => ({ name, metrics: Object.values(objective.sli.metrics) })),
    ...thresholds.map(({ watches }) => ({ name: `${watches.measureId} of ${watches.resource}`, metrics: Object.values(watches.measure.metrics) })),
  ]);
  const ofPaging = silenceAlarms(plan).map(({ name, metrics }) => ({ name, metrics: Object.values(metrics) }));
  const dashboards = plan.dashboards.map(({ title, widgets }) => ({
    name: title,
    metrics: widgets.flatMap(({ content: { properties } }) =>
      'metrics' in properties ? readRows(properties.metrics).filter((row) => row.kind === 'metric') : [],
    ),
  }));
  return requirements.map((requirement) => {
    const isMet = ({ metrics }: { readonly metrics: readonly Pick<TelemetryRequirement, 'namespace' | 'metricName'>[] }) =>
      metrics.some(({ namespace, metricName }) => namespace === requirement.namespace && metricName === requirement.metricName);
    const names = (all: readonly { readonly name: string; readonly metrics: readonly Pick<TelemetryRequirement, 'namespace' | 'metricName'>[] }[]) => [
      ...new Set(all.filter(isMet).map(({ name }) => name)),
    ];
    return { ...requirement, alarmed: names([...alarms, ...ofPaging]), shown: names(dashboards) };
  });
}

/** Alarms on whether paging is alive, which no objective and no threshold has; those on its queues are about nothing that a document asks for. */
function silenceAlarms({ incidents }: OperationsPlan): readonly MetricAlarmSettings[] {
  if (incidents === undefined) return [];
  const { regions, watchdog } = incidents;
  return [...regions.map(({ silenceAlarm }) => silenceAlarm), watchdog.alarm, watchdog.canary.alarm];
}

/** Requirements that neither an alarm nor a dashboard meets. */
export function telemetryGaps(requirements: readonly TelemetryRequirement[], plan: OperationsPlan): readonly TelemetryRequirement[] {
  return judgeTelemetry(requirements, plan).filter(({ alarmed, shown }) => alarmed.length === 0 && shown.length === 0);
}
