/** A value that whoever deploys a template gives it, or knows, and that was not given to whoever reads it. */
export interface MissingValue {
  /** `import`: what another stack exports; `stored parameter`: what Parameter Store holds when the stack is deployed. */
  readonly kind: 'parameter' | 'import' | 'stored parameter' | 'region' | 'account';
  /** Name of the parameter or of the export; empty for a region and an account. */
  readonly name: string;
}
