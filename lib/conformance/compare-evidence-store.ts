import type { JsonObject, JsonValue } from '../aws/cloudformation/template';
import { BROKEN_UPLOAD_DAYS } from '../model/evidence-store';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { EvidenceStorePlan } from '../plan/plan-evidence-store';
import { withoutTags } from './as-properties';
import { compareJson } from './compare-json';
import type { Comparison } from './comparison';
import type { DeployedBucket } from './deployed-resources';
import { textOf, type Difference } from './difference';

/**
 * Whether the planned store of evidence is there: every version kept for as long as planned, encrypted with a key of the account, closed to the public, and
 * with a policy by which nobody removes a version or speaks to it without TLS. Requirement 001-21.
 */
export function compareEvidenceStore({ evidenceStore }: Pick<OperationsPlan, 'evidenceStore'>, found: Comparison): void {
  if (evidenceStore === undefined) return;
  const { region, bucketName } = evidenceStore;
  const name = found.fill(region, bucketName);
  const bucket = found.named('bucket', region, name);
  if (bucket === undefined) return;
  found.differ(name, bucket, [...compareProperties(evidenceStore, bucket), ...comparePolicy(bucket, found)]);
}

function compareProperties(plan: EvidenceStorePlan, { properties }: DeployedBucket): Difference[] {
  const { BucketName: _name, BucketEncryption: encryption, ...compared } = withoutTags(properties);
  return [...compareJson(propertiesOf(plan), compared, 'bucket'), ...compareEncryption(encryption)];
}

function propertiesOf({ retentionDays, lock }: EvidenceStorePlan): JsonObject {
  return {
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'keep-versions',
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: retentionDays },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: BROKEN_UPLOAD_DAYS },
        },
      ],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    ...(lock !== undefined && {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: lock.toUpperCase(), Days: retentionDays } } },
    }),
  };
}

/** With some key of the account: which one only a template knows. */
function compareEncryption(encryption: JsonValue | undefined): Difference[] {
  const planned = { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'a key of the account' } };
  const [rule] = asList(propertyIn(encryption, 'ServerSideEncryptionConfiguration'));
  const key = propertyIn(propertyIn(rule, 'ServerSideEncryptionByDefault'), 'KMSMasterKeyID');
  const isOwn = typeof key === 'string' && !key.includes('alias/aws/');
  const named = isOwn ? { ...planned, ServerSideEncryptionByDefault: { ...planned.ServerSideEncryptionByDefault, KMSMasterKeyID: key } } : planned;
  return compareJson({ ServerSideEncryptionConfiguration: [named] }, encryption, 'bucket.BucketEncryption');
}

/** Exactly these statements: one more could let somebody in, one less lets somebody remove a version. */
function comparePolicy({ arn, policy }: DeployedBucket, found: Comparison): Difference[] {
  const document = policy === undefined ? undefined : found.known(policy);
  if (policy !== undefined && document === undefined) return [];
  const everybody = { Effect: 'Deny', Principal: { AWS: '*' } };
  const all = [arn, `${arn}/*`];
  const planned: Readonly<Record<string, JsonObject>> = {
    'TLS only': { ...everybody, Action: 's3:*', Resource: all, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    'TLS 1.2 at least': { ...everybody, Action: 's3:*', Resource: all, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    'nobody removes a version': { ...everybody, Action: 's3:DeleteObjectVersion', Resource: `${arn}/*` },
  };
  const statements = asList(propertyIn(document, 'Statement')).map(withoutSid);
  const isPlanned = (statement: JsonValue) => Object.values(planned).some((each) => compareJson(each, statement, '').length === 0);
  const missing = Object.entries(planned)
    .filter(([, statement]) => !statements.some((each) => compareJson(statement, each, '').length === 0))
    .map(([what, statement]) => ({ what: `policy: ${what}`, planned: textOf(statement), found: 'nothing' }));
  const others = statements.filter((each) => !isPlanned(each)).map((each) => ({ what: 'policy', planned: 'nothing more', found: textOf(each) }));
  return [...missing, ...others];
}

function withoutSid(statement: JsonValue): JsonValue {
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) return statement;
  const { Sid: _sid, ...rest } = statement as JsonObject;
  return rest;
}

function propertyIn(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[name] : undefined;
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
