import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import type { Severity } from '../incident/severity';
import type { PagerAction, PagerEvent } from './pager-event';

/** Where events of one pager go, and with which secret; neither stands in a template. */
export interface PagerDestination {
  /** Default: the address of the vendor, where it has one for all of its customers. */
  readonly url?: string;
  /** Integration key, API key or token; empty where the address says it all. */
  readonly key: string;
}

/** What of a destination an operator stores: without what is needed nothing can be sent. */
export type DestinationNeed = 'needed' | 'optional' | 'unused';

/** A POST to a vendor, its body in JSON. */
export interface PagerRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** The most that a vendor takes of a text: characters. Its place in the body is a path: `payload.summary`, `blocks[].text.text`. */
export type TextLimits = Readonly<Record<string, number>>;

/** How a vendor's own subscription to a topic takes what CloudWatch publishes there; `unknown`: neither documented nor tried. */
export interface SnsIntake {
  /** Where the address is found, and how it is set up. */
  readonly documentation: string;
  /** Alarms over other alarms, which have no `Trigger`: those of objectives are. */
  readonly compositeAlarms: 'read' | 'refused' | 'unknown';
  /** Alarms over metric math, which have no `Trigger.Dimensions`. */
  readonly metricMath: 'read' | 'refused' | 'unknown';
  /** What else has to be known. */
  readonly note: string;
}

/** A pager, or a chat, with the event format it documents. */
export interface Pager {
  /** Stands in configurations: `pagerduty`. */
  readonly id: string;
  readonly title: string;
  /** Page of the format. */
  readonly documentation: string;
  readonly limits: TextLimits;
  /** Most bytes of the body; absent: none is documented. */
  readonly mostBodyBytes?: number;
  /** What the vendor calls each severity; absent: it has none of its own, and ours is one of the facts. */
  readonly severities?: Readonly<Record<Severity, string>>;
  /** Absent: it cannot be subscribed to a topic by itself. */
  readonly intake?: SnsIntake;
  /** Which members of its destination it takes. An address that is optional is for accounts in another place of the vendor. */
  readonly takes: Readonly<Record<'key' | 'url', DestinationNeed>>;
  /** Where events go that have no other address: the same for all customers of the vendor. Absent: each has its own. */
  readonly defaultUrl?: string;
  /** What is sent for an event that is bounded; undefined where the vendor has no such event. */
  readonly render: (event: PagerEvent, destination: PagerDestination) => PagerRequest | undefined;
  /** What a request asks of the vendor, by its documentation; undefined for what it would not take. Absent for chats, which begin and end nothing. */
  readonly read?: (request: Pick<PagerRequest, 'url' | 'body'>) => AskedOfPager | undefined;
}

/** What a request asks of a pager. */
export interface AskedOfPager {
  readonly action: PagerAction;
  /** As the vendor gets it: cut where it is too long. */
  readonly key: string;
}

/** The same, from texts of a body: the word for what is asked, and the key. */
export function asked(words: Readonly<Record<string, PagerAction>>, word: JsonValue | undefined, key: JsonValue | undefined): AskedOfPager | undefined {
  const action = typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined;
  return action === undefined || typeof key !== 'string' ? undefined : { action, key };
}

/** Headers of a JSON body, and of what proves who sends it. */
export function jsonHeaders(authorization?: string): Readonly<Record<string, string>> {
  return { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
}
