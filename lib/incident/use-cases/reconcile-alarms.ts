import { messageOf } from '../../problems/error-message';
import { formatInstant, MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { OPERATIONS_GROUP, plannedAlarm, type KnownAlarm } from '../lifecycle/engine-policy';
import { isActive, type AttachedAlarm, type Incident } from '../lifecycle/incident';
import { isFinding, isSameAlarm, MONITORING_BLIND_RUNBOOK, type AlarmEvent } from '../lifecycle/incident-event';
import { atMost } from '../severity';
import { affectedNoMore, dependenciesOf, isHeldByDependency } from './attach-to-dependency';
import type { Engine } from './engine';
import { handleAlarm } from './handle-alarm';
import type { AlarmStatus } from './ports';

/**
 * Seconds after its change for which an alarm that is on is left to its event: DescribeAlarms does not say whether a mute
 * rule holds the actions of an alarm, its event does. EventBridge usually brings it within seconds.
 */
export const EVENT_WAIT_SECONDS = 30;

/** An alarm as it is now, and since when. */
type ReadAlarm = AlarmStatus & {
  readonly transitionAt: Instant;
  /** It changed so shortly ago that its event may be on its way. */
  readonly isFresh: boolean;
};

/** What is found of an alarm. */
type FoundState = Pick<ReadAlarm, 'state' | 'transitionAt' | 'reason'>;

/** An alarm event that did not arrive, and the group it belongs to. */
interface FoundEvent {
  readonly group: string;
  readonly event: AlarmEvent;
}

/**
 * Compares the alarms of every region with the incidents there are, and makes up for events that never came: an alarm
 * that is on and belongs to no incident, one that is over and still holds one, one that was deleted, one that has had no
 * verdict for long. Events are for speed; this is what can be relied on. Faults F34, F35, F44.
 *
 * Only alarms of the plan count, and those that an incident holds: another's alarm may have a name that begins alike. Fault F58.
 *
 * Only alarms that are on or blind are asked for, and those that incidents hold: most alarms are well, and a thousand of
 * them are no more work than ten.
 *
 * @returns what could not be looked at or taken in; a region or a service that fails keeps the others from nothing
 */
export async function reconcileAlarms(engine: Engine, incidents: readonly Incident[]): Promise<string[]> {
  const faults: string[] = [];
  for (const region of engine.policy.alarmRegions) {
    try {
      const { read, missing } = await readRegion(engine, region, incidents);
      for (const { group, event } of differences(engine, region, read, missing, incidents)) faults.push(...(await handleFound(engine, group, event)));
    } catch (error) {
      faults.push(`the alarms of ${region}: ${messageOf(error)}`);
    }
  }
  return faults;
}

async function handleFound(engine: Engine, group: string, event: AlarmEvent): Promise<string[]> {
  try {
    await handleAlarm(engine, group, event);
    return [];
  } catch (error) {
    return [`${event.alarm.name}: ${messageOf(error)}`];
  }
}

/** Alarms of a region that are worth a look, and the names of those that an incident holds and that are not there. */
interface RegionAlarms {
  readonly read: readonly ReadAlarm[];
  readonly missing: ReadonlySet<string>;
}

async function readRegion(engine: Engine, region: string, incidents: readonly Incident[]): Promise<RegionAlarms> {
  const { application, environment } = engine.policy;
  const namePrefix = `${application}-${environment}-`;
  const unwell = [
    ...(await engine.alarms.read(region, { namePrefix, state: 'ALARM' })),
    ...(await engine.alarms.read(region, { namePrefix, state: 'INSUFFICIENT_DATA' })),
  ];
  const seen = new Set(unwell.map(({ name }) => name));
  const attached = incidents
    .filter(isActive)
    .flatMap(({ alarms }) => alarms.filter((alarm) => alarm.region === region && !isFinding(alarm) && !seen.has(alarm.name)));
  const names = [...new Set(attached.map(({ name }) => name))];
  const others = await engine.alarms.read(region, { names });
  const found = new Set(others.map(({ name }) => name));
  const read = [...unwell, ...others].map((alarm): ReadAlarm => withAge(alarm, engine.now()));
  return { read, missing: new Set(names.filter((name) => !found.has(name))) };
}

function withAge(alarm: AlarmStatus, now: Instant): ReadAlarm {
  const { transitionAt } = alarm;
  return { ...alarm, transitionAt: transitionAt ?? now, isFresh: transitionAt !== undefined && now - transitionAt < EVENT_WAIT_SECONDS * SECOND_MS };
}

/** What the incidents do not know yet, worst first, so that an incident is opened at the severity it has. */
function differences(engine: Engine, region: string, read: readonly ReadAlarm[], missing: ReadonlySet<string>, incidents: readonly Incident[]): FoundEvent[] {
  const found = [
    ...read.flatMap((alarm) => missedChanges(engine, region, alarm, incidents)),
    ...read.flatMap((alarm) => blind(engine, region, alarm, incidents)),
    ...deleted(engine, region, missing, incidents),
    ...affectedOver(engine, region, read, incidents),
  ];
  // Of equal ones, what others depend on comes before what depends on it.
  const depth = ({ group }: FoundEvent): number => dependenciesOf(engine.policy, group).length;
  return found.sort((a, b) => a.event.alarm.severity.localeCompare(b.event.alarm.severity, 'en') || depth(a) - depth(b));
}

function missedChanges(engine: Engine, region: string, alarm: ReadAlarm, incidents: readonly Incident[]): FoundEvent[] {
  const facts = plannedAlarm(engine.policy, { name: alarm.name, region }) ?? formerlyPlanned(engine, region, alarm.name, incidents);
  if (facts === undefined) return [];
  // That it is blind is an incident of day2's own operations, which knows nothing of what it watches.
  const watched = facts.needsData === true ? incidents.filter(({ group }) => group !== OPERATIONS_GROUP) : incidents;
  const attached = watched.flatMap((incident) => attachedIn(incident, region, alarm.name));
  const { state } = alarm;
  if (attached.some((each) => (each.state === state && each.unverified !== true) || each.transitionAt > alarm.transitionAt)) return [];
  // An alarm that is on and held by a suppressor is nothing yet, and of a fresh one only its event says whether it is muted.
  if (state === 'ALARM' && (alarm.isSuppressed || alarm.isFresh)) return [];
  // What an active incident has to know is any change; what begins one is an alarm that is on.
  if (attached.length === 0 && state !== 'ALARM') return [];
  if (attached.length === 0 && isHeldByDependency(engine, facts, incidents)) return [];
  return [foundEvent(facts, alarm, facts.group)];
}

/** An alarm that left the plan while an incident holds it: the incident goes on hearing of it. */
function formerlyPlanned({ policy }: Engine, region: string, name: string, incidents: readonly Incident[]): KnownAlarm | undefined {
  if (policy.partAlarms.includes(name)) return undefined;
  for (const incident of incidents) {
    const [alarm] = attachedIn(incident, region, name);
    if (alarm !== undefined) return { ...alarm, group: incident.group };
  }
  return undefined;
}

function attachedIn(incident: Incident, region: string, name: string): readonly AttachedAlarm[] {
  if (!isActive(incident)) return [];
  return incident.alarms.filter((alarm) => isSameAlarm(alarm, { name, region }));
}

function blind(engine: Engine, region: string, alarm: ReadAlarm, incidents: readonly Incident[]): FoundEvent[] {
  const { partAlarms, blindAfterMinutes } = engine.policy;
  const needsVerdict = (): boolean => partAlarms.includes(alarm.name) || plannedAlarm(engine.policy, { name: alarm.name, region })?.needsData === true;
  if (alarm.state !== 'INSUFFICIENT_DATA') {
    const attached = incidents.filter(({ group }) => group === OPERATIONS_GROUP).flatMap((incident) => attachedIn(incident, region, alarm.name));
    const hasChanged = attached.some(({ state }) => state !== 'OK') && needsVerdict();
    // On or not, it has a verdict again.
    return hasChanged ? [foundEvent(blindFacts(engine, alarm.name, region), { ...alarm, state: 'OK' }, OPERATIONS_GROUP)] : [];
  }
  if (engine.now() - alarm.transitionAt < blindAfterMinutes * MINUTE_MS || !needsVerdict()) return [];
  if (incidents.some((incident) => attachedIn(incident, region, alarm.name).length > 0)) return [];
  return [foundEvent(blindFacts(engine, alarm.name, region), { ...alarm, reason: `no verdict since ${formatInstant(alarm.transitionAt)}` }, OPERATIONS_GROUP)];
}

function blindFacts({ policy }: Engine, name: string, region: string): Omit<KnownAlarm, 'group'> {
  return {
    name,
    region,
    severity: atMost('S2', policy.highestSeverity),
    title: 'monitoring blind',
    impact: `nobody would be notified of what ${name} watches for`,
    runbook: MONITORING_BLIND_RUNBOOK,
  };
}

function deleted(engine: Engine, region: string, missing: ReadonlySet<string>, incidents: readonly Incident[]): FoundEvent[] {
  return incidents
    .filter(isActive)
    .flatMap(({ alarms, group }) =>
      alarms
        .filter((alarm) => alarm.region === region && alarm.state !== 'deleted' && missing.has(alarm.name))
        .map((alarm) => foundEvent(alarm, { state: 'deleted', transitionAt: engine.now(), reason: 'it is not there any more' }, group)),
    );
}

function affectedOver(engine: Engine, region: string, read: readonly ReadAlarm[], incidents: readonly Incident[]): FoundEvent[] {
  const on = new Set(read.filter(({ state }) => state === 'ALARM').map(({ name }) => name));
  return affectedNoMore(incidents, region, on).flatMap((alarm) => {
    const facts = plannedAlarm(engine.policy, alarm);
    const over = { name: alarm.name, state: 'OK', transitionAt: engine.now(), reason: 'it is not on any more' } as const;
    return facts === undefined ? [] : [foundEvent(facts, over, alarm.group)];
  });
}

function foundEvent(facts: AttachedAlarm | Omit<KnownAlarm, 'group'>, { state, transitionAt, reason }: FoundState, group: string): FoundEvent {
  const { name, region, severity, title, impact, runbook, handoverAfterSeconds, recovers, trainedFrom, selfHealing } = facts;
  const alarm = {
    name,
    region,
    severity,
    title,
    impact,
    runbook,
    ...(handoverAfterSeconds !== undefined && { handoverAfterSeconds }),
    ...(recovers !== undefined && { recovers }),
    ...(trainedFrom !== undefined && { trainedFrom }),
    ...(selfHealing !== undefined && { selfHealing }),
  };
  return { group, event: { kind: 'alarm', alarm, state, transitionAt, reason, source: 'reconciliation' } };
}
