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
  GetFunctionConfiguration: {
    input: ['FunctionName'],
    output: [
      'FunctionName',
      'FunctionArn',
      'Runtime',
      'Role',
      'Handler',
      'Timeout',
      'MemorySize',
      'DeadLetterConfig',
      'Environment',
      'LoggingConfig',
      'State',
      'LastUpdateStatus',
      'Version',
    ],
    iamActions: ['lambda:GetFunctionConfiguration'],
    effect: 'read',
  },
  GetFunctionConcurrency: {
    input: ['FunctionName'],
    output: ['ReservedConcurrentExecutions'],
    iamActions: ['lambda:GetFunctionConcurrency'],
    effect: 'read',
  },
  GetFunctionEventInvokeConfig: {
    input: ['FunctionName'],
    output: ['FunctionArn', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
    iamActions: ['lambda:GetFunctionEventInvokeConfig'],
    effect: 'read',
  },
  GetPolicy: { input: ['FunctionName'], output: ['Policy'], iamActions: ['lambda:GetPolicy'], effect: 'read' },
} as const satisfies OperationDeclarations;
