import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const KMS_RESOURCES = {
  'AWS::KMS::Key': [
    'BypassPolicyLockoutSafetyCheck',
    'Description',
    'Enabled',
    'EnableKeyRotation',
    'KeyPolicy',
    'KeySpec',
    'KeyUsage',
    'MultiRegion',
    'Origin',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ],
  'AWS::KMS::ReplicaKey': { reads: [], note: 'whatever uses a replica key is not simulated' },
  'AWS::KMS::Alias': { reads: ['AliasName', 'TargetKeyId'] },
} as const satisfies ResourceDeclarations;
