import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here: no operation reads or writes an object. */
export const S3_RESOURCES = {
  'AWS::S3::Bucket': [
    'BucketEncryption',
    'BucketName',
    'LifecycleConfiguration',
    'ObjectLockConfiguration',
    'ObjectLockEnabled',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
    'VersioningConfiguration',
  ],
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
} as const satisfies ResourceDeclarations;
