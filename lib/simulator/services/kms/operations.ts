import type { OperationDeclarations } from '../../core/service';

/** Key Management Service. https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html */
export const KMS_OPERATIONS = {
  DescribeKey: { input: ['KeyId'], output: ['KeyMetadata'], iamActions: ['kms:DescribeKey'], effect: 'read' },
  GetKeyPolicy: { input: ['KeyId', 'PolicyName'], output: ['Policy', 'PolicyName'], iamActions: ['kms:GetKeyPolicy'], effect: 'read' },
  GenerateDataKey: {
    input: ['KeyId', 'KeySpec', 'NumberOfBytes'],
    output: ['KeyId', 'Plaintext', 'CiphertextBlob'],
    iamActions: ['kms:GenerateDataKey'],
    effect: 'write',
  },
  Decrypt: { input: ['CiphertextBlob', 'KeyId'], output: ['KeyId', 'Plaintext', 'EncryptionAlgorithm'], iamActions: ['kms:Decrypt'], effect: 'read' },
  EnableKey: { input: ['KeyId'], output: [], iamActions: ['kms:EnableKey'], effect: 'write' },
  DisableKey: { input: ['KeyId'], output: [], iamActions: ['kms:DisableKey'], effect: 'write' },
} as const satisfies OperationDeclarations;
