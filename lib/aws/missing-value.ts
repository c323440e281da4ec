/** A value that whoever deploys a template gives it, or knows, and that was not given to whoever reads it. */
export interface MissingValue {
  /**
   * `import`: what another stack exports; `stored parameter`: what Parameter Store holds when the stack is deployed; `band`: what anomaly
   * detection has learnt.
   */
  readonly kind: 'parameter' | 'import' | 'stored parameter' | 'band' | 'region' | 'account';
  /** Name of the parameter, of the export, or of the alarm that compares with a band; empty for a region and an account. */
  readonly name: string;
}
