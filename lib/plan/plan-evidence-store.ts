import type { EvidenceStoreSettings } from '../model/evidence-store';
import type { OperationsModel } from '../model/model';
import type { Problem } from '../problems/problem';

/** Where evidence of an environment is kept, in its home region. */
export interface EvidenceStorePlan extends EvidenceStoreSettings {
  readonly region: string;
  /** `edi-prod-evidence-${AWS::AccountId}`: names of buckets are taken once among all accounts. */
  readonly bucketName: string;
}

/** Most characters in the name of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const MAX_BUCKET_NAME_LENGTH = 63;
const ACCOUNT_ID = '${AWS::AccountId}';
const ACCOUNT_ID_DIGITS = 12;

/** The store of an environment; undefined where it asks for none. */
export function planEvidenceStore({ application, environment, region, evidenceStore }: OperationsModel): EvidenceStorePlan | undefined {
  if (evidenceStore === undefined) return undefined;
  return { ...evidenceStore, region, bucketName: `${application}-${environment}-evidence-${ACCOUNT_ID}` };
}

/** S3 refuses a longer name, when everything before it has been deployed. */
export function overlongBucketName(environment: string, store: EvidenceStorePlan | undefined): Problem[] {
  const length = store === undefined ? 0 : store.bucketName.length - ACCOUNT_ID.length + ACCOUNT_ID_DIGITS;
  if (length <= MAX_BUCKET_NAME_LENGTH) return [];
  return [
    {
      code: 'PLN016',
      level: 'error',
      where: { path: `${environment} ${store!.bucketName}` },
      what: 'the name of the bucket of evidence is too long',
      received: `${length} characters`,
      allowed: `${MAX_BUCKET_NAME_LENGTH} characters`,
      change: 'shorten the name of the application or the environment',
    },
  ];
}
