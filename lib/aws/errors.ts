import type { MissingValue } from './missing-value';

/** Thrown for anything the simulator does not know: it never pretends. Names the thing, and where it stood. */
export class NotSimulatedError extends Error {
  override readonly name = 'NotSimulatedError';

  /**
   * @param thing what is not simulated, such as `metric math function SEARCH` or `sns:CreateTopic`
   * @param where the resource, alarm or call it was met in
   * @param missing what somebody would have to give, where that is all that is wanting
   */
  constructor(
    readonly thing: string,
    readonly where?: string,
    readonly missing?: MissingValue,
  ) {
    super(where === undefined ? `not simulated: ${thing}` : `not simulated: ${thing} (in ${where})`);
  }
}

/** Thrown for a value of a resource that cannot be judged before deployment. */
export class CannotTellError extends NotSimulatedError {
  /**
   * @param path where, relative to the resource or stack, such as `Properties.Metrics[0].Id`
   * @param reason why it cannot be determined
   * @param owner the resource, `stack/logicalId`
   * @param missing what somebody would have to give, where that is all that is wanting
   */
  constructor(
    readonly path: string,
    readonly reason: string,
    owner?: string,
    missing?: MissingValue,
  ) {
    super(reason, owner === undefined ? path : `${owner}.${path}`, missing);
  }
}

/** An error the real service would answer with: its own code in `name`, as the AWS SDK reports it. */
export class ServiceError extends Error {
  /** @param members what the error says beside its name and message, such as the `Item` of a failed condition */
  constructor(
    code: string,
    message: string,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/**
 * Reads something that AWS would refuse when the stack is deployed: nobody can rehearse it.
 *
 * @param what such as `a schedule`
 * @throws NotSimulatedError for what the service would refuse, with its words
 */
export function orNotSimulated<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ServiceError) throw new NotSimulatedError(`${what} AWS would refuse: ${error.message}`);
    throw error;
  }
}

/**
 * What can be read, or why it cannot.
 *
 * @throws whatever `read` throws beside NotSimulatedError
 */
export function orDoubt<T>(read: () => T): T | NotSimulatedError {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotSimulatedError) return error;
    throw error;
  }
}
