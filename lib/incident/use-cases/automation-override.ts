import { parameterJson, parseDecision } from '../../aws/stored-decision';
import { messageOf } from '../../problems/error-message';
import { formatInstant, type Instant } from '../../time/time';
import { overrideParameterName } from '../lifecycle/engine-policy';
import type { Engine } from './engine';

/** What the parameter holds while nobody has taken over. Runbooks compare it letter by letter. */
export const OVERRIDE_OFF = 'off';

/** Somebody has taken over from everything that runs by itself. */
export interface AutomationOverride {
  readonly by: string;
  readonly reason: string;
  /** From then on it counts for nothing. */
  readonly until: Instant;
  readonly since: Instant;
}

/** The text of an override, as the parameter holds it. */
export function formatOverride({ by, reason, until, since }: AutomationOverride): string {
  return parameterJson({ override: 'on', by, reason, since: formatInstant(since), until: formatInstant(until) });
}

/** What a text of the parameter means: off, an override, or something that nobody can read, such as an `on` typed by hand. */
export function parseOverride(text: string): 'off' | AutomationOverride | 'unreadable' {
  if (text === OVERRIDE_OFF) return 'off';
  const stored = parseDecision(text, 'since');
  if (stored === undefined) return 'unreadable';
  const { by, reason, from: since, until } = stored.decision;
  return { by, reason, since, until };
}

/** Why nothing may run by itself now; undefined when it may. An override that is over counts as off, one that cannot be read as on. */
export async function automationHeldBy(engine: Engine): Promise<string | undefined> {
  const name = overrideParameterName(engine.policy);
  let text: string;
  try {
    text = await engine.override.read(name);
  } catch (error) {
    return `whether somebody has taken over cannot be read (${name}): ${messageOf(error)}`;
  }
  const override = parseOverride(text);
  if (override === 'off') return undefined;
  if (override === 'unreadable') return `${name} holds what nobody can read, which counts as an override`;
  const { by, reason, until } = override;
  if (until > engine.now()) return `overridden by ${by} until ${formatInstant(until)}: ${reason}`;
  return liftExpired(engine, name);
}

/** Runbooks cannot tell the time: they go by a text, which has to say that the override is over. */
async function liftExpired(engine: Engine, name: string): Promise<string | undefined> {
  try {
    await engine.override.write(name, OVERRIDE_OFF);
    return undefined;
  } catch (error) {
    return `an override is over, and ${name} cannot be set to ${OVERRIDE_OFF}: ${messageOf(error)}`;
  }
}
