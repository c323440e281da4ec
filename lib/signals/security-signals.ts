import { SECURITY_GROUP, type SecurityPolicy } from '../incident/lifecycle/engine-policy';
import type { AlarmEvent } from '../incident/lifecycle/incident-event';
import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../time/time';
import { CLOUD_TRAIL } from './cloud-trail';
import { CONFIG_RULES } from './config-rules';
import { GUARD_DUTY } from './guard-duty';
import { SECURITY_HUB } from './security-hub';
import type { SignalEvent, SignalRule, SignalSource } from './signal-source';

/** Every source of findings: to add one, write its object and list it here. */
export const SECURITY_SOURCES: readonly SignalSource[] = [GUARD_DUTY, SECURITY_HUB, CONFIG_RULES, CLOUD_TRAIL];

/** A critical patch is in within a day of its finding. Requirement 002-55. */
const PATCH_WITHIN_MINUTES = MINUTES_PER_DAY;
/** The runbook it is done with, by the name of its folder. */
export const PATCH_RUNBOOK = 'patch-critical';

/** The rules that bring what has a severity. */
export function securityRules(policy: Pick<SecurityPolicy, 'severities'>): readonly SignalRule[] {
  const asked = SECURITY_SOURCES.filter(({ id }) => policy.severities[id] !== undefined);
  return asked.flatMap((source) => {
    const others = asked.filter((each) => each !== source).map(({ id }) => id);
    return source.rules(Object.keys(policy.severities[source.id]!), others);
  });
}

/** What a signal is to the incident engine. */
export type SignalReading =
  | { readonly kind: 'finding'; readonly group: typeof SECURITY_GROUP; readonly event: AlarmEvent }
  /** Of a source, and nothing that has a severity here. */
  | { readonly kind: 'nothing'; readonly why: string };

/**
 * Reads a finding; undefined for an event of no source that is asked.
 *
 * @throws UnreadableSignalError for an event of a source that does not have the documented form
 */
export function readSecuritySignal({ severities, runbook }: SecurityPolicy, event: SignalEvent): SignalReading | undefined {
  for (const source of SECURITY_SOURCES) {
    const levels = severities[source.id];
    const finding = levels === undefined ? undefined : source.read(event);
    if (levels === undefined || finding === undefined) continue;
    const { key, level, title, facts, link, at, isOver, recovers, unpatchedSince } = finding;
    const severity = levels[level];
    if (severity === undefined) return { kind: 'nothing', why: `${source.title} reports ${title} as ${level}, which has no severity here` };
    return {
      kind: 'finding',
      group: SECURITY_GROUP,
      event: {
        kind: 'alarm',
        alarm: {
          name: `${source.id}/${key}`,
          region: event.region,
          severity,
          title,
          impact: facts.join(', '),
          runbook: unpatchedSince === undefined ? runbook : PATCH_RUNBOOK,
          recovers,
          link,
          ...(unpatchedSince !== undefined && { remedyDueAt: patchDueAt(unpatchedSince) }),
        },
        state: isOver ? 'OK' : 'ALARM',
        transitionAt: at,
        reason: `${source.title} reports ${isOver ? 'that it is over' : `it as ${level}`}`,
        source: 'event',
      },
    };
  }
  return undefined;
}

function patchDueAt(found: Instant): Instant {
  return found + PATCH_WITHIN_MINUTES * MINUTE_MS;
}
