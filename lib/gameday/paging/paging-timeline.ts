import type { DeployedIdentity } from '../../aws/assembly/loaded-stack';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { LogEntry } from '../../simulator/core/log';
import type { Instant } from '../../time/time';
import type { ResponderAction } from '../report-fields';
import type { TimelineEvent } from '../timeline-events';
import { EngineRuns } from './engine-runs';
import { IncidentRecords } from './incident-records';
import { publicationEvent, recordEvents } from './paging-events';
import { Publications, type Publication } from './publications';

/** What a person's command was answered. */
export interface PersonAnswer {
  readonly at: Instant;
  readonly person: string;
  readonly action: ResponderAction;
  readonly isAccepted: boolean;
  readonly isRefusalExpected: boolean;
  readonly text: string;
}

/** What a game day shows of people: whom the log says was notified what, and what the records of incidents became. */
export class PagingTimeline {
  readonly publications: Publication[] = [];
  readonly records: IncidentRecords;
  readonly answers: PersonAnswer[] = [];
  readonly #publications: Publications;
  readonly #runs: EngineRuns;

  constructor(plan: IncidentPlan) {
    this.#publications = new Publications(plan);
    this.records = new IncidentRecords(plan);
    this.#runs = new EngineRuns(plan);
  }

  /** True for the function of the engine, and for what starts it. */
  isOfEngine(identity: Pick<DeployedIdentity, 'arn' | 'name'>): boolean {
    return this.#runs.isOfEngine(identity);
  }

  /** True for a topic whose messages are notified here, and not as notifications of alarms. */
  isTopic(topicArn: string): boolean {
    return this.#publications.isTopic(topicArn);
  }

  /** Takes the next entry of the log; returns what is notified of it. */
  add(entry: LogEntry): TimelineEvent[] {
    return [...this.#tellPublications(this.#publications.add(entry)), ...this.#tellRecord(entry), ...this.#runs.add(entry)];
  }

  /** The log is over. */
  finish(): TimelineEvent[] {
    return this.#tellPublications(this.#publications.finish());
  }

  #tellPublications(publications: readonly Publication[]): TimelineEvent[] {
    this.publications.push(...publications);
    return publications.map((publication) => ({ at: publication.at, ...publicationEvent(publication) }));
  }

  #tellRecord(entry: LogEntry): TimelineEvent[] {
    const written = this.records.add(entry);
    return written === undefined ? [] : recordEvents(written).map((event) => ({ at: written.at, ...event }));
  }
}
