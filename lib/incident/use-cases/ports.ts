import type { Instant } from '../../time/time';
import type { SignalState } from '../lifecycle/incident-event';
import type { Message } from '../message/message';
import type { BudgetFact } from '../message/page-facts';
import type { IncidentStore } from './incident-store';
import type { InformationLog } from './information-log';
import type { RequestStore } from './request-store';

/** What the incident engine needs of the cloud. The function fills it with clients of the SDK; a port may throw whatever its service answers. */
export interface EnginePorts {
  readonly store: IncidentStore;
  readonly notifier: Notifier;
  readonly alarms: AlarmReader;
  readonly metrics: MetricPublisher;
  readonly opsItems: OpsItems;
  readonly budgets: BudgetReader;
  readonly automation: AutomationRuns;
  readonly override: OverrideParameter;
  /** Absent where nothing is collected for the digest. */
  readonly information?: InformationLog;
  /** Absent where no requests are taken. */
  readonly requests?: RequestStore;
}

/** Where a message is published. */
export interface Topic {
  readonly region: string;
  readonly arn: string;
}

/** What a message says of itself in its attributes. */
export interface MessageMarks {
  /** Whom it is for, where that does not follow from the topic. */
  readonly responders?: readonly string[];
  /** Whether it wakes nobody: no text message to somebody who has another channel. Without it, who filters for it gets nothing. */
  readonly quiet?: boolean;
}

/** Brings messages to topics. */
export interface Notifier {
  /**
   * Publishes a message in the form each way of delivery needs.
   *
   * @throws NoSuchTopicError when the topic does not exist
   */
  publish(topic: Topic, message: Message, marks?: MessageMarks): Promise<void>;
  /**
   * Whether somebody receives what is published to a topic with these marks: by a confirmed subscription that lets it through.
   * Best effort: one attempt, and not a long one, as a page must not wait for it. A topic that does not exist reaches nobody.
   */
  reachesSomebody(topic: Topic, marks: Pick<MessageMarks, 'quiet'>): Promise<boolean>;
}

/** Thrown for a topic that does not exist. */
export class NoSuchTopicError extends Error {
  override readonly name = 'NoSuchTopicError';
}

/** An alarm as it is now. */
export interface AlarmStatus {
  readonly name: string;
  readonly state: SignalState;
  /** Since when; absent when that is not known. */
  readonly transitionAt?: Instant;
  readonly reason: string;
  /** Its actions are suppressed by another alarm. */
  readonly isSuppressed: boolean;
}

/** Which alarms are asked for. */
type AlarmSelection = { readonly namePrefix: string; readonly state: 'ALARM' | 'INSUFFICIENT_DATA' } | { readonly names: readonly string[] };

/** Reads alarms, metric and composite ones. */
export interface AlarmReader {
  read(region: string, selection: AlarmSelection): Promise<readonly AlarmStatus[]>;
}

/** A value of a metric of the engine. */
export interface MetricValue {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: Instant;
  readonly value: number;
  readonly unit: 'Count' | 'Seconds' | 'Percent';
}

/** Publishes metrics in the namespace of the engine. */
export interface MetricPublisher {
  publish(region: string, values: readonly MetricValue[]): Promise<void>;
}

/** What changes of an OpsItem while its incident goes on. */
export interface OpsItemState {
  /** 1 to 4. */
  readonly severity: number;
  /** 1 to 5. */
  readonly priority: number;
  /** Texts kept in the item, by name. */
  readonly data: Readonly<Record<string, OpsItemText>>;
}

interface OpsItemText {
  readonly value: string;
  /** Items can be found by it. */
  readonly isSearchable: boolean;
}

/** An OpsItem to be created. */
export interface NewOpsItem extends OpsItemState {
  readonly title: string;
  readonly description: string;
  /** No second item is created with the same. */
  readonly deduplication: string;
  /** Documents of Automation that whoever works on it starts from, the first of them first. Best effort: it may name fewer. Default: none. */
  readonly runbooks?: readonly string[];
}

/** The OpsItems of the home region of the engine. */
export interface OpsItems {
  /** @returns the id of the item: the new one, or the one that was created with the same deduplication string before */
  create(item: NewOpsItem): Promise<string>;
  update(id: string, status: OpsItemStatus, state: OpsItemState): Promise<void>;
  /** Items of any state with a searchable text. */
  find(text: { readonly key: string; readonly value: string }): Promise<readonly FoundOpsItem[]>;
  /** Items of day2 that are not resolved. */
  open(): Promise<readonly FoundOpsItem[]>;
}

/** How far an OpsItem is. */
export type OpsItemStatus = 'Open' | 'InProgress' | 'Resolved';

/** An OpsItem as a search shows it. */
export interface FoundOpsItem {
  readonly id: string;
  readonly title: string;
  readonly status: OpsItemStatus;
  /** Its searchable texts, by name. */
  readonly data: Readonly<Record<string, string>>;
}

/** Where the record of an error budget is. */
export interface BudgetLocation {
  readonly objective: string;
  readonly region: string;
  /** Name of its parameter. */
  readonly name: string;
}

/** Reads what is left of error budgets. Best effort: one attempt, and not a long one. */
export interface BudgetReader {
  read(region: string, locations: readonly BudgetLocation[]): Promise<readonly BudgetFact[]>;
}

/** A run of a runbook as it is now. */
export type AutomationRun =
  | { readonly state: 'going on' }
  /** With the instant at which the last thing it changed was done, where that is known. */
  | { readonly state: 'succeeded'; readonly changedAt?: Instant }
  | { readonly state: 'failed'; readonly why: string };

/** Runs of runbooks, in the home region of the engine. */
export interface AutomationRuns {
  /**
   * Starts a run.
   *
   * @returns its name: the new one, or that of the run that was started with the same token before
   */
  start(run: { readonly document: string; readonly parameters: Readonly<Record<string, readonly string[]>>; readonly token: string }): Promise<string>;
  read(id: string): Promise<AutomationRun>;
  /** What a run was started with. */
  parametersOf(id: string): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Stops a run: its current step is cut short, and no other begins but those of its cancel path. */
  stop(id: string): Promise<void>;
}

/** The parameter by which people take over from everything that runs by itself. */
export interface OverrideParameter {
  read(name: string): Promise<string>;
  write(name: string, value: string): Promise<void>;
}
