import { messageOf } from '../../problems/error-message';
import { isExplained, listsAffected } from '../lifecycle/dependency';
import { OUTLASTS_DEPENDENCY_MINUTES, type EnginePolicy, type KnownAlarm } from '../lifecycle/engine-policy';
import { isUnderway, type AffectedAlarm, type Incident } from '../lifecycle/incident';
import { opensIncident, type AffectedEvent, type AlarmEvent } from '../lifecycle/incident-event';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { compareSeverity } from '../severity';
import { changeExisting } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/** Groups that a group cannot work without, directly or through others. */
export function dependenciesOf({ groups }: Pick<EnginePolicy, 'groups'>, group: string): readonly string[] {
  return groups.find(({ id }) => id === group)?.dependsOn ?? [];
}

/** What becomes of an alarm of a service that depends on others. */
export type Attachment =
  /** It is explained by the outage of a dependency: it stands there, opens nothing and pages nobody. */
  | 'affected'
  /** A dependency is about to fire: the next reconciliation judges it, within a minute. */
  | 'waits'
  /** It is an alarm like others. */
  | 'its own';

/**
 * Looks whether an alarm is explained by the outage of something its service depends on, and has it listed there; an alarm
 * that was listed and is over, or has outlasted the outage, is listed no more. A service that has an incident of its own
 * hears its alarms itself, and so does one whose alarm is muted.
 *
 * @throws Error as the store answers
 */
export async function attachToDependency(engine: Engine, group: string, event: AlarmEvent): Promise<Attachment> {
  const dependencies = dependenciesOf(engine.policy, group);
  if (dependencies.length === 0) return 'its own';
  const incidents = await latestOf(engine, dependencies);
  const mayBeExplained = opensIncident(event) && event.mutedUntil === undefined && !(await hasOwnIncident(engine, group));
  const explaining = mayBeExplained ? explainingIncident(engine, event, incidents) : undefined;
  for (const incident of incidents) {
    if (incident === explaining) await change(engine, incident, group, event, 'affected');
    else if (listsAffected(incident, event.alarm)) await change(engine, incident, group, event, 'left');
  }
  if (explaining !== undefined) return 'affected';
  return mayBeExplained && (await isAnyFiring(engine, event, dependencies)) ? 'waits' : 'its own';
}

async function hasOwnIncident(engine: Engine, group: string): Promise<boolean> {
  const own = await engine.store.latest(group);
  return own !== undefined && isUnderway(own) && !own.drill;
}

/** The worst incident that explains an alarm, the nearest of several. */
function explainingIncident({ policy, now }: Engine, { alarm }: AlarmEvent, incidents: readonly Incident[]): Incident | undefined {
  const minutes = policy.outlastsDependencyMinutes ?? OUTLASTS_DEPENDENCY_MINUTES;
  return incidents.filter((incident) => isExplained(incident, alarm, minutes, now())).sort((a, b) => compareSeverity(a.severity, b.severity))[0];
}

async function latestOf(engine: Engine, groups: readonly string[]): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const group of groups) {
    const incident = await engine.store.latest(group);
    if (incident !== undefined) found.push(incident);
  }
  return found;
}

/** Writes down what changed; nothing is written for what the record says already. */
async function change(engine: Engine, incident: Incident, group: string, { alarm, state, reason }: AlarmEvent, to: AffectedEvent['change']): Promise<void> {
  if ((to === 'affected') === listsAffected(incident, alarm)) return;
  const why = to === 'affected' ? reason : state === 'ALARM' ? 'it is no longer explained by this incident' : `it is ${state}`;
  const event: AffectedEvent = { kind: 'affected', group, alarm, change: to, reason: why };
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, event, transitionContext(engine)));
  if (changed !== undefined) await executeEffects(engine, changed);
}

/**
 * True when an alarm of a dependency that is as severe is on in CloudWatch although no incident knows of it: its event is
 * on its way, and which of two events comes first is chance. Asked once, when the event of the dependent comes; what cannot
 * be determined keeps nobody from being paged.
 */
async function isAnyFiring(engine: Engine, { alarm, source }: AlarmEvent, dependencies: readonly string[]): Promise<boolean> {
  if (source !== 'event') return false;
  const { policy } = engine;
  const known = policy.alarms.filter(({ group, severity }) => dependencies.includes(group) && compareSeverity(severity, alarm.severity) <= 0);
  try {
    for (const region of policy.alarmRegions) {
      const names = known.filter((each) => each.region === region).map(({ name }) => name);
      const read = names.length === 0 ? [] : await engine.alarms.read(region, { names });
      if (read.some(({ state, isSuppressed }) => state === 'ALARM' && !isSuppressed)) return true;
    }
  } catch (error) {
    engine.log({
      level: 'WARN',
      code: 'dependencies unreadable',
      message: `whether a dependency of ${alarm.name} is down cannot be determined: ${messageOf(error)}`,
    });
  }
  return false;
}

/** True when an alarm that reconciliation sees on is listed as affected by an incident that still explains it. */
export function isHeldByDependency({ policy, now }: Engine, alarm: KnownAlarm, incidents: readonly Incident[]): boolean {
  const minutes = policy.outlastsDependencyMinutes ?? OUTLASTS_DEPENDENCY_MINUTES;
  return incidents.some((incident) => listsAffected(incident, alarm) && isExplained(incident, alarm, minutes, now()));
}

/**
 * Alarms of a region that incidents list as affected and that are not on any more: their events did not come.
 *
 * @param on names of the alarms that are on
 */
export function affectedNoMore(incidents: readonly Incident[], region: string, on: ReadonlySet<string>): readonly AffectedAlarm[] {
  return incidents.flatMap(({ affected = [] }) => affected.filter((alarm) => alarm.region === region && !on.has(alarm.name)));
}
