import type { OperationDeclarations } from '../../core/service';

/** Lambda. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA_OPERATIONS = {
  Invoke: { input: ['FunctionName', 'InvocationType', 'Payload'], output: ['StatusCode'], iamActions: ['lambda:InvokeFunction'], effect: 'write' },
} as const satisfies OperationDeclarations;
