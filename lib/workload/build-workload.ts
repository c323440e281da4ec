import type { Objective, OperationsModel } from '../model/model';
import type { WorkloadChange, Scenario } from '../scenario/scenario';
import { targetsOf, type ServiceObjective } from '../scenario/scenario-targets';
import { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { objectiveName } from '../slo/objective';
import { sourceOf } from '../slo/sli/sources';
import { latencyProfile, type LatencyProfile } from './latency-profile';
import type { MinuteRange } from './minute-range';
import { observeObjective, type ObservedObjective, type PlayedResource } from './observed-objective';
import { publishResource } from './publish/publish-resource';
import { playResource, type Traffic } from './resource-timeline';

/** The metrics of a game day, and what each objective should see in them. */
export interface Workload {
  readonly store: MetricStore;
  /** By `service/objective`; a remedy changes what is seen from its minute on. */
  readonly observed: Map<string, ObservedObjective>;
  /** What could not be played, and why. */
  readonly unknown: readonly string[];
}

/** Plays every resource of an environment through a scenario. Objectives on one resource share its fate. */
export function buildWorkload(model: OperationsModel, scenario: Scenario, range: MinuteRange, account: string): Workload {
  const store = new MetricStore();
  const observed = new Map<string, ObservedObjective>();
  const unknown: string[] = [];
  const played = resourcesOf(model).map((members) => ({ members, resource: play(members, model, scenario, range) }));
  for (const [index, { members, resource }] of played.entries()) {
    const clashes = publishResource(store, { region: model.region, account }, resource.binding, resource.timeline, resource.profile);
    unknown.push(...clashes.map((metric) => clashText(members, `the metric ${metric} belongs`)));
    const whole = wholeOf(resource);
    if (whole !== undefined && played.slice(0, index).some((other) => wholeOf(other.resource) === whole)) {
      unknown.push(clashText(members, `the metrics of ${whole} belong`));
    }
    const neighbours = played.map((other) => other.resource).filter((other) => areNeighbours(resource, other));
    for (const { service, objective } of members) {
      observed.set(objectiveName(service, objective), observeObjective(objective, resource, neighbours));
    }
  }
  return { store, observed, unknown };
}

function play(members: Members, model: OperationsModel, scenario: Scenario, range: MinuteRange): PlayedResource {
  return {
    binding: members[0].objective.binding,
    timeline: playResource(range, trafficOf(members, scenario), changesOn(members, model, scenario)),
    profile: profileOf(members),
  };
}

/** Whether two resources are parts of one whole, whose metrics both add to. */
function areNeighbours(one: PlayedResource, other: PlayedResource): boolean {
  if (one === other || one.binding.source !== other.binding.source) return false;
  const source = sourceOf(one.binding);
  const part = source.partOf?.(one.binding);
  return part !== undefined && part.whole === source.partOf?.(other.binding).whole;
}

/** The whole that a resource is all of, with its service; undefined for a part, and for what has no parts. */
function wholeOf({ binding }: PlayedResource): string | undefined {
  const part = sourceOf(binding).partOf?.(binding);
  return part?.isWhole === true ? `${binding.source} ${part.whole}` : undefined;
}

function clashText(members: Members, what: string): string {
  const names = members.map(({ service, objective }) => objectiveName(service, objective)).join(', ');
  return `${names}: ${what} to another resource of the configuration too; give both one resource`;
}

/** At least one objective, all bound to the same resource. */
type Members = readonly [ServiceObjective, ...ServiceObjective[]];

function resourcesOf(model: OperationsModel): Members[] {
  const resources = new Map<string, [ServiceObjective, ...ServiceObjective[]]>();
  for (const service of model.services) {
    for (const objective of service.objectives) {
      const key = JSON.stringify(objective.binding);
      const members = resources.get(key);
      if (members === undefined) resources.set(key, [{ service, objective }]);
      else members.push({ service, objective });
    }
  }
  return [...resources.values()];
}

function profileOf(members: Members): LatencyProfile {
  return latencyProfile(
    members.flatMap(({ objective: { kind, thresholdMs, targetPercent } }) =>
      kind === 'latency' && thresholdMs !== undefined ? [{ thresholdMs, targetPercent }] : [],
    ),
  );
}

/** What a scenario says of any of the objectives, then of the service, then what is typical. */
function trafficOf(members: Members, scenario: Scenario): Traffic {
  const named = members.map(({ service, objective }) => scenario.traffic[objectiveName(service, objective)]);
  const settings = named.find((entry) => entry !== undefined) ?? scenario.traffic[members[0].service.id] ?? {};
  return {
    perMinute: settings.perMinute ?? typicalPerMinute(members.map(({ objective }) => objective)),
    nightFactor: settings.nightFactor ?? 1,
    backgroundErrorPercent: settings.backgroundErrorPercent ?? 0,
  };
}

function typicalPerMinute(objectives: readonly Objective[]): number {
  return Math.max(...objectives.map((objective) => objective.typicalEventsPerMinute));
}

function changesOn(members: Members, model: OperationsModel, scenario: Scenario): WorkloadChange[] {
  const names = new Set(members.map(({ service, objective }) => objectiveName(service, objective)));
  const hits = (target: string) => targetsOf(model, target).some(({ service, objective }) => names.has(objectiveName(service, objective)));
  return scenario.workload.filter((incident) => incident.on.some(hits));
}
