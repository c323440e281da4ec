/** A value that whoever deploys a template gives it, or knows, and that was not given to whoever reads it. */
export interface MissingValue {
  /**
   * `import`: what another stack exports; `stored parameter`: what Parameter Store holds when the stack is deployed; `band`: what anomaly
   * detection has learnt; `availability zones`: which zones of a region an account has.
   */
  readonly kind: 'parameter' | 'import' | 'stored parameter' | 'band' | 'region' | 'account' | 'availability zones';
  /** Name of the parameter, of the export, of the alarm that compares with a band, or of the region that has zones; empty for a region and an account. */
  readonly name: string;
}
