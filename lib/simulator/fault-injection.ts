import type { Instant } from '../domain/time';
import { ServiceError } from './errors';

/** Calls that a scenario lets fail. */
export interface CallFault {
  /** As in `sns`. */
  readonly service: string;
  /** As in `Publish`; every operation of the service when absent. */
  readonly operation?: string;
  /** First instant at which calls fail. */
  readonly from: Instant;
  /** First instant at which they work again. */
  readonly until: Instant;
  /** Error the service answers with, such as `InternalErrorException`. */
  readonly errorName: string;
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
  readonly #partialData: PartialDataFault[] = [];

  /** Adds a fault to those there are. */
  add(fault: CallFault): void {
    this.#faults.push(fault);
  }

  /** Adds a time in which metric data is partial. */
  addPartialData(fault: PartialDataFault): void {
    this.#partialData.push(fault);
  }

  /** True while metric data is partial. */
  isDataPartial(now: Instant): boolean {
    return this.#partialData.some(({ from, until }) => now >= from && now < until);
  }

  /** @throws ServiceError when a fault covers the call */
  check(service: string, operation: string, now: Instant): void {
    const fault = this.#faults.find(
      (candidate) =>
        candidate.service === service &&
        (candidate.operation === undefined || candidate.operation === operation) &&
        now >= candidate.from &&
        now < candidate.until,
    );
    if (fault !== undefined) throw new ServiceError(fault.errorName, `${service}:${operation} fails in this scenario`);
  }
}
