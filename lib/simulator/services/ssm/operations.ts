import type { OperationDeclarations } from '../../core/service';

/** Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html */
export const PARAMETER_STORE_OPERATIONS = {
  GetParameter: { input: ['Name', 'WithDecryption'], output: ['Parameter'], iamActions: ['ssm:GetParameter'], effect: 'read' },
  GetParameters: { input: ['Names', 'WithDecryption'], output: ['Parameters', 'InvalidParameters'], iamActions: ['ssm:GetParameters'], effect: 'read' },
  GetParametersByPath: {
    input: ['Path', 'Recursive', 'WithDecryption', 'MaxResults', 'NextToken'],
    output: ['Parameters', 'NextToken'],
    iamActions: ['ssm:GetParametersByPath'],
    effect: 'read',
  },
  GetParameterHistory: {
    input: ['Name', 'WithDecryption', 'MaxResults', 'NextToken'],
    output: ['Parameters', 'NextToken'],
    iamActions: ['ssm:GetParameterHistory'],
    effect: 'read',
  },
  PutParameter: {
    input: ['Name', 'Value', 'Type', 'Overwrite', 'Tier', 'Description', 'AllowedPattern', 'DataType'],
    output: ['Version', 'Tier'],
    iamActions: ['ssm:PutParameter'],
    effect: 'write',
  },
} as const satisfies OperationDeclarations;

/** OpsCenter. */
export const OPS_CENTER_OPERATIONS = {
  CreateOpsItem: {
    input: ['Title', 'Description', 'Source', 'Severity', 'Priority', 'Category', 'OperationalData', 'OpsItemType', 'Tags'],
    output: ['OpsItemId', 'OpsItemArn'],
    iamActions: ['ssm:CreateOpsItem'],
    effect: 'write',
  },
  UpdateOpsItem: {
    input: ['OpsItemId', 'Status', 'Severity', 'Priority', 'Category', 'OperationalData'],
    output: [],
    iamActions: ['ssm:UpdateOpsItem'],
    effect: 'write',
  },
  GetOpsItem: { input: ['OpsItemId'], output: ['OpsItem'], iamActions: ['ssm:GetOpsItem'], effect: 'read' },
  DescribeOpsItems: {
    input: ['OpsItemFilters', 'MaxResults', 'NextToken'],
    output: ['OpsItemSummaries', 'NextToken'],
    iamActions: ['ssm:DescribeOpsItems'],
    effect: 'read',
  },
} as const satisfies OperationDeclarations;

/** Automation. */
export const AUTOMATION_OPERATIONS = {
  StartAutomationExecution: {
    input: ['ClientToken', 'DocumentName', 'DocumentVersion', 'Parameters', 'Tags'],
    output: ['AutomationExecutionId'],
    iamActions: ['ssm:StartAutomationExecution', 'iam:PassRole'],
    effect: 'write',
  },
  GetAutomationExecution: { input: ['AutomationExecutionId'], output: ['AutomationExecution'], iamActions: ['ssm:GetAutomationExecution'], effect: 'read' },
  DescribeAutomationExecutions: {
    input: ['Filters', 'MaxResults', 'NextToken'],
    output: ['AutomationExecutionMetadataList', 'NextToken'],
    iamActions: ['ssm:DescribeAutomationExecutions'],
    effect: 'read',
  },
  DescribeAutomationStepExecutions: {
    input: ['AutomationExecutionId', 'MaxResults', 'NextToken', 'ReverseOrder'],
    output: ['StepExecutions', 'NextToken'],
    iamActions: ['ssm:DescribeAutomationStepExecutions'],
    effect: 'read',
  },
  SendAutomationSignal: {
    input: ['AutomationExecutionId', 'Payload', 'SignalType'],
    output: [],
    iamActions: ['ssm:SendAutomationSignal'],
    effect: 'write',
  },
  StopAutomationExecution: { input: ['AutomationExecutionId', 'Type'], output: [], iamActions: ['ssm:StopAutomationExecution'], effect: 'write' },
} as const satisfies OperationDeclarations;

/** Documents, as far as they are of Automation. */
export const DOCUMENT_OPERATIONS = {
  DescribeDocument: { input: ['Name', 'DocumentVersion', 'VersionName'], output: ['Document'], iamActions: ['ssm:DescribeDocument'], effect: 'read' },
  GetDocument: {
    input: ['Name', 'DocumentVersion', 'VersionName', 'DocumentFormat'],
    output: ['Name', 'CreatedDate', 'VersionName', 'DocumentVersion', 'Status', 'Content', 'DocumentType', 'DocumentFormat'],
    iamActions: ['ssm:GetDocument'],
    effect: 'read',
  },
  ListDocumentVersions: {
    input: ['Name', 'MaxResults', 'NextToken'],
    output: ['DocumentVersions', 'NextToken'],
    iamActions: ['ssm:ListDocumentVersions'],
    effect: 'read',
  },
  UpdateDocument: {
    input: ['Name', 'Content', 'DocumentVersion', 'VersionName', 'DocumentFormat'],
    output: ['DocumentDescription'],
    iamActions: ['ssm:UpdateDocument'],
    effect: 'write',
  },
  UpdateDocumentDefaultVersion: {
    input: ['Name', 'DocumentVersion'],
    output: ['Description'],
    iamActions: ['ssm:UpdateDocumentDefaultVersion'],
    effect: 'write',
  },
} as const satisfies OperationDeclarations;

/** Change Calendar, and what operators do to its documents. */
export const CHANGE_CALENDAR_OPERATIONS = {
  GetCalendarState: {
    input: ['CalendarNames', 'AtTime'],
    output: ['State', 'AtTime', 'NextTransitionTime'],
    iamActions: ['ssm:GetCalendarState'],
    effect: 'read',
  },
  GetDocument: DOCUMENT_OPERATIONS.GetDocument,
  UpdateDocument: DOCUMENT_OPERATIONS.UpdateDocument,
  UpdateDocumentDefaultVersion: DOCUMENT_OPERATIONS.UpdateDocumentDefaultVersion,
} as const satisfies OperationDeclarations;
