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

/** Everything the parts of the engine work with. */
export class Engine {
  readonly store: IncidentStore;

  constructor(
    readonly policy: EnginePolicy,
    readonly settings: EngineSettings,
    readonly clients: EngineClients,
    /** The present instant. */
    readonly now: () => Instant,
    /** Writes a line to the log. */
    readonly log: (text: string) => void,
    /** Resolves after milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>,
  ) {
    this.store = new IncidentStore(clients.table, settings.tableName);
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
