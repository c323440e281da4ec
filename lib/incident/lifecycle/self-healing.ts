import type { Instant } from '../../time/time';

/** How an alarm is healed by itself, before people are paged: tier 0. */
export interface SelfHealing {
  /** Name of the runbook, as in `self-heal-service`. */
  readonly runbook: string;
  /** What its runs are started with, beside what {@link healingParameters} says. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Runs within an hour; instead of another one people are paged. */
  readonly maxPerHour: number;
  /** After the start of a run, in which no other starts. */
  readonly coolDownMinutes: number;
  /** How long the first page may wait for a run. */
  readonly mayDelayPageSeconds: number;
  /** Alarm of the same region on the last minutes: what a run waits for, and what says that it did not help after all. */
  readonly verifiedBy: string;
  /** Minutes after a run that helped by which alarms on longer windows are over. */
  readonly clearsWithinMinutes: number;
  /** When runs begin to change something; absent, and before: every run is a dry run, as nobody supervises it. */
  readonly liveFrom?: Instant;
  /** People who supervise, and are notified of every run. */
  readonly supervisors: readonly string[];
}

/**
 * `starting`: asked for. `running`: it goes on. `unobserved`: it goes on as far as anybody knows. `dry run`: it is over and changed
 * nothing. `healed`: it ended well, and the alarm on the last minutes is over. `refused`: it was not started. `stopped`: somebody
 * took over. `failed`: all else.
 */
export type HealingStatus = 'starting' | 'running' | 'unobserved' | 'dry run' | 'healed' | 'refused' | 'stopped' | 'failed';

/** An automatic run. */
export interface HealingRun {
  /** Number among the runs of the incident and those it goes on counting from, from 1. */
  readonly number: number;
  /** The alarm it was started for. */
  readonly alarm: { readonly name: string; readonly region: string };
  readonly runbook: string;
  /** False for a dry run. */
  readonly isLive: boolean;
  readonly askedAt: Instant;
  /** Name of the run in Systems Manager, once it was started. */
  readonly executionId?: string;
  readonly status: HealingStatus;
  readonly endedAt?: Instant;
  /** Why it did not heal. */
  readonly why?: string;
}

/** What heals an incident by itself. */
export interface Healing {
  /** Those of the last hour at least, oldest first. */
  readonly runs: readonly HealingRun[];
  /** Until when pages wait for it; absent: they do not. */
  readonly holdsUntil?: Instant;
}

/** True while a run may still change something. */
export function isGoingOn({ status }: Pick<HealingRun, 'status'>): boolean {
  return status === 'starting' || status === 'running' || status === 'unobserved';
}

/** The automatic run that may still change something. */
export function runGoingOn({ healing }: { readonly healing?: Healing | undefined }): HealingRun | undefined {
  return healing?.runs.find(isGoingOn);
}

/** The latest automatic run of an incident. */
export function latestRun({ healing }: { readonly healing?: Healing | undefined }): HealingRun | undefined {
  return healing?.runs.at(-1);
}

/** Parameters that every runbook has which an alarm may start, and that the engine gives. */
export const HEALING_PARAMETERS = ['DryRun', 'IncidentId', 'AlarmName', 'MaxPerHour', 'CoolDownMinutes'] as const;

/** What a run is started with. */
export function healingParameters(
  { parameters, maxPerHour, coolDownMinutes, verifiedBy }: Pick<SelfHealing, 'parameters' | 'maxPerHour' | 'coolDownMinutes' | 'verifiedBy'>,
  { incidentId, isLive }: { readonly incidentId: string; readonly isLive: boolean },
): Readonly<Record<string, readonly string[]>> {
  const own: Readonly<Record<(typeof HEALING_PARAMETERS)[number], readonly string[]>> = {
    DryRun: [String(!isLive)],
    IncidentId: [incidentId],
    AlarmName: [verifiedBy],
    MaxPerHour: [String(maxPerHour)],
    CoolDownMinutes: [String(coolDownMinutes)],
  };
  return { ...parameters, ...own };
}

/**
 * Token of a start, the same whenever the same run is asked for: a start that is delivered twice is one run. A UUID, as
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html asks for.
 */
export function healingToken(key: string): string {
  const digits = [1n, 2n].map((seed) => hash64(`${seed} ${key}`).toString(16).padStart(16, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join('-');
}

/** FNV-1a of 64 bits: names of runs are no secrets, and the function of the engine does without a module for it. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
