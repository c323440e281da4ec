import { ServiceError } from '../../../../aws/errors';
import { SECOND_MS, type Instant } from '../../../../time/time';
import { hasEnded, type Execution } from './execution';

/** Runs at a time, and starts in a second, in a region. https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const MAX_RUNNING = 100;
const MIN_DISTANCE_MS = SECOND_MS;

/** Holds starts to the quotas. Children that Automation itself starts have no rate. */
export class StartQuota {
  /** By region. */
  readonly #lastStart = new Map<string, Instant>();

  /**
   * Takes on a start.
   *
   * @throws ServiceError ThrottlingException for a second start within a second, AutomationExecutionLimitExceededException for
   *   one beside a hundred runs
   */
  take(region: string, now: Instant, executions: readonly Execution[]): void {
    if (now - (this.#lastStart.get(region) ?? -Infinity) < MIN_DISTANCE_MS) throw new ServiceError('ThrottlingException', 'Rate exceeded');
    const running = executions.filter((execution) => execution.document.identity.region === region && !hasEnded(execution));
    if (running.length >= MAX_RUNNING) {
      throw new ServiceError('AutomationExecutionLimitExceededException', `there are ${running.length} running automations, the most there can be`);
    }
    this.#lastStart.set(region, now);
  }
}
