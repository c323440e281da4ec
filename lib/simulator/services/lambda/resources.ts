import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const LAMBDA_RESOURCES = {
  'AWS::Lambda::Function': [
    'Architectures',
    'Code',
    'DeadLetterConfig',
    'Description',
    'Environment',
    'EphemeralStorage',
    'FunctionName',
    'Handler',
    'LoggingConfig',
    'MemorySize',
    'PackageType',
    'RecursiveLoop',
    'Role',
    'Runtime',
    'RuntimeManagementConfig',
    'Tags',
    'Timeout',
    'TracingConfig',
  ],
  'AWS::Lambda::Permission': ['Action', 'FunctionName', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl', 'Principal', 'SourceAccount', 'SourceArn'],
  'AWS::Lambda::Url': ['AuthType', 'InvokeMode', 'TargetFunctionArn'],
  'AWS::Lambda::EventSourceMapping': {
    reads: ['Enabled', 'EventSourceArn', 'FunctionName'],
    note: 'never simulated: every mapping that is enabled is noted, and what is sent to a queue it takes from is not simulated',
  },
  'AWS::Lambda::EventInvokeConfig': ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
} as const satisfies ResourceDeclarations;
