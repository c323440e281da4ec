import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated, StatedKinds } from './stated-resources';
import { inputMembers, textsIn, withoutMembers, type StatedCall, type StatedOperation } from './stated-service';

/** Seconds until an image can be used, when it is not stated. */
const SECONDS_OF_IMAGE = 180;
const BESIDES = ['secondsOfImage'];

/** Images of machines and their snapshots. */
export const IMAGE_KINDS: StatedKinds = {
  'ec2 image': { key: ['ImageId'], like: 'ec2:DescribeImages $.Images[0]', besides: BESIDES },
  'ec2 snapshot': { key: ['SnapshotId'], like: 'ec2:DescribeSnapshots $.Snapshots[0]' },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const IMAGE_OPERATIONS: Readonly<Record<string, StatedOperation>> = {
  DescribeImages: {
    effect: 'read',
    input: ['ImageIds'],
    run: (input, call) => {
      const ids = textsIn(input, 'ImageIds');
      const images = ids === undefined ? call.store.list('ec2 image', call.region) : ids.map((id) => imageOf(id, call));
      return { Images: images.map((image) => withoutMembers(image, ...BESIDES)) };
    },
  },
  CreateImage: {
    effect: 'write',
    input: ['InstanceId', 'Name', 'Description', 'NoReboot', 'BlockDeviceMappings'],
    resource: ({ InstanceId: id }, call) => call.arn(`instance/${String(id)}`),
    run: (input, call) => {
      const id = String(input.InstanceId);
      const instance = call.existing('ec2 instance', id, new ServiceError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`));
      return { ImageId: makeImage(input, { SourceInstanceId: id, ...secondsOf(instance) }, call) };
    },
  },
  CopyImage: {
    effect: 'write',
    input: ['Name', 'SourceImageId', 'SourceRegion', 'ClientToken', 'Description', 'Encrypted', 'KmsKeyId'],
    resource: ({ SourceImageId: id }, call) => call.arn(`image/${String(id)}`),
    run: (input, call) => {
      const { SourceImageId: id, SourceRegion: region } = input;
      const source = call.store.find('ec2 image', String(region), String(id));
      if (source === undefined) throw notFound(String(id));
      return { ImageId: makeImage(input, { SourceImageId: String(id), SourceImageRegion: String(region), ...secondsOf(source) }, call) };
    },
  },
  DeregisterImage: {
    effect: 'write',
    input: ['ImageId'],
    resource: ({ ImageId: id }, call) => call.arn(`image/${String(id)}`),
    run: ({ ImageId: id }, call) => {
      imageOf(String(id), call);
      call.store.remove('ec2 image', call.region, String(id));
      return {};
    },
  },
  DeleteSnapshot: {
    effect: 'write',
    input: ['SnapshotId'],
    resource: ({ SnapshotId: id }, call) => call.arn(`snapshot/${String(id)}`),
    run: ({ SnapshotId: id }, call) => {
      const missing = new ServiceError('InvalidSnapshot.NotFound', `The snapshot '${String(id)}' does not exist.`);
      call.existing('ec2 snapshot', String(id), missing);
      const used = call.store.list('ec2 image', call.region).find((image) => JSON.stringify(image.BlockDeviceMappings ?? []).includes(`"${String(id)}"`));
      if (used !== undefined) throw new ServiceError('InvalidSnapshot.InUse', `The snapshot ${String(id)} is currently in use by ${String(used.ImageId)}`);
      call.store.remove('ec2 snapshot', call.region, String(id));
      return {};
    },
  },
};

/** An image that has to be there. @throws ServiceError InvalidAMIID.NotFound */
export function imageOf(id: string, call: StatedCall): Stated {
  return call.existing('ec2 image', id, notFound(id));
}

/** An id of EC2, `ami-…`: the same in every run. */
export function ec2Id(prefix: string, call: StatedCall): string {
  return `${prefix}-0${call.nextId().replaceAll('-', '').slice(-16)}`;
}

function notFound(id: string): ServiceError {
  return new ServiceError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
}

function secondsOf({ secondsOfImage }: Stated): Stated {
  return secondsOfImage === undefined ? {} : { secondsOfImage };
}

/** Pending with a snapshot of its root device, and available later. */
function makeImage(input: CallInput, source: JsonObject, call: StatedCall): JsonValue {
  const { Name } = input;
  // Of a region without images nobody can tell whether one has the name.
  const taken = call.store.isStated('ec2 image', call.region) && call.store.list('ec2 image', call.region).some((image) => image.Name === Name);
  if (taken) throw new ServiceError('InvalidAMIName.Duplicate', `AMI name ${String(Name)} is already in use`);
  const snapshot = call.store.put('ec2 snapshot', call.region, { SnapshotId: ec2Id('snap', call), State: 'completed' });
  const image = call.store.put('ec2 image', call.region, {
    ImageId: ec2Id('ami', call),
    ...inputMembers(input, 'Name', 'Description'),
    ...source,
    State: 'pending',
    CreationDate: call.now.toISOString(),
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: snapshot.SnapshotId! } }],
  });
  call.after(Number(source.secondsOfImage ?? SECONDS_OF_IMAGE), () => {
    if (image.State === 'pending') image.State = 'available';
  });
  return image.ImageId!;
}
