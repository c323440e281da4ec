import { ENGINE_NAMESPACE, HEARTBEAT_METRIC, type NamedScope } from '../incident/lifecycle/engine-policy';
import { SEVERITIES, wakesSomebody, type Severity } from '../incident/severity';
import { capitalize, shorten } from './alarm-description';
import type { ObjectiveAlarmsPlan } from './alarm-plan';
import { byService } from './by-service';
import { cutIntoRules } from './cut-into-rules';
import type { FallbackAlarmPlan } from './incident-plan';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/**
 * Minutes without a heartbeat after which the engine counts as silent. A tick a minute: five in a row are no chance, and
 * the second tier of the most severe incidents is due after as long. Our choice.
 */
const SILENT_AFTER_MINUTES = 5;

/**
 * The heartbeat of the engine, judged where an alarm can be. Every value is filled with 0: a heartbeat that is missing
 * is one that was not published, and the older periods an alarm falls back on must not speak for it.
 *
 * @param name unique in the region it is in
 */
export function planEngineSilent({ application, environment }: NamedScope, name: string, consequence: string): MetricAlarmSettings {
  const reason = `not one complete tick of the incident engine in ${SILENT_AFTER_MINUTES} minutes: nobody is paged by it; ${consequence}`;
  return {
    name,
    reason,
    description: shorten(`${environment} incident engine of ${application}. ${capitalize(reason)}. Runbook: incident-engine.`),
    metrics: {
      heartbeat: {
        namespace: ENGINE_NAMESPACE,
        metricName: HEARTBEAT_METRIC,
        dimensions: { Application: application, Environment: environment },
        statistic: 'Maximum',
      },
    },
    steps: [{ id: 'beats', expression: 'FILL(heartbeat, 0)' }],
    periodSeconds: 60,
    evaluationPeriods: SILENT_AFTER_MINUTES,
    datapointsToAlarm: SILENT_AFTER_MINUTES,
    comparison: 'LessThanThreshold',
    threshold: 1,
    treatMissingData: 'breaching',
  };
}

/**
 * One alarm for each service and each severity that wakes somebody up and occurs there: any objective of the service burns while
 * the engine is silent. It is CloudWatch's own action, and needs none of our code. Of several services that burn one after
 * the other each is reported: an alarm over all of them would have been on since the first.
 *
 * @param silence name of the alarm on the heartbeat in the same region
 */
export function planFallbackAlarms(
  objectives: readonly ObjectiveAlarmsPlan[],
  silence: string,
  { application, environment, region }: NamedScope & { readonly region: string },
): readonly FallbackAlarmPlan[] {
  const services = [...byService(objectives)];
  return SEVERITIES.filter(wakesSomebody).flatMap((severity) =>
    services.flatMap(([serviceId, ofService]) => {
      const composites = ofService.flatMap(({ compositeAlarms }) => compositeAlarms);
      const names = composites.filter((composite) => composite.severity === severity).map(({ name }) => name);
      if (names.length === 0) return [];
      const name = `${application}-${environment}-fallback-${severity.toLowerCase()}-${serviceId}`;
      return [{ ...planFallback(name, severity, names, silence, region), serviceId }];
    }),
  );
}

/** The silence is a child of the rule, too. What does not fit into one rule is cut into parts, any of which counts. */
function planFallback(name: string, severity: Severity, names: readonly string[], silence: string, region: string): Omit<FallbackAlarmPlan, 'serviceId'> {
  const fits = cutIntoRules([silence, ...names], region).length === 1;
  const cut = fits ? [] : cutIntoRules(names, region);
  const parts = cut.map((anyOf, index) => ({
    name: `${name}-${index + 1}`,
    description: `Part ${index + 1} of ${cut.length} of ${name}. Notifies nobody.`,
    anyOf,
  }));
  return {
    name,
    severity,
    description: shorten(
      `${severity} while the incident engine is silent: ${names.length} ${names.length === 1 ? 'alarm is' : 'alarms are'} looked at. Everybody of the first tiers is notified, whoever is on call; nothing escalates. Runbook: incident-engine.`,
    ),
    anyOf: fits ? names : parts.map((part) => part.name),
    parts,
  };
}
