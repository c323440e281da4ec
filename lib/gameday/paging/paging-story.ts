import type { Instant } from '../../time/time';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { DeployedIdentity } from '../../aws/assembly/loaded-stack';
import type { LogEntry } from '../../simulator/core/log';
import type { TimelineEntry } from '../report';
import type { ResponderAction } from '../report-fields';
import { EngineRuns } from './engine-runs';
import { IncidentRecords } from './incident-records';
import { publicationText, recordTexts } from './paging-texts';
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

/** What a game day shows of people: whom the log says was told what, and what the records of incidents became. */
export class PagingStory {
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

  /** True for a topic whose messages are told here, and not as notifications of alarms. */
  isTopic(topicArn: string): boolean {
    return this.#publications.isTopic(topicArn);
  }

  /** Takes the next entry of the log; returns what is told of it. */
  add(entry: LogEntry): TimelineEntry[] {
    return [...this.#tellPublication(this.#publications.add(entry)), ...this.#tellRecord(entry), ...this.#runs.add(entry)];
  }

  /** The log is over. */
  finish(): TimelineEntry[] {
    return this.#tellPublication(this.#publications.finish());
  }

  #tellPublication(publication: Publication | undefined): TimelineEntry[] {
    if (publication === undefined) return [];
    this.publications.push(publication);
    const { at, purpose } = publication;
    const kinds = { tier: 'page', fallback: 'page', informed: 'inform', watchdog: 'fault' } as const;
    const severity = purpose.kind === 'tier' ? { severity: purpose.severity } : {};
    return [{ at, kind: kinds[purpose.kind], text: publicationText(publication), ...severity }];
  }

  #tellRecord(entry: LogEntry): TimelineEntry[] {
    const written = this.records.add(entry);
    return written === undefined ? [] : recordTexts(written).map((text) => ({ at: written.at, kind: 'record', text }));
  }
}
