import { SECOND_MS, type Instant } from '../../time/time';
import { cutText } from '../bounded-text';
import type { Audience, Effect, FaultCode, IncidentFigure, InformReason, PageReason } from './effect';
import type { SeverityPolicy } from './escalation-policy';
import type { AttachedAlarm, Incident } from './incident';
import { EFFECT_TEXT_BYTES, ENTRY_TEXT_BYTES, withinBounds } from './record-bounds';
import type { RecordedCode } from './recorded-code';
import { healingParameters, type SelfHealing } from './self-healing';

/** When a transition is made, and by whom. */
export interface TransitionContext {
  readonly now: Instant;
  /** Seconds in which whoever writes the record carries out its new effects, and nobody else does. Default: 0. */
  readonly leaseSeconds?: number;
}

/** What a transition made of an incident. */
export interface Reduced {
  readonly incident: Incident;
  /** To be carried out by whoever writes the incident: new in this transition, or claimed. They stand in the outbox, too. */
  readonly effects: readonly Effect[];
  /** What a person is notified who asked for something; absent for what nobody asked for. */
  readonly answer?: Answer;
}

/** Whether what a person asked for was done, and a sentence about it. */
export interface Answer {
  readonly accepted: boolean;
  readonly text: string;
  /** What is missing before it can be done. */
  readonly missing?: readonly string[];
}

/**
 * One step of an incident while it is being taken: what the reducer's parts work on. Nothing outside of the reducer
 * sees it, and the incident it began with is never changed.
 */
export class IncidentTransition {
  readonly now: Instant;
  readonly #leaseMs: number;
  readonly #effects: Effect[] = [];
  #incident: Incident;
  #answer: Answer | undefined;

  constructor(incident: Incident, { now, leaseSeconds = 0 }: TransitionContext) {
    this.#incident = incident;
    this.now = now;
    this.#leaseMs = leaseSeconds * SECOND_MS;
  }

  get incident(): Incident {
    return this.#incident;
  }

  /** The rules of the present severity. */
  get rules(): SeverityPolicy {
    return this.#incident.policy.severities[this.#incident.severity];
  }

  /** True when somebody is to be paged for this step. */
  get pagesSomebody(): boolean {
    const { outbox } = this.#incident;
    return this.#effects.some((effect) => effect.kind === 'page' && outbox.some((entry) => entry.effect === effect));
  }

  set(changes: Partial<Incident>): void {
    this.#incident = { ...this.#incident, ...changes };
  }

  /**
   * Writes a line into the timeline.
   *
   * @param code what happened, for programs
   * @param what the same for people, one line; cut when it is very long
   */
  note(code: RecordedCode, what: string): void {
    this.set({ timeline: [...this.#incident.timeline, { at: this.now, code, what: cutText(what, ENTRY_TEXT_BYTES) }] });
  }

  answer(accepted: boolean, text: string, missing?: readonly string[]): void {
    this.#answer = { accepted, text, ...(missing !== undefined && { missing }) };
  }

  page(tier: number, roles: readonly string[], reason: PageReason, count = 0): void {
    const { severity, round } = this.#incident;
    const name = count === 0 ? `tier-${tier}` : `tier-${tier}-${reason.replaceAll(' ', '-')}-${count}`;
    this.#add({ kind: 'page', key: this.#key(`page/${name}`), severity, tier, round, roles, reason });
  }

  /** Pages a tier of the severity of an alarm for the alarm's own sake: once for each time it fires. */
  pageAbout({ name, severity, transitionAt }: AttachedAlarm, tier: number, roles: readonly string[], reason: PageReason): void {
    this.#add({ kind: 'page', key: this.#key(`page/${name}/${transitionAt}`), severity, tier, round: this.#incident.round, roles, reason });
  }

  inform(audience: Audience, reason: InformReason, said?: string): void {
    const { severity } = this.#incident;
    const text = said === undefined ? undefined : cutText(said, EFFECT_TEXT_BYTES);
    const alike = this.#incident.outbox.filter(
      ({ effect, since }) => effect.kind === 'inform' && effect.reason === reason && effect.text !== text && since === this.now,
    ).length;
    const key = this.#key(`inform/${reason}/${this.now}/${audienceKey(audience)}${alike === 0 ? '' : `/${alike + 1}`}`);
    this.#add({ kind: 'inform', key, severity, audience, reason, ...(text !== undefined && { text }) });
  }

  /**
   * Publishes a figure of the incident. A drill is no figure.
   *
   * @param value default: the seconds from the opening to now
   */
  measure(figure: IncidentFigure, value?: number): void {
    const { drill, peakSeverity, openedAt } = this.#incident;
    if (drill) return;
    const measured = value ?? (this.now - openedAt) / SECOND_MS;
    this.#add({ kind: 'figure', key: this.#key(`figure/${figure}/${this.now}`), figure, severity: peakSeverity, value: measured, at: this.now });
  }

  /** Starts a runbook by itself. */
  heal(number: number, rules: SelfHealing, isLive: boolean): void {
    const parameters = healingParameters(rules, { incidentId: this.#incident.id, isLive });
    this.#add({ kind: 'heal', key: `${this.#incident.id}/heal/${number}`, number, runbook: rules.runbook, parameters, isLive });
  }

  /** Takes back a start that nobody has carried out. */
  dropHealing(number: number): void {
    this.set({ outbox: this.#incident.outbox.filter(({ effect }) => !(effect.kind === 'heal' && effect.number === number)) });
  }

  /** Stops a run that was started by itself. */
  stopHealing(executionId: string, number: number): void {
    this.#add({ kind: 'stop healing', key: `${this.#incident.id}/heal/${number}/stop`, executionId });
  }

  /** Brings the OpsItem up to date; an older wish of the same kind is dropped. */
  updateOpsItem(status: 'Open' | 'InProgress' | 'Resolved', flags: readonly string[] = []): void {
    const { policy, peakSeverity, severity, outbox } = this.#incident;
    if (policy.severities[peakSeverity].opsItem === undefined) return;
    this.set({ outbox: outbox.filter(({ effect }) => effect.kind !== 'ops item') });
    this.#add({ kind: 'ops item', key: this.#key(`ops-item/${status}/${this.now}`), status, severity, flags });
  }

  fault(code: FaultCode, text: string, about = ''): void {
    this.#add({ kind: 'fault', key: this.#key(`fault/${code}/${about === '' ? this.now : about}`), code, text: cutText(text, EFFECT_TEXT_BYTES) });
  }

  /** Drops pages that nobody needs any more and that have not gone out. */
  dropPages(isDropped: (page: Extract<Effect, { kind: 'page' }>) => boolean): void {
    const outbox = this.#incident.outbox.filter(({ effect }) => !(effect.kind === 'page' && isDropped(effect)));
    this.set({ outbox });
  }

  /** Takes on what is in the outbox and nobody is at: the rest of a run that ended early, or what failed before. */
  claim(): void {
    const outbox = this.#incident.outbox.map((entry) => {
      if (entry.notBefore > this.now || this.#effects.includes(entry.effect)) return entry;
      this.#effects.push(entry.effect);
      return { ...entry, notBefore: this.now + this.#leaseMs };
    });
    if (this.#effects.length > 0) this.set({ outbox });
  }

  /** What came of it. */
  finish(): Reduced {
    const incident = withinBounds(this.#incident);
    const effects = this.#effects.filter((effect) => incident.outbox.some((entry) => entry.effect === effect));
    return { incident, effects, ...(this.#answer !== undefined && { answer: this.#answer }) };
  }

  #key(rest: string): string {
    return `${this.#incident.id}/r${this.#incident.round}/${rest}`;
  }

  /** A wish with the key of one that stands already is the same wish. */
  #add(effect: Effect): void {
    const { outbox } = this.#incident;
    if (outbox.some((entry) => entry.effect.key === effect.key)) return;
    this.#effects.push(effect);
    this.set({ outbox: [...outbox, { effect, since: this.now, attempts: 0, notBefore: this.now + this.#leaseMs }] });
  }
}

function audienceKey(audience: Audience): string {
  switch (audience.kind) {
    case 'roles':
      return audience.roles.join('+');
    case 'people':
      return audience.people.join('+');
    default:
      return audience.kind;
  }
}
