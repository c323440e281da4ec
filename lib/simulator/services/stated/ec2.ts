import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import { ec2Id, IMAGE_KINDS, IMAGE_OPERATIONS, imageOf } from './ec2-images';
import type { Stated } from './stated-resources';
import { inputMembers, statedService, textsIn, withoutMembers, type StatedCall, type StatedOperation } from './stated-service';

/** Seconds until an instance is in the state it was put in, when it is not stated. */
const SECONDS_OF_CHANGE = 40;
const BESIDES = ['secondsOfChange', 'secondsOfImage'];
/** Codes of states. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const CODES: Readonly<Record<string, number>> = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 };

/** Instances, security groups and images. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const STATED_EC2 = statedService(
  { name: 'ec2', title: 'Elastic Compute Cloud', denied: 'UnauthorizedOperation', invalid: 'MissingParameter' },
  {
    'ec2 instance': { key: ['InstanceId'], like: 'ec2:DescribeInstances $.Reservations[0].Instances[0]', besides: BESIDES },
    'ec2 security group': { key: ['GroupId'], like: 'ec2:DescribeSecurityGroups $.SecurityGroups[0]' },
    ...IMAGE_KINDS,
  },
  {
    DescribeInstances: {
      effect: 'read',
      input: ['InstanceIds', 'Filters'],
      run: (input, call) => {
        const instances = filtered(instancesOf(input, call), input);
        return { Reservations: instances.map((instance) => ({ ReservationId: `r-${String(instance.InstanceId).slice(2)}`, Instances: [describe(instance)] })) };
      },
    },
    DescribeInstanceStatus: {
      effect: 'read',
      input: ['InstanceIds', 'IncludeAllInstances'],
      run: (input, call) => {
        const instances = instancesOf(input, call).filter((instance) => input.IncludeAllInstances === true || stateOf(instance) === 'running');
        return { InstanceStatuses: instances.map((instance) => ({ InstanceId: instance.InstanceId, InstanceState: describe(instance).State })) };
      },
    },
    DescribeSecurityGroups: {
      effect: 'read',
      input: ['GroupIds', 'Filters'],
      run: (input, call) => {
        const all = call.store.list('ec2 security group', call.region);
        const ids = textsIn(input, 'GroupIds');
        const missing = ids?.find((id) => !all.some(({ GroupId }) => GroupId === id));
        if (missing !== undefined) throw new ServiceError('InvalidGroup.NotFound', `The security group '${missing}' does not exist`);
        return { SecurityGroups: filtered(ids === undefined ? all : all.filter(({ GroupId }) => ids.includes(String(GroupId))), input) };
      },
    },
    ModifyInstanceAttribute: {
      effect: 'write',
      input: ['InstanceId', 'Groups', 'DisableApiTermination', 'SourceDestCheck'],
      resource: ({ InstanceId: id }, call) => call.arn(`instance/${String(id)}`),
      run: (input, call) => {
        const instance = instanceOf(String(input.InstanceId), call);
        const groups = textsIn(input, 'Groups');
        if (groups !== undefined) instance.SecurityGroups = groupsOf(groups, call);
        const { SourceDestCheck: check } = input;
        if (isJsonObject(check as JsonObject | undefined)) instance.SourceDestCheck = (check as JsonObject).Value!;
        return {};
      },
    },
    CreateTags: {
      effect: 'write',
      input: ['Resources', 'Tags'],
      resource: (input, call) => call.arn(`instance/${textsIn(input, 'Resources')?.[0] ?? ''}`),
      run: (input, call) => {
        const instances = (textsIn(input, 'Resources') ?? []).map((id) => {
          if (!id.startsWith('i-')) throw new NotSimulatedError(`tags of ${id}, which is no instance`);
          return instanceOf(id, call);
        });
        for (const instance of instances) instance.Tags = mergedTags(instance.Tags, input.Tags);
        return {};
      },
    },
    RunInstances: {
      effect: 'write',
      input: [
        'BlockDeviceMappings',
        'ClientToken',
        'DisableApiTermination',
        'EbsOptimized',
        'IamInstanceProfile',
        'ImageId',
        'InstanceInitiatedShutdownBehavior',
        'InstanceType',
        'KeyName',
        'MaxCount',
        'MetadataOptions',
        'MinCount',
        'Monitoring',
        'PrivateIpAddress',
        'SecurityGroupIds',
        'SubnetId',
        'TagSpecifications',
        'UserData',
      ],
      resource: (_input, call) => call.arn('instance/*'),
      run: (input, call) => ({ ReservationId: ec2Id('r', call), OwnerId: call.accountId, Instances: launch(input, call).map(describe) }),
    },
    ...IMAGE_OPERATIONS,
    StartInstances: changing('StartingInstances', ['stopped'], 'pending', 'running'),
    StopInstances: changing('StoppingInstances', ['pending', 'running'], 'stopping', 'stopped'),
    TerminateInstances: changing('TerminatingInstances', ['pending', 'running', 'stopping', 'stopped'], 'shutting-down', 'terminated'),
  },
);

/** An operation that takes instances from one state through another to a third; those that are there already stay. */
function changing(output: string, from: readonly string[], through: string, to: string): StatedOperation {
  return {
    effect: 'write',
    input: ['InstanceIds', ...(output === 'StoppingInstances' ? ['Force'] : [])],
    resource: (input, call) => call.arn(`instance/${textsIn(input, 'InstanceIds')?.[0] ?? ''}`),
    run: (input, call) => {
      const changes = (textsIn(input, 'InstanceIds') ?? []).map((id) => {
        const instance = instanceOf(id, call);
        const before = stateOf(instance);
        const isThere = before === to || before === through;
        if (!isThere && !from.includes(before))
          throw new ServiceError('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be ${to}.`);
        if (!isThere) {
          setState(instance, through);
          call.after(Number(instance.secondsOfChange ?? SECONDS_OF_CHANGE), () => {
            if (stateOf(instance) === through) setState(instance, to);
          });
        }
        return { InstanceId: id, PreviousState: state(before), CurrentState: state(stateOf(instance)) };
      });
      return { [output]: changes };
    },
  };
}

/** As many instances as can be had: here always the most that are asked for. */
function launch(input: CallInput, call: StatedCall): readonly Stated[] {
  const image = String(input.ImageId);
  imageOf(image, call);
  const groups = textsIn(input, 'SecurityGroupIds');
  const tags = (Array.isArray(input.TagSpecifications) ? (input.TagSpecifications as readonly JsonObject[]) : []).filter(
    ({ ResourceType: type }) => type === 'instance',
  );
  return Array.from({ length: Number(input.MaxCount) }, () => {
    const instance = call.store.put('ec2 instance', call.region, {
      InstanceId: ec2Id('i', call),
      ImageId: image,
      ...inputMembers(input, 'InstanceType', 'KeyName', 'SubnetId', 'PrivateIpAddress', 'IamInstanceProfile'),
      ...(groups !== undefined && { SecurityGroups: groupsOf(groups, call) }),
      ...(tags.length > 0 && { Tags: tags.flatMap(({ Tags }) => tagsIn(Tags)) }),
      LaunchTime: call.now.toISOString(),
    });
    setState(instance, 'pending');
    call.after(SECONDS_OF_CHANGE, () => {
      if (stateOf(instance) === 'pending') setState(instance, 'running');
    });
    return instance;
  });
}

function groupsOf(ids: readonly string[], call: StatedCall): readonly JsonObject[] {
  const known = call.store.list('ec2 security group', call.region);
  return ids.map((id) => {
    const group = known.find(({ GroupId }) => GroupId === id);
    if (group === undefined) throw new ServiceError('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
    return { GroupId: id, GroupName: group.GroupName ?? '' };
  });
}

function instancesOf(input: CallInput, call: StatedCall): readonly Stated[] {
  const ids = textsIn(input, 'InstanceIds');
  return ids === undefined ? call.store.list('ec2 instance', call.region) : ids.map((id) => instanceOf(id, call));
}

function instanceOf(id: string, call: StatedCall): Stated {
  return call.existing('ec2 instance', id, new ServiceError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`));
}

function stateOf({ State: written }: Stated): string {
  return isJsonObject(written) ? String(written.Name) : 'running';
}

function setState(instance: Stated, name: string): void {
  instance.State = state(name);
}

function state(Name: string): { readonly Name: string; readonly Code: number } {
  return { Name, Code: CODES[Name] ?? 0 };
}

function describe(instance: Stated): Stated {
  return { ...withoutMembers(instance, ...BESIDES), State: state(stateOf(instance)) };
}

/** Filters on tags and on members of their own name. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
function filtered(all: readonly Stated[], { Filters: filters = [] }: CallInput): readonly Stated[] {
  const tests = (filters as readonly JsonObject[]).map(({ Name, Values }) => filterOf(String(Name), (Values as readonly string[]) ?? []));
  return all.filter((each) => tests.every((test) => test(each)));
}

function filterOf(name: string, values: readonly string[]): (resource: Stated) => boolean {
  if (name.startsWith('tag:')) return ({ Tags }) => tagsIn(Tags).some(({ Key, Value }) => Key === name.slice('tag:'.length) && values.includes(String(Value)));
  if (name === 'tag-key') return ({ Tags }) => tagsIn(Tags).some(({ Key }) => values.includes(String(Key)));
  if (name === 'instance-state-name') return (resource) => values.includes(stateOf(resource));
  const member = { 'group-id': 'GroupId', 'group-name': 'GroupName', 'instance-id': 'InstanceId', 'vpc-id': 'VpcId' }[name];
  if (member === undefined) throw new NotSimulatedError(`filter ${name} of ec2`);
  return (resource) => values.includes(String(resource[member]));
}

function tagsIn(tags: unknown): readonly JsonObject[] {
  return Array.isArray(tags) ? tags.filter(isJsonObject) : [];
}

function mergedTags(before: unknown, added: unknown): readonly JsonObject[] {
  const tags = new Map([...tagsIn(before), ...tagsIn(added)].map((tag) => [tag.Key, tag]));
  return [...tags.values()];
}
