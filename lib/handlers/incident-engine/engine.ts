import type { EngineClients } from './clients';
import { IncidentStore } from './incident-store';
import type { EnginePolicy } from '../../domain/incident/engine-policy';
import type { Instant } from '../../domain/time';

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
export class Engine implements EngineParts {
  readonly policy: EnginePolicy;
  readonly settings: EngineSettings;
  readonly clients: EngineClients;
  readonly now: () => Instant;
  readonly log: (text: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly runId: string;
  readonly store: IncidentStore;

  constructor({ policy, settings, clients, now, log, wait, runId }: EngineParts) {
    this.policy = policy;
    this.settings = settings;
    this.clients = clients;
    this.now = now;
    this.log = log;
    this.wait = wait;
    this.runId = runId;
    this.store = new IncidentStore(clients.table, settings.tableName, runId);
  }

  topicArn(name: string): string {
    return `${this.settings.topicArnPrefix}${name}`;
  }
}

/**
 * Seconds in which the run that wrote an effect is the one that carries it out: longer than a run may take, so that two
 * never do the same.
 */
export const LEASE_SECONDS = 60;
