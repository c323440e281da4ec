import type { EngineClients } from './clients';
import { incidentStoreIn } from './incident-store-in';
import type { IncidentStore } from '../../incident/use-cases/incident-store';
import type { EnginePolicy } from '../../incident/lifecycle/engine-policy';
import type { TurnContext } from '../../incident/lifecycle/turn';
import type { Instant } from '../../time/time';

/** What the function finds in its environment variables. */
export interface EngineSettings {
  readonly tableName: string;
  /** `arn:aws:sns:eu-central-1:123456789012:`; names of topics follow. */
  readonly topicArnPrefix: string;
  readonly watchdogTopicArn: string;
}

/** What a run of the engine is made of. */
export interface EngineParts {
  readonly policy: EnginePolicy;
  readonly settings: EngineSettings;
  readonly clients: EngineClients;
  /** The present instant. */
  readonly now: () => Instant;
  /** Writes a line to the log. */
  readonly log: (text: string) => void;
  /** Resolves after milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Names this run, and no other. */
  readonly runId: string;
}

/** Everything the parts of the engine work with, for one run. */
export interface Engine extends EngineParts {
  readonly store: IncidentStore;
}

export function engineOf(parts: EngineParts): Engine {
  const { clients, settings, runId } = parts;
  return { ...parts, store: incidentStoreIn(clients.table, settings.tableName, runId) };
}

/** The topic of a name in the home region. */
export function topicArnOf({ settings }: Engine, name: string): string {
  return `${settings.topicArnPrefix}${name}`;
}

/** For a turn of an incident now, whose effects this run carries out. */
export function turnContext({ now }: Engine): TurnContext {
  return { now: now(), leaseSeconds: LEASE_SECONDS };
}

/**
 * Seconds in which the run that wrote an effect is the one that carries it out: longer than a run may take, so that two
 * never do the same.
 */
const LEASE_SECONDS = 60;
