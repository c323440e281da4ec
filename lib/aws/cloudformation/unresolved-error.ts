import type { MissingValue } from '../missing-value';

/** Thrown when a value of a template cannot be known offline, or does not make sense: says what, and where it stood. */
export class UnresolvedError extends Error {
  override readonly name = 'UnresolvedError';

  /**
   * @param what what is missing or not understood, such as `intrinsic function Fn::Cidr`
   * @param where the template part it was met in, such as `resource PagingTopic`
   * @param missing what somebody would have to give, where that is all that is wanting
   */
  constructor(
    readonly what: string,
    readonly where: string,
    readonly missing?: MissingValue,
  ) {
    super(`cannot resolve ${what} (in ${where})`);
  }
}
