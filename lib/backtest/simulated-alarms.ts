import type { LoadedStack } from '../aws/assembly/loaded-stack';
import type { MissingValue } from '../aws/missing-value';
import { sortProblems, type Problem } from '../problems/problem';
import type { AnomalyBand } from '../simulator/core/anomaly-band';
import { DEFAULT_ASSUMPTIONS } from '../simulator/core/assumptions';
import { VirtualClock } from '../simulator/core/clock';
import { NotSimulatedParts, type NotSimulatedPart } from '../simulator/core/not-simulated';
import { onlyAccount } from '../simulator/core/simulated-account';
import { alarmsWithNamedValues } from '../simulator/services/cloudwatch/alarms-with-named-values';
import { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { readAlarms, REFUSED_ALARM_TYPES } from '../simulator/services/cloudwatch/read-alarms';
import { createPlayedAlarm, QUERY_ALARMS } from './alarms-on-queries';

/** An alarm that could not be played, and why. */
export interface NotPlayed {
  readonly name: string;
  readonly why: string;
  /** What somebody would have to give, where that is all that is wanting. */
  readonly missing?: MissingValue;
  /** What CloudWatch would refuse it for. */
  readonly problem?: Problem;
}

/** Which alarms of templates can be simulated. */
export interface SimulatedAlarms {
  /** How many can. */
  readonly simulated: number;
  /** The others, and why. */
  readonly notSimulated: readonly NotPlayed[];
  /** What CloudWatch would refuse. */
  readonly refused: readonly Problem[];
}

/**
 * Reads the alarms of templates as a run would, without a run. One whose name or dimension nobody gave the value of can be supposed: it is named.
 *
 * @param bands of anomaly detection, by name of the alarm
 * @throws ProblemsError for stacks of several accounts
 */
export function simulatedAlarms(stacks: readonly LoadedStack[], bands: Readonly<Record<string, AnomalyBand>> = {}): SimulatedAlarms {
  const notSimulated = new NotSimulatedParts();
  const clock = new VirtualClock(0);
  const { alarms, refused } = readAlarms(alarmsWithNamedValues(stacks), {
    accountId: onlyAccount(stacks),
    createdAt: clock.now,
    clock,
    store: new MetricStore(),
    assumptions: { ...DEFAULT_ASSUMPTIONS, anomalyBands: bands },
    createMetricAlarm: createPlayedAlarm,
    queryAlarms: QUERY_ALARMS,
    notSimulated,
    onRelease: () => {},
  });
  return { simulated: alarms.length, notSimulated: notPlayed(stacks, notSimulated), refused: refused.map(({ problem }) => problem) };
}

/** The alarms of templates that a run does without, those of kinds that are never simulated among them. */
export function notPlayed(stacks: readonly LoadedStack[], notSimulated: NotSimulatedParts): NotPlayed[] {
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    const isRefused = Object.hasOwn(REFUSED_ALARM_TYPES, resource.type) && !QUERY_ALARMS.has(resource.type);
    const why = isRefused ? REFUSED_ALARM_TYPES[resource.type] : undefined;
    if (why !== undefined) notSimulated.add(resource, why);
  }
  return notSimulated.parts
    .filter(({ type }) => type.startsWith('AWS::CloudWatch::'))
    .map((part) => ({ name: nameOfPart(part), why: part.why.replace(NOT_SIMULATED, ''), ...(part.missing !== undefined && { missing: part.missing }) }));
}

/** What CloudWatch would refuse, of alarms that were not played. */
export function refusedAlarms(all: readonly NotPlayed[]): Problem[] {
  return sortProblems(all.flatMap(({ problem }) => problem ?? []));
}

/** What people know a resource by: the path of its construct, else its stack and logical id. */
export function nameOfPart({ stackName, logicalId = '', constructPath }: Pick<NotSimulatedPart, 'stackName' | 'logicalId' | 'constructPath'>): string {
  return constructPath ?? `${stackName}.${logicalId}`;
}

/** What the simulator begins its reasons with; here most say that something was not recorded. */
const NOT_SIMULATED = /^not simulated: /;
