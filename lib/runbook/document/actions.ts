import type { ValueType } from './document';

/** What is known of an action without running it. */
export interface ActionDefinition {
  /** Page of the user guide. */
  readonly page: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** It takes the members of an API operation beside its own. */
  readonly takesApiMembers?: true;
  /** Outputs it has without declaring them. */
  readonly outputs: Readonly<Record<string, ValueType>>;
  /** Where its own outputs select: on the answer of the API, the payload of a script; undefined for actions that have none. */
  readonly selectsOn?: 'answer' | 'payload';
  /** Seconds it may run when the step does not say. Absent: not documented. */
  readonly defaultTimeoutSeconds?: number;
  /** Seconds it may run at most, whatever the step says. */
  readonly maxSeconds?: number;
  /**
   * Whether a run of it changes anything: `reads` never, `changes` always, `depends` on its inputs (the operation, the script, the
   * document it starts).
   */
  readonly effect: 'reads' | 'changes' | 'depends';
  /** It waits for somebody or something: a run may stand there until the timeout. */
  readonly waits?: true;
  /** It may stand on a cancel path. */
  readonly afterCancel: boolean;
}

/** Inputs with which an action says which operation it calls, and what of the answer it looks at; all others are members of the operation. */
export const API_INPUTS: readonly string[] = ['Service', 'Api', 'PropertySelector', 'DesiredValues'];

const GUIDE = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-';

/**
 * The actions of Automation. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html; inputs, outputs and
 * limits are those of the page of each.
 */
export const ACTIONS: Readonly<Record<string, ActionDefinition>> = {
  'aws:approve': {
    page: `${GUIDE}approve.html`,
    required: ['Approvers'],
    optional: ['EnhancedApprovals', 'Message', 'MinRequiredApprovals', 'NotificationArn'],
    outputs: { ApprovalStatus: 'String', ApproverDecisions: 'MapList' },
    defaultTimeoutSeconds: 7 * 86_400,
    maxSeconds: 30 * 86_400,
    effect: 'reads',
    waits: true,
    afterCancel: false,
  },
  'aws:assertAwsResourceProperty': {
    page: `${GUIDE}assertAwsResourceProperty.html`,
    required: API_INPUTS,
    optional: [],
    takesApiMembers: true,
    outputs: {},
    effect: 'depends',
    afterCancel: true,
  },
  'aws:branch': { page: `${GUIDE}branch.html`, required: ['Choices'], optional: ['Default'], outputs: {}, effect: 'reads', afterCancel: true },
  'aws:changeInstanceState': {
    page: `${GUIDE}changestate.html`,
    required: ['InstanceIds', 'DesiredState'],
    optional: ['AdditionalInfo', 'CheckStateOnly', 'Force'],
    outputs: {},
    defaultTimeoutSeconds: 3_600,
    effect: 'depends',
    waits: true,
    afterCancel: true,
  },
  'aws:copyImage': {
    page: `${GUIDE}copyimage.html`,
    required: ['SourceRegion', 'SourceImageId', 'ImageName'],
    optional: ['ClientToken', 'Encrypted', 'ImageDescription', 'KmsKeyId'],
    outputs: { ImageId: 'String', ImageState: 'String' },
    effect: 'changes',
    afterCancel: false,
  },
  'aws:createImage': {
    page: `${GUIDE}create.html`,
    required: ['InstanceId', 'ImageName'],
    optional: ['BlockDeviceMappings', 'ImageDescription', 'NoReboot'],
    outputs: { ImageId: 'String', ImageState: 'String' },
    effect: 'changes',
    afterCancel: false,
  },
  'aws:createStack': {
    page: `${GUIDE}createstack.html`,
    required: ['StackName'],
    optional: [
      'Capabilities',
      'ClientRequestToken',
      'DisableRollback',
      'NotificationARNs',
      'OnFailure',
      'Parameters',
      'ResourceTypes',
      'RoleARN',
      'StackPolicyBody',
      'StackPolicyURL',
      'Tags',
      'TemplateBody',
      'TemplateURL',
      'TimeoutInMinutes',
    ],
    outputs: { StackId: 'String', StackStatus: 'String', StackStatusReason: 'String' },
    effect: 'changes',
    afterCancel: false,
  },
  'aws:createTags': {
    page: `${GUIDE}createtag.html`,
    required: ['ResourceIds', 'Tags'],
    optional: ['ResourceType'],
    outputs: {},
    effect: 'changes',
    afterCancel: false,
  },
  'aws:deleteImage': { page: `${GUIDE}delete.html`, required: ['ImageId'], optional: [], outputs: {}, effect: 'changes', afterCancel: true },
  'aws:deleteStack': {
    page: `${GUIDE}deletestack.html`,
    required: ['StackName'],
    optional: ['ClientRequestToken', 'RetainResources', 'RoleARN'],
    outputs: {},
    effect: 'changes',
    afterCancel: true,
  },
  'aws:executeAutomation': {
    page: `${GUIDE}executeAutomation.html`,
    required: ['DocumentName'],
    optional: [
      'DocumentVersion',
      'MaxConcurrency',
      'MaxErrors',
      'RuntimeParameters',
      'Tags',
      'TargetLocations',
      'TargetMaps',
      'TargetParameterName',
      'Targets',
    ],
    outputs: { ExecutionId: 'String', Output: 'StringList', Status: 'String' },
    effect: 'depends',
    waits: true,
    afterCancel: true,
  },
  'aws:executeAwsApi': {
    page: `${GUIDE}executeAwsApi.html`,
    required: ['Service', 'Api'],
    optional: [],
    takesApiMembers: true,
    outputs: {},
    selectsOn: 'answer',
    maxSeconds: 25,
    effect: 'depends',
    afterCancel: true,
  },
  'aws:executeScript': {
    page: `${GUIDE}executeScript.html`,
    required: ['Runtime'],
    optional: ['Attachment', 'Handler', 'InputPayload', 'Script'],
    outputs: { Payload: 'StringMap' },
    selectsOn: 'answer',
    maxSeconds: 600,
    effect: 'depends',
    afterCancel: true,
  },
  'aws:executeStateMachine': {
    page: `${GUIDE}executeStateMachine.html`,
    required: ['stateMachineArn'],
    optional: ['input', 'name'],
    outputs: {
      executionArn: 'String',
      input: 'String',
      name: 'String',
      output: 'String',
      startDate: 'String',
      stateMachineArn: 'String',
      status: 'String',
      stopDate: 'String',
    },
    effect: 'depends',
    waits: true,
    afterCancel: true,
  },
  'aws:invokeLambdaFunction': {
    page: `${GUIDE}lamb.html`,
    required: ['FunctionName'],
    optional: ['ClientContext', 'InputPayload', 'InvocationType', 'LogType', 'Payload', 'Qualifier'],
    outputs: { FunctionError: 'String', LogResult: 'String', Payload: 'String', StatusCode: 'Integer' },
    selectsOn: 'payload',
    maxSeconds: 300,
    effect: 'depends',
    afterCancel: true,
  },
  'aws:invokeWebhook': {
    page: `${GUIDE}invoke-webhook.html`,
    required: ['IntegrationName'],
    optional: ['Body'],
    outputs: { Response: 'String', ResponseCode: 'Integer' },
    effect: 'depends',
    afterCancel: true,
  },
  'aws:loop': {
    page: `${GUIDE}loop.html`,
    required: ['Steps'],
    optional: ['IteratorDataType', 'Iterators', 'LoopCondition', 'MaxIterations'],
    outputs: {},
    effect: 'reads',
    afterCancel: false,
  },
  'aws:pause': { page: `${GUIDE}pause.html`, required: [], optional: [], outputs: {}, effect: 'reads', waits: true, afterCancel: false },
  'aws:runCommand': {
    page: `${GUIDE}runcommand.html`,
    required: ['DocumentName'],
    optional: [
      'CloudWatchOutputConfig',
      'Comment',
      'DocumentHash',
      'DocumentHashType',
      'DocumentVersion',
      'InstanceIds',
      'MaxConcurrency',
      'MaxErrors',
      'NotificationConfig',
      'OutputS3BucketName',
      'OutputS3KeyPrefix',
      'OutputS3Region',
      'Parameters',
      'ServiceRoleArn',
      'Targets',
      'TimeoutSeconds',
    ],
    outputs: { CommandId: 'String', Output: 'String', ResponseCode: 'Integer', Status: 'String' },
    effect: 'depends',
    waits: true,
    afterCancel: true,
  },
  'aws:runInstances': {
    page: `${GUIDE}runinstance.html`,
    required: ['ImageId'],
    optional: [
      'AdditionalInfo',
      'BlockDeviceMappings',
      'ClientToken',
      'DisableApiTermination',
      'EbsOptimized',
      'IamInstanceProfileArn',
      'IamInstanceProfileName',
      'InstanceInitiatedShutdownBehavior',
      'InstanceType',
      'KernelId',
      'KeyName',
      'MaxInstanceCount',
      'MetadataOptions',
      'MinInstanceCount',
      'Monitoring',
      'NetworkInterfaces',
      'Placement',
      'PrivateIpAddress',
      'RamdiskId',
      'SecurityGroupIds',
      'SecurityGroups',
      'SubnetId',
      'TagSpecifications',
      'UserData',
    ],
    outputs: { InstanceIds: 'StringList', InstanceStates: 'StringList' },
    effect: 'changes',
    waits: true,
    afterCancel: false,
  },
  'aws:sleep': {
    page: `${GUIDE}sleep.html`,
    required: [],
    optional: ['Duration', 'Timestamp'],
    outputs: {},
    maxSeconds: 604_800,
    effect: 'reads',
    afterCancel: false,
  },
  'aws:updateVariable': {
    page: `${GUIDE}update-variable.html`,
    required: ['Name', 'Value'],
    optional: [],
    outputs: {},
    effect: 'reads',
    afterCancel: true,
  },
  'aws:waitForAwsResourceProperty': {
    page: `${GUIDE}waitForAwsResourceProperty.html`,
    required: API_INPUTS,
    optional: [],
    takesApiMembers: true,
    outputs: {},
    defaultTimeoutSeconds: 3_600,
    effect: 'depends',
    waits: true,
    afterCancel: true,
  },
};
