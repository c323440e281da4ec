import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, Grant, PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BROKEN_UPLOAD_DAYS, DEFAULT_RETENTION_DAYS, LEAST_RETENTION_DAYS } from '../model/evidence-store';

/** Properties of {@link EvidenceStore}. */
export interface EvidenceStoreProps {
  /**
   * Name of the bucket, unique among all accounts. A store that is removed leaves it: whoever makes one of that name again has to adopt the bucket.
   *
   * @default - CloudFormation makes one
   */
  readonly bucketName?: string;
  /**
   * Days for which every version of a file is kept, more than a year.
   *
   * @default 400
   */
  readonly retentionDays?: number;
  /**
   * Nobody can remove or shorten what is stored for {@link retentionDays}: in governance mode nobody without a permission for it, in compliance
   * mode nobody at all, the root user included. It cannot be turned off again.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   *
   * @default - no object lock: a policy of the bucket denies the removal of versions, and whoever may change the policy can lift that
   */
  readonly lock?: 'governance' | 'compliance';
}

const LOCKS = {
  governance: (retention: Duration) => ObjectLockRetention.governance(retention),
  compliance: (retention: Duration) => ObjectLockRetention.compliance(retention),
} as const;

/**
 * Keeps evidence where an auditor finds it: a bucket in which every version of every file stays for more than a year, encrypted with a key of its
 * own, over TLS only, and not public. `day2 evidence attach` files evidence in the repository; it is copied here byte for byte, so that the hashes
 * of its manifest hold.
 *
 * @throws RangeError for a retention of a year or less
 */
export class EvidenceStore extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { bucketName, retentionDays = DEFAULT_RETENTION_DAYS, lock }: EvidenceStoreProps = {}) {
    super(scope, id);
    if (!Number.isInteger(retentionDays) || retentionDays < LEAST_RETENTION_DAYS)
      throw new RangeError(`retentionDays is ${retentionDays}: allowed is a whole number from ${LEAST_RETENTION_DAYS} on, more than a year`);
    const retention = Duration.days(retentionDays);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the evidence of operations',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...(bucketName !== undefined && { bucketName }),
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      // One data key serves many files, where each would ask KMS by itself.
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(lock !== undefined && { objectLockEnabled: true, objectLockDefaultRetention: LOCKS[lock](retention) }),
      lifecycleRules: [
        // What is current never expires; what was replaced or deleted is kept as long as everything else.
        { id: 'keep-versions', noncurrentVersionExpiration: retention, abortIncompleteMultipartUploadAfter: Duration.days(BROKEN_UPLOAD_DAYS) },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'KeepVersions',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'who read or stored evidence is in CloudTrail (data events of S3); access logs would be a second bucket with as long a retention',
    });
  }

  /** Lets somebody store files, and use the key for it. Neither reading nor removing comes with it; what is stored again is a new version. */
  grantStore(grantee: IGrantable): Grant {
    const objects = Grant.addToPrincipal({ grantee, actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resourceArns: [this.bucket.arnForObjects('*')] });
    // A multipart upload reads the data key again: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
    return objects.combine(this.key.grant(grantee, 'kms:GenerateDataKey', 'kms:Decrypt'));
  }

  /** Lets an auditor list and read every version. */
  grantAudit(grantee: IGrantable): Grant {
    const versions = Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket', 's3:ListBucketVersions'], resourceArns: [this.bucket.bucketArn] });
    const objects = Grant.addToPrincipal({ grantee, actions: ['s3:GetObject', 's3:GetObjectVersion'], resourceArns: [this.bucket.arnForObjects('*')] });
    return versions.combine(objects).combine(this.key.grantDecrypt(grantee));
  }
}
