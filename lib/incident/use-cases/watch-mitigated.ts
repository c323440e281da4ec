import { messageOf } from '../../problems/error-message';
import { MINUTE_MS, type Instant } from '../../time/time';
import { CLEARS_LATE_MINUTES, plannedAlarm, type ShortWindow } from '../lifecycle/engine-policy';
import { isUnderway, type AttachedAlarm, type Incident } from '../lifecycle/incident';
import type { BurnEvent } from '../lifecycle/incident-event';
import { holdsIncident } from '../lifecycle/recovery';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { changeExisting } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/** A short window of an alarm, as it is now. */
interface ReadWindow extends ShortWindow {
  readonly isShortest: boolean;
  readonly isOn: boolean;
  readonly since: Instant;
}

/**
 * Looks whether what somebody mitigated burns again, by the short windows of the alarms that are still on: the shortest
 * is over minutes after the outage, the others may take as long as they are.
 *
 * @returns what could not be looked at; the incident stays as it was judged last
 */
export async function watchMitigated(engine: Engine, incidents: readonly Incident[]): Promise<string[]> {
  const faults: string[] = [];
  for (const incident of incidents) {
    if (incident.mitigation === undefined || !isUnderway(incident)) continue;
    try {
      const { at } = incident.mitigation;
      const found = await findBurning(engine, incident, at);
      const event: BurnEvent = {
        kind: 'burn',
        burning: found !== undefined,
        again: found?.since !== undefined && found.since > at,
        why: found === undefined ? 'the short windows of its alarms are over' : found.why,
      };
      if (event.burning === incident.mitigation.burning) continue;
      const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, event, transitionContext(engine)));
      if (changed !== undefined) await executeEffects(engine, changed);
    } catch (error) {
      faults.push(`the short windows of ${incident.id}: ${messageOf(error)}`);
    }
  }
  return faults;
}

/** What burns and since when, if anything does. */
async function findBurning(engine: Engine, incident: Incident, mitigatedAt: Instant): Promise<{ readonly why: string; readonly since?: Instant } | undefined> {
  for (const alarm of incident.alarms.filter((each) => each.state === 'ALARM' && holdsIncident(incident, each))) {
    const windows = plannedAlarm(engine.policy, alarm)?.shortWindows ?? [];
    if (windows.length === 0) return { why: `${alarm.name} is on, and has no short window that could be over before it` };
    const burning = (await readWindows(engine, alarm, windows)).find((window) => isBurning(window, mitigatedAt, engine.now()));
    if (burning !== undefined) return { why: `${burning.name} is on`, since: burning.since };
  }
  return undefined;
}

async function readWindows(engine: Engine, { region }: AttachedAlarm, windows: readonly ShortWindow[]): Promise<ReadWindow[]> {
  const shortest = Math.min(...windows.map(({ minutes }) => minutes));
  const read = await engine.alarms.read(region, { names: windows.map(({ name }) => name) });
  return windows.map((window) => {
    const status = read.find(({ name }) => name === window.name);
    // What is not there any more has not recovered.
    const isOn = status === undefined || status.state === 'ALARM';
    return { ...window, isOn, isShortest: window.minutes === shortest, since: status?.transitionAt ?? engine.now() };
  });
}

/** A longer window that was on before the mitigation has its length to clear; after that it has not cleared, but burns. */
function isBurning({ isOn, isShortest, since, minutes }: ReadWindow, mitigatedAt: Instant, now: Instant): boolean {
  if (!isOn) return false;
  return isShortest || since > mitigatedAt || now > mitigatedAt + (minutes + CLEARS_LATE_MINUTES) * MINUTE_MS;
}
