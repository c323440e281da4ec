/** A certificate that was issued, and is filed. */
export interface IssuedCertificate {
  /** What it certifies, such as `security`, or `completion`. */
  readonly certificate: string;
  /** Id of the evidence. */
  readonly evidence: string;
  /** Local date. */
  readonly on: string;
}
