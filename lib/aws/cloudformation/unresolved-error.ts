/** Thrown when a value of a template cannot be known offline, or does not make sense: says what, and where it stood. */
export class UnresolvedError extends Error {
  override readonly name = 'UnresolvedError';

  /**
   * @param what what is missing or not understood, such as `intrinsic function Fn::Cidr`
   * @param where the template part it was met in, such as `resource PagingTopic`
   */
  constructor(
    readonly what: string,
    readonly where: string,
  ) {
    super(`cannot resolve ${what} (in ${where})`);
  }
}
