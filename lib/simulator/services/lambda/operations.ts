import type { OperationDeclarations } from '../../core/service';

/** Lambda. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA_OPERATIONS = {
  Invoke: { input: ['FunctionName', 'InvocationType', 'Payload'], output: ['StatusCode'], iamActions: ['lambda:InvokeFunction'], effect: 'write' },
  UpdateFunctionCode: {
    input: ['FunctionName', 'S3Bucket', 'S3Key'],
    output: ['FunctionName', 'FunctionArn'],
    iamActions: ['lambda:UpdateFunctionCode'],
    effect: 'write',
  },
} as const satisfies OperationDeclarations;
