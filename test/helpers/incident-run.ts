import { eventOfTime } from '../../lib/incident/lifecycle/drill';
import type { Effect } from '../../lib/incident/lifecycle/effect';
import type { EscalationPolicy } from '../../lib/incident/lifecycle/escalation-policy';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import type { AlarmEvent, DeclareEvent, EffectOutcomeEvent, IncidentEvent } from '../../lib/incident/lifecycle/incident-event';
import type { Answer, Reduced } from '../../lib/incident/lifecycle/incident-transition';
import { openIncident } from '../../lib/incident/lifecycle/open-incident';
import { reduceGroup, reduceIncident } from '../../lib/incident/lifecycle/reduce-incident';
import { MINUTE_MS, type Instant } from '../../lib/time/time';
import { anEscalationPolicy, OPENED_AT } from './incidents';

/** A page or another effect as it was carried out. */
export interface Carried {
  readonly atMinute: number;
  readonly incidentId: string;
  readonly effect: Effect;
}

const LEASE_SECONDS = 60;

/**
 * The incidents of one group on virtual time, with a world in which every effect succeeds unless `outcomeOf` says
 * otherwise: each role has one person, called like the role. Minutes count from {@link OPENED_AT}.
 */
export class IncidentRun {
  readonly carried: Carried[] = [];
  readonly incidents: Incident[] = [];
  answer: Answer | undefined;
  #now: Instant = OPENED_AT;

  constructor(
    readonly policy: EscalationPolicy = anEscalationPolicy(),
    readonly outcomeOf: (effect: Effect, minute: number) => EffectOutcomeEvent['outcome'] | undefined = () => undefined,
  ) {}

  get minute(): number {
    return (this.#now - OPENED_AT) / MINUTE_MS;
  }

  /** The latest incident. */
  get incident(): Incident {
    return this.incidents.at(-1)!;
  }

  /** Lets minutes pass up to the one given, with a tick in each. */
  until(minute: number): this {
    while (this.minute < minute) {
      this.#now = Math.min(this.#now + MINUTE_MS, OPENED_AT + minute * MINUTE_MS);
      this.tick();
    }
    return this;
  }

  /** Jumps, without the ticks in between. */
  jumpTo(minute: number): this {
    this.#now = OPENED_AT + minute * MINUTE_MS;
    return this;
  }

  tick(): this {
    for (const incident of this.incidents) this.#change(incident.sequence, eventOfTime(incident, this.incidents));
    return this;
  }

  /** An alarm of the group changes its state now. */
  alarm(
    state: AlarmEvent['state'],
    changes: Partial<AlarmEvent['alarm']> & {
      readonly transitionMinute?: number;
      readonly mutedUntilMinute?: number;
      readonly source?: AlarmEvent['source'];
    } = {},
  ): this {
    const { transitionMinute = this.minute, mutedUntilMinute, source = 'event', ...facts } = changes;
    const event: AlarmEvent = {
      kind: 'alarm',
      alarm: {
        name: 'availability-s0',
        region: 'eu-central-1',
        severity: 'S0',
        title: 'partner-portal/availability',
        impact: 'nobody can sign in',
        runbook: 'portal',
        ...facts,
      },
      state,
      transitionAt: OPENED_AT + transitionMinute * MINUTE_MS,
      reason: `it is ${state}`,
      source,
      ...(mutedUntilMinute !== undefined && { mutedUntil: OPENED_AT + mutedUntilMinute * MINUTE_MS }),
    };
    const reduced = reduceGroup({ group: 'partner-portal', policy: this.policy }, this.incidents.at(-1), event, this.#context());
    if (reduced !== undefined) this.#take(reduced);
    return this;
  }

  declare(changes: Partial<DeclareEvent> = {}): this {
    const event: DeclareEvent = { kind: 'declare', severity: 'S1', title: 'portal', impact: 'it looks odd', by: 'ana', drill: false, ...changes };
    this.#take(openIncident({ group: 'partner-portal', policy: this.policy, previous: this.incidents.at(-1) }, event, this.#context()));
    return this;
  }

  /** Something happens to the latest incident. */
  event(event: IncidentEvent): this {
    this.#change(this.incident.sequence, event);
    return this;
  }

  /** `3 tier 2 tier due`: every page that went out, with the minute. */
  get pages(): string[] {
    return this.carried.flatMap(({ atMinute, effect }) => (effect.kind === 'page' ? [`${atMinute} tier ${effect.tier} ${effect.reason}`] : []));
  }

  /** `30 update due`: everything people were notified without being paged. */
  get informs(): string[] {
    return this.carried.flatMap(({ atMinute, effect }) => (effect.kind === 'inform' ? [`${atMinute} ${effect.reason}`] : []));
  }

  get faults(): string[] {
    return this.carried.flatMap(({ atMinute, effect }) => (effect.kind === 'fault' ? [`${atMinute} ${effect.code}`] : []));
  }

  #context() {
    return { now: this.#now, leaseSeconds: LEASE_SECONDS };
  }

  #change(sequence: number, event: IncidentEvent): void {
    const incident = this.incidents.find((each) => each.sequence === sequence)!;
    this.#take(reduceIncident(incident, event, this.#context()));
  }

  #take({ incident, effects, answer }: Reduced): void {
    const index = this.incidents.findIndex(({ sequence }) => sequence === incident.sequence);
    if (index < 0) this.incidents.push(incident);
    else this.incidents[index] = incident;
    if (answer !== undefined) this.answer = answer;
    for (const effect of effects) {
      this.carried.push({ atMinute: this.minute, incidentId: incident.id, effect });
      const people = effect.kind === 'page' ? effect.roles : [];
      const outcome = this.outcomeOf(effect, this.minute) ?? { kind: 'done', reached: people };
      this.#change(incident.sequence, { kind: 'effect outcome', key: effect.key, outcome });
    }
  }
}
