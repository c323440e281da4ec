import { contactsByEndpoint } from '../../conformance/stored-contacts';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { PersonAction } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import type { DeliveryOfMessage } from '../../simulator/core/log';
import { MINUTE_MS, type Instant } from '../../time/time';
import { PagingTimeline } from '../paging/paging-timeline';
import { peopledAccount, type ScenarioParts } from '../scenario-account';
import type { TimelineEvent } from '../timeline-events';

/** What a drill is played with. */
export interface DrillOptions extends ScenarioParts {
  readonly plan: OperationsPlan & { readonly incidents: IncidentPlan };
  /** Person of the roster who is drilled: reads the messages that reach them. */
  readonly trainee: string;
}

/** What whoever is drilled becomes aware of, in order. */
export interface Heard {
  readonly events: readonly TimelineEvent[];
  /** Messages that reached the person who is drilled, whole, one for each publication. */
  readonly messages: readonly DeliveryOfMessage[];
}

/** What somebody hears of without looking. */
const HEARD: readonly TimelineEvent['code'][] = ['page-published', 'fallback-page-published', 'notice-published', 'watchdog-notified'];
/** What people of a scenario do that happens to whoever is drilled; all else is the drill. */
const NOT_DRILLED: readonly PersonAction['do'][] = ['declare', 'unsubscribe'];

/** A scenario as it happens, answered by somebody who sits there, in a simulated account. Requirements 002-11, 002-13. */
export class DrillSession {
  readonly account: Account;
  readonly paging: PagingTimeline;
  readonly start: Instant;
  readonly end: Instant;
  /** Everything that anybody was notified of since the scenario began. */
  readonly events: TimelineEvent[] = [];
  readonly #contacts: ReturnType<typeof contactsByEndpoint>;
  #read = 0;

  /** @throws ProblemsError when AWS would refuse to deploy the stacks */
  constructor(private readonly options: DrillOptions) {
    const { scenario, plan } = options;
    const people = scenario.people.filter(({ do: verb }) => NOT_DRILLED.includes(verb));
    this.account = peopledAccount({ ...options, scenario: { ...scenario, people } });
    this.paging = new PagingTimeline(plan.incidents);
    this.start = scenario.start;
    this.end = scenario.start + scenario.duration * MINUTE_MS;
    this.#contacts = contactsByEndpoint(plan.incidents);
  }

  /** Lets time pass up to an instant, a whole minute, at most to the end of the scenario. */
  async passUntil(instant: Instant): Promise<Heard> {
    await this.account.runAsync(Math.min(instant, this.end));
    return this.#hear();
  }

  /** Lets time pass by whole minutes until somebody is notified of something, at most to the end of the scenario. */
  async passUntilHeard(): Promise<Heard> {
    while (this.account.now < this.end) {
      const heard = await this.passUntil((Math.floor(this.account.now / MINUTE_MS) + 1) * MINUTE_MS);
      if (heard.events.length > 0 || heard.messages.length > 0) return heard;
    }
    return { events: [], messages: [] };
  }

  #hear(): Heard {
    const events: TimelineEvent[] = [];
    const messages = new Map<string, DeliveryOfMessage>();
    for (; this.#read < this.account.log.length; this.#read++) {
      const entry = this.account.log[this.#read]!;
      events.push(...this.paging.add(entry));
      if (entry.kind !== 'message delivered' || entry.at < this.start || this.#contacts.get(entry.endpoint)?.person !== this.options.trainee) continue;
      // Mail is the form in which people read everything; of somebody without it, what arrives first.
      if (!messages.has(entry.messageId) || entry.protocol === 'email') messages.set(entry.messageId, entry);
    }
    events.push(...this.paging.finish());
    const heard = events.filter(({ at, code }) => at >= this.start && HEARD.includes(code));
    this.events.push(...heard);
    return { events: heard, messages: [...messages.values()] };
  }
}
