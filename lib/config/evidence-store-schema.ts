import { DEFAULT_RETENTION_DAYS, EVIDENCE_LOCKS, LEAST_RETENTION_DAYS, MOST_RETENTION_DAYS } from '../model/evidence-store';
import { field, map, oneOf, wholeNumber } from '../problems/schema-fields';

/** `evidenceStore` of an environment. Requirement 001-21. */
export const evidenceStoreSchema = map(
  {
    retentionDays: field(
      wholeNumber(LEAST_RETENTION_DAYS, MOST_RETENTION_DAYS, String(DEFAULT_RETENTION_DAYS)).default(DEFAULT_RETENTION_DAYS),
      'Days for which every version of a file is kept, more than a year.',
      String(DEFAULT_RETENTION_DAYS),
    ),
    lock: field(
      oneOf(EVIDENCE_LOCKS).optional(),
      'Object lock for as many days: in `governance` nobody without a permission for it removes what is stored, in `compliance` nobody at all. It cannot be turned off again.',
      'no object lock: a policy of the bucket denies everybody the removal of versions',
    ),
  },
  '{ retentionDays: 400, lock: governance }',
);
