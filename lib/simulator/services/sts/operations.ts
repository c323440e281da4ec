import type { OperationDeclarations } from '../../core/service';

/** Security Token Service. https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const STS_OPERATIONS = {
  AssumeRole: { input: ['RoleArn', 'RoleSessionName'], output: ['AssumedRoleUser'], iamActions: ['sts:AssumeRole'], effect: 'read' },
} as const satisfies OperationDeclarations;
