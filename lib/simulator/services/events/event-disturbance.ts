import type { Instant } from '../../../time/time';

/** Something a scenario does to events on their way from a bus to the targets of its rules. */
export interface EventDisturbance {
  readonly kind: 'lose' | 'duplicate' | 'delay';
  /** First instant at which arriving events are disturbed. */
  readonly from: Instant;
  /** First instant at which they are not any more. */
  readonly until: Instant;
  /** As in `CloudWatch Alarm State Change`; every event when absent. */
  readonly detailType?: string;
  /** How late a delayed event is, above 0. Only for delays, and required there. */
  readonly delaySeconds?: number;
}

/** Loses, doubles and delays events as long as a scenario wants it. */
export class EventDisturbances {
  readonly #disturbances: EventDisturbance[] = [];

  /** @throws RangeError for a delay without seconds, and for seconds without a delay */
  add(disturbance: EventDisturbance): void {
    const { kind, delaySeconds } = disturbance;
    const isRight = kind === 'delay' ? delaySeconds !== undefined && delaySeconds > 0 : delaySeconds === undefined;
    if (!isRight)
      throw new RangeError(`delaySeconds of a disturbance ${kind} must be ${kind === 'delay' ? 'above 0' : 'absent'}, received ${delaySeconds ?? 'nothing'}`);
    this.#disturbances.push(disturbance);
  }

  /** What happens to an event that arrives now: the first disturbance of each kind, loss before all others. */
  of(detailType: string, now: Instant): readonly EventDisturbance[] {
    const active = this.#disturbances.filter(
      (disturbance) => now >= disturbance.from && now < disturbance.until && (disturbance.detailType ?? detailType) === detailType,
    );
    const loss = active.find(({ kind }) => kind === 'lose');
    if (loss !== undefined) return [loss];
    return active.filter((disturbance, index) => active.findIndex(({ kind }) => kind === disturbance.kind) === index);
  }
}
