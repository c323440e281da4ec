import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import { API_INPUTS } from '../document/actions';
import type { RunbookStep } from '../document/document';
import { wholeReference } from '../document/references';
import { findOperation } from '../operations/operation';
import { serviceOfDocument } from '../operations/service-names';
import { scriptCalls } from './script-calls';
import type { StepCall, StepCalls } from './step-call';

/**
 * The calls of a step: of `aws:executeAwsApi` and its like the one that it names, of a script those that are found in it, of the
 * other actions those that the action makes by itself. What those are is not on the pages of the actions, except for state machines;
 * it is what AWS lets the role do that it has made for Automation.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMAutomationRole.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeStateMachine.html
 */
export function callsOfStep({ action, inputs }: RunbookStep): StepCalls {
  const calls = Object.hasOwn(BY_ACTION, action) ? BY_ACTION[action]!(inputs) : undefined;
  return calls ?? { calls: [], doubt: `there is no action ${action}` };
}

type Calls = (inputs: JsonObject) => StepCalls;

const none: Calls = () => ({ calls: [] });
const call = (key: string, input: JsonObject = {}): StepCall => ({ service: key.split(':')[0]!, operation: key.split(':')[1]!, input });
const ec2Calls = (inputs: JsonObject, ...names: readonly string[]): StepCalls => ({ calls: names.map((name) => call(`ec2:${name}`, inputs)) });

const STATE_CHANGES: Readonly<Record<string, string>> = { running: 'StartInstances', stopped: 'StopInstances', terminated: 'TerminateInstances' };
const INSTANCE_READS = ['DescribeInstanceStatus', 'DescribeInstances'];

const BY_ACTION: Readonly<Record<string, Calls>> = {
  'aws:approve': ({ NotificationArn: topic }) => ({ calls: topic === undefined ? [] : [call('sns:Publish', { TopicArn: topic })] }),
  'aws:assertAwsResourceProperty': apiCall,
  'aws:branch': none,
  'aws:changeInstanceState': ({ InstanceIds: instances = [], DesiredState: state, CheckStateOnly: checkOnly }) => {
    const changes = typeof state === 'string' && Object.hasOwn(STATE_CHANGES, state) ? [STATE_CHANGES[state]!] : Object.values(STATE_CHANGES);
    return ec2Calls({ InstanceIds: instances }, ...INSTANCE_READS, ...(checkOnly === true ? [] : changes));
  },
  'aws:copyImage': ({ SourceImageId: image }) => ec2Calls(members({ SourceImageId: image }), 'DescribeImages', 'CopyImage'),
  'aws:createImage': ({ InstanceId: instance }) => ec2Calls(members({ InstanceId: instance }), 'DescribeImages', 'CreateImage'),
  'aws:createStack': (inputs) => ({ calls: [call('cloudformation:DescribeStacks', inputs), call('cloudformation:CreateStack', inputs)] }),
  'aws:createTags': createTags,
  'aws:deleteImage': ({ ImageId: image }) => ec2Calls(members({ ImageId: image }), 'DescribeImages', 'DeregisterImage', 'DeleteSnapshot'),
  'aws:deleteStack': (inputs) => ({ calls: [call('cloudformation:DescribeStacks', inputs), call('cloudformation:DeleteStack', inputs)] }),
  'aws:executeAutomation': ({ DocumentName: document, RuntimeParameters: parameters, Tags: tags }) => ({
    calls: [call('ssm:StartAutomationExecution', members({ DocumentName: document, Parameters: parameters, Tags: tags })), call('ssm:GetAutomationExecution')],
  }),
  'aws:executeAwsApi': apiCall,
  'aws:executeScript': scriptCalls,
  'aws:executeStateMachine': ({ stateMachineArn: machine }) => ({
    calls: [call('states:StartExecution', members({ stateMachineArn: machine })), call('states:DescribeExecution')],
  }),
  'aws:invokeLambdaFunction': ({ FunctionName: name, Qualifier: qualifier, InvocationType: type }) => ({
    calls: [call('lambda:Invoke', members({ FunctionName: name, Qualifier: qualifier, InvocationType: type }))],
  }),
  'aws:invokeWebhook': () => ({ calls: [], doubt: 'it posts to a web address outside of AWS' }),
  'aws:loop': none,
  'aws:pause': none,
  'aws:runCommand': ({ DocumentName: document, InstanceIds: instances, ServiceRoleArn: role }) => ({
    calls: [
      call('ssm:SendCommand', members({ DocumentName: document, InstanceIds: instances, ServiceRoleArn: role })),
      call('ssm:ListCommands'),
      call('ssm:ListCommandInvocations'),
    ],
  }),
  'aws:runInstances': (inputs) => ec2Calls(inputs, ...INSTANCE_READS, 'RunInstances'),
  'aws:sleep': none,
  'aws:updateVariable': none,
  'aws:waitForAwsResourceProperty': apiCall,
};

function apiCall(inputs: JsonObject): StepCalls {
  const { Service: service, Api: api } = inputs;
  if (typeof service !== 'string' || typeof api !== 'string') return { calls: [], doubt: 'Service and Api are no texts' };
  if (wholeReference(service) !== undefined || wholeReference(api) !== undefined) return { calls: [], doubt: 'Service and Api are only known in a run' };
  const name = serviceOfDocument(service)?.name ?? service;
  const operation = findOperation(name, api);
  const input = Object.fromEntries(Object.entries(inputs).filter(([key]) => !API_INPUTS.includes(key)));
  return { calls: [{ service: name, operation: 'unknown' in operation ? api : operation.name, input }] };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
function createTags({ ResourceIds: resources = [], ResourceType: type = 'EC2' }: JsonObject): StepCalls {
  const ec2 = call('ec2:CreateTags', { Resources: resources });
  const ssm = call('ssm:AddTagsToResource', { ResourceId: resources, ResourceType: type });
  if (wholeReference(type) !== undefined) return { calls: [ec2, ssm] };
  return { calls: [type === 'EC2' ? ec2 : ssm] };
}

function members(written: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(written).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** Names of the members that an input has; none when they are not known. */
export function givenMembers(input: JsonObject | undefined): ReadonlySet<string> {
  return new Set(isJsonObject(input) ? Object.keys(input) : []);
}
