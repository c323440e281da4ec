import { ServiceError } from '../../aws/errors';
import type { Instant } from '../../time/time';

/** Calls that a scenario lets fail. */
export interface CallFault {
  /** As in `sns`; every service when absent. */
  readonly service?: string;
  /** As in `Publish`; every operation of the service when absent. */
  readonly operation?: string;
  /** Region in which calls fail; every region when absent. */
  readonly region?: string;
  /** First instant at which calls fail. */
  readonly from: Instant;
  /** First instant at which they work again. */
  readonly until: Instant;
  /** Error the service answers with, such as `InternalErrorException`. */
  readonly errorName: string;
  /** True when calls have their effect and only their answers are lost; one that fails by itself keeps its own error. Default: false. */
  readonly after?: boolean;
}

/**
 * One call fails, identified by its position among the calls that functions, schedules, rules, alarm actions and other
 * services make in an account: every one but those of people, each attempt of a call that is repeated for itself.
 */
export interface PositionFault {
  /** Position of the call, from 0 up. */
  readonly position: number;
  /** Error the caller gets. */
  readonly errorName: string;
  /**
   * True when the call has its effect and only the answer is lost; a call that fails by itself keeps its own error.
   * Default: false.
   */
  readonly after?: boolean;
}

/** The function that makes the call at a position dies right after the service carried it out. */
interface CrashFault {
  /** Position of the call, counted as in {@link PositionFault}. A call that no function makes ends nothing. */
  readonly crashAt: number;
}

/** Anything that can go wrong with calls. */
export type AnyCallFault = CallFault | PositionFault | CrashFault;

/** Nothing that a topic sends reaches an endpoint. */
export interface DeliveryFault {
  /** As in the subscription: an address, a number, a URL, the ARN of a queue. */
  readonly endpoint: string;
  /** First instant at which deliveries fail. */
  readonly from: Instant;
  /** First instant at which they work again. */
  readonly until: Instant;
}

/** GetMetricData answers with a part of the data, and says so. */
export interface PartialDataFault {
  /** First instant at which data is missing. */
  readonly from: Instant;
  /** First instant at which it is complete again. */
  readonly until: Instant;
}

/** Lets calls fail as long as a scenario wants them to. */
export class FaultInjection {
  readonly #faults: CallFault[] = [];
  readonly #positions: PositionFault[] = [];
  readonly #crashes = new Set<number>();
  readonly #partialData: PartialDataFault[] = [];
  readonly #deliveries: DeliveryFault[] = [];

  /** Adds a fault to those there are. */
  add(fault: AnyCallFault): void {
    if ('crashAt' in fault) this.#crashes.add(fault.crashAt);
    else if ('position' in fault) this.#positions.push(fault);
    else this.#faults.push(fault);
  }

  /** Adds a time in which metric data is partial. */
  addPartialData(fault: PartialDataFault): void {
    this.#partialData.push(fault);
  }

  /** Adds a time in which an endpoint cannot be reached. */
  failDelivery(fault: DeliveryFault): void {
    this.#deliveries.push(fault);
  }

  /** True while nothing reaches an endpoint. */
  isUnreachable(endpoint: string, now: Instant): boolean {
    return this.#deliveries.some((fault) => fault.endpoint === endpoint && now >= fault.from && now < fault.until);
  }

  /** True while metric data is partial. */
  isDataPartial(now: Instant): boolean {
    return this.#partialData.some(({ from, until }) => now >= from && now < until);
  }

  /**
   * Looks whether a call fails.
   *
   * @param isAfter false before the call is carried out, true when it has been
   * @throws ServiceError when a fault covers the call
   */
  check(service: string, operation: string, region: string, now: Instant, isAfter: boolean): void {
    const fault = this.#faults.find(
      (candidate) =>
        (candidate.after ?? false) === isAfter &&
        (candidate.service ?? service) === service &&
        (candidate.operation ?? operation) === operation &&
        (candidate.region ?? region) === region &&
        now >= candidate.from &&
        now < candidate.until,
    );
    if (fault === undefined) return;
    const what = isAfter ? 'is carried out and its answer is lost' : 'fails';
    throw new ServiceError(fault.errorName, `${service}:${operation} ${what} in this scenario`);
  }

  /**
   * Looks whether the call at a position fails.
   *
   * @param position undefined for calls of people, which are not counted
   * @param isAfter false before the call is carried out, true when it has been
   * @throws ServiceError when it does
   */
  checkPosition(position: number | undefined, isAfter: boolean): void {
    const fault = this.#positions.find((candidate) => candidate.position === position && (candidate.after ?? false) === isAfter);
    if (fault === undefined) return;
    const what = isAfter ? 'was carried out and its answer is lost' : 'fails';
    throw new ServiceError(fault.errorName, `call ${fault.position} ${what} in this scenario`);
  }

  /** True when the function that makes the call at a position dies after it. */
  isCrash(position: number): boolean {
    return this.#crashes.has(position);
  }
}
