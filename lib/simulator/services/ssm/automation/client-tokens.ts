import { ServiceError } from '../../../../aws/errors';
import { optionalInput, type CallInput } from '../../../core/service';

/** Starts by their `ClientToken`: a start that is delivered twice is one. */
export class ClientTokens {
  /** By region and token. */
  readonly #starts = new Map<string, { readonly asked: string; readonly id: string }>();

  /**
   * The run that an earlier start with the token began; undefined when there is none.
   *
   * @throws ServiceError IdempotentParameterMismatch when that start asked for something else
   */
  startedBefore(input: CallInput, region: string): string | undefined {
    const token = optionalInput(input, 'ClientToken');
    const before = token === undefined ? undefined : this.#starts.get(`${region} ${token}`);
    if (before !== undefined && before.asked !== askedIn(input)) {
      throw new ServiceError('IdempotentParameterMismatch', `ClientToken ${token} was used with other parameters`);
    }
    return before?.id;
  }

  /** Keeps what a start began. */
  note(input: CallInput, region: string, id: string): void {
    const token = optionalInput(input, 'ClientToken');
    if (token !== undefined) this.#starts.set(`${region} ${token}`, { asked: askedIn(input), id });
  }
}

function askedIn({ DocumentName, DocumentVersion, Parameters }: CallInput): string {
  return JSON.stringify([DocumentName, DocumentVersion, Parameters]);
}
