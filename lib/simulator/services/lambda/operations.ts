import type { OperationDeclarations } from '../../core/service';

/** Lambda. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const LAMBDA_OPERATIONS = {
  Invoke: { input: ['FunctionName', 'InvocationType', 'Payload'], output: ['StatusCode'], iamActions: ['lambda:InvokeFunction'], effect: 'write' },
  // A request to the URL of a function: no operation of the API, and authorised as one.
  InvokeFunctionUrl: {
    input: ['FunctionName', 'Body'],
    output: ['FunctionUrl'],
    iamActions: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
    effect: 'write',
  },
  UpdateFunctionCode: {
    input: ['FunctionName', 'S3Bucket', 'S3Key'],
    output: ['FunctionName', 'FunctionArn'],
    iamActions: ['lambda:UpdateFunctionCode'],
    effect: 'write',
  },
} as const satisfies OperationDeclarations;
