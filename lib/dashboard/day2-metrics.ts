import { ENGINE_NAMESPACE, HEARTBEAT_METRIC } from '../incident/lifecycle/engine-policy';
import { COUNT_METRICS } from '../incident/use-cases/publish-counts';
import { LEDGER_METRICS, LEDGER_NAMESPACE } from '../slo/budget/ledger-input';

/** A metric that day2 itself publishes. */
export interface Day2Metric {
  readonly namespace: string;
  readonly metricName: string;
  /** The sets of dimensions that it is published by. */
  readonly dimensionSets: readonly (readonly string[])[];
  readonly unit: 'percent' | 'seconds' | 'count' | 'times the allowed rate';
  /** How it is calculated, and how often. */
  readonly calculation: string;
  /** What it says to whoever answers for the service. */
  readonly meaning: string;
}

const OF_ENVIRONMENT = ['Application', 'Environment'];
const BY_SEVERITY = [...OF_ENVIRONMENT, 'Severity'];
const BY_OBJECTIVE = [...OF_ENVIRONMENT, 'Objective'];

const ofLedger = (figure: keyof typeof LEDGER_METRICS, rest: Omit<Day2Metric, 'namespace' | 'metricName'>): Day2Metric => ({
  namespace: LEDGER_NAMESPACE,
  metricName: LEDGER_METRICS[figure],
  ...rest,
});
const ofEngine = (metricName: string, rest: Omit<Day2Metric, 'namespace' | 'metricName'>): Day2Metric => ({ namespace: ENGINE_NAMESPACE, metricName, ...rest });

/** Every metric that day2 publishes: of budgets by the ledger, of incidents by the incident engine. */
export const DAY2_METRICS: readonly Day2Metric[] = [
  ofLedger('remaining', {
    dimensionSets: [BY_OBJECTIVE],
    unit: 'percent',
    calculation:
      'bad events (or periods) of the whole window, divided by those that the target allows in it, taken from 100 %; excluded times left out as the configuration says. Every run of the ledger; not published while it cannot be determined.',
    meaning: 'How much may still go wrong before the promise is broken. Below 0 it is broken; the gate on deployments follows it.',
  }),
  ofLedger('burnRate', {
    dimensionSets: [[...BY_OBJECTIVE, 'Window']],
    unit: 'times the allowed rate',
    calculation: 'share of bad events in the window (1h or 1d), divided by the share that the target allows. Every run of the ledger.',
    meaning: 'How fast the budget is being spent. 1 spends exactly all of it in its period, 10 spends it in a tenth of the time.',
  }),
  ofLedger('coverage', {
    dimensionSets: [BY_OBJECTIVE],
    unit: 'percent',
    calculation: 'measured time of the window, divided by the time that should have been measured. Every run of the ledger.',
    meaning: 'How far the other figures can be trusted. Below the limit of an objective its gate answers "unknown".',
  }),
  ofLedger('complete', {
    dimensionSets: [OF_ENVIRONMENT, [...OF_ENVIRONMENT, 'Ledger']],
    unit: 'count',
    calculation: '1 when every objective of a run was measured and stored, 0 when one was not. Every run of the ledger.',
    meaning: 'Whether budgets are being kept at all. Without it gates answer "unknown".',
  }),
  ofEngine(HEARTBEAT_METRIC, {
    dimensionSets: [OF_ENVIRONMENT],
    unit: 'count',
    calculation: '1 in every minute in which the engine looked after all incidents and compared them with all alarms, in every region that listens for it.',
    meaning: 'Whether somebody would be paged now. Without it CloudWatch pages by itself.',
  }),
  ofEngine(COUNT_METRICS.open, {
    dimensionSets: [OF_ENVIRONMENT, BY_SEVERITY],
    unit: 'count',
    calculation: 'incidents that are neither resolved nor closed, drills left out. Every minute.',
    meaning: 'How much is wrong right now, and how bad it is.',
  }),
  ofEngine(COUNT_METRICS.updatesOverdue, {
    dimensionSets: [OF_ENVIRONMENT],
    unit: 'count',
    calculation: 'incidents that are worked on and whose last status update did not come when it was due. Every minute.',
    meaning: 'People outside of the incident are waiting to hear how it stands.',
  }),
  ofEngine(COUNT_METRICS.postmortemsDue, {
    dimensionSets: [OF_ENVIRONMENT],
    unit: 'count',
    calculation: 'incidents that are over and whose postmortem is neither filed nor waived, up to 1,000. Every hour.',
    meaning: 'Lessons that nobody has written down yet; each is owed within 72 hours.',
  }),
  ofEngine('SecondsToAcknowledge', {
    dimensionSets: [BY_SEVERITY],
    unit: 'seconds',
    calculation: 'from the beginning of an incident to its first acknowledgement. Once an incident.',
    meaning: 'How long users waited until somebody had it (MTTA as its mean).',
  }),
  ofEngine('SecondsToResolve', {
    dimensionSets: [BY_SEVERITY],
    unit: 'seconds',
    calculation: 'from the beginning of an incident to its resolution. Once an incident.',
    meaning: 'How long users had to do without (MTTR as its mean).',
  }),
  ofEngine('AckWithinTarget', {
    dimensionSets: [BY_SEVERITY],
    unit: 'percent',
    calculation: '100 for an incident that was acknowledged in time, 0 for another. Once an incident; the mean is the share.',
    meaning: 'Whether there are enough people on call, and whether they are reached.',
  }),
  ofEngine('AutoHealMttrSeconds', {
    dimensionSets: [BY_SEVERITY],
    unit: 'seconds',
    calculation: 'from the beginning of an incident to its end by a runbook that started by itself. Once such an incident.',
    meaning: 'What self-healing spares users, and whoever would have been woken.',
  }),
];

/** The metric of a name, undefined for a namespace that is not one of day2's; `unknown` for a name that it does not publish there. */
export function day2Metric(namespace: string, metricName: string): Day2Metric | 'unknown' | undefined {
  const published = DAY2_METRICS.filter((metric) => metric.namespace === namespace);
  if (published.length === 0) return undefined;
  return published.find((metric) => metric.metricName === metricName) ?? 'unknown';
}
