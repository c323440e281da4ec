/** What is decided about a store of evidence, whoever makes it. */

/**
 * Modes of object lock: in governance nobody without a permission for it removes or shortens what is stored, in compliance nobody at all, the root user
 * included. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export const EVIDENCE_LOCKS = ['governance', 'compliance'] as const;
/** One of {@link EVIDENCE_LOCKS}. */
export type EvidenceLock = (typeof EVIDENCE_LOCKS)[number];

/** More than a year, with the month in which an audit of it takes place. Requirement 001-21. */
export const DEFAULT_RETENTION_DAYS = 400;
/** What "more than a year" is at least. */
export const LEAST_RETENTION_DAYS = 366;
/** Longest retention of object lock, a hundred years. https://docs.aws.amazon.com/general/latest/gr/s3.html */
export const MOST_RETENTION_DAYS = 36_500;

/** Days after which what is left of an upload that was broken off is removed. Our choice. */
export const BROKEN_UPLOAD_DAYS = 7;

/** How evidence is kept in an account. */
export interface EvidenceStoreSettings {
  /** Days for which every version of a file is kept. */
  readonly retentionDays: number;
  /** Absent: no object lock. A policy of the bucket denies the removal of versions, and whoever may change the policy can lift that. */
  readonly lock?: EvidenceLock;
}
