import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

/** On-demand rotations of one key, ever. https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
const MAX_ROTATIONS = 25;
/** Seconds until a rotation has been made, when it is not stated. */
const SECONDS_OF_ROTATION = 60;
const BESIDES = ['secondsOfRotation', 'RotationPeriodInDays', 'KeyRotationEnabled', 'OnDemandRotationStartDate'];

/** Keys and their rotations. https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html */
export const STATED_KMS = statedService(
  { name: 'kms', title: 'Key Management Service' },
  {
    'kms key': { key: ['KeyId'], like: 'kms:DescribeKey $.KeyMetadata', besides: BESIDES },
    'kms rotation': { key: ['KeyId', 'RotationDate'], like: 'kms:ListKeyRotations $.Rotations[0]' },
  },
  {
    DescribeKey: {
      effect: 'read',
      input: ['KeyId'],
      resource: keyArn,
      run: (input, call) => ({ KeyMetadata: { Arn: keyArn(input, call), ...withoutMembers(keyOf(input, call), ...BESIDES) } }),
    },
    GetKeyRotationStatus: {
      effect: 'read',
      input: ['KeyId'],
      resource: keyArn,
      run: (input, call) => {
        const { KeyId, KeyRotationEnabled = false, RotationPeriodInDays, OnDemandRotationStartDate } = keyOf(input, call);
        return { KeyId, KeyRotationEnabled, RotationPeriodInDays, OnDemandRotationStartDate };
      },
    },
    ListKeyRotations: {
      effect: 'read',
      input: ['KeyId', 'Limit'],
      resource: keyArn,
      run: (input, call) => {
        const { KeyId } = keyOf(input, call);
        return { Rotations: rotationsOf(String(KeyId), call), Truncated: false };
      },
    },
    RotateKeyOnDemand: {
      effect: 'write',
      input: ['KeyId'],
      resource: keyArn,
      run: (input, call) => {
        const key = keyOf(input, call);
        checkRotation(key, call);
        key.OnDemandRotationStartDate = call.now.toISOString();
        call.after(Number(key.secondsOfRotation ?? SECONDS_OF_ROTATION), () => {
          call.store.put('kms rotation', call.region, { KeyId: key.KeyId!, RotationDate: call.now.toISOString(), RotationType: 'ON_DEMAND' });
          if (key.CurrentKeyMaterialId !== undefined) key.CurrentKeyMaterialId = call.nextId();
          delete key.OnDemandRotationStartDate;
        });
        return { KeyId: key.KeyId };
      },
    },
  },
);

/** @throws ServiceError for a key that cannot be rotated on demand */
function checkRotation(key: Stated, call: StatedCall): void {
  const { KeyId: id, KeyState: state = 'Enabled', KeySpec: spec = 'SYMMETRIC_DEFAULT', Origin: origin = 'AWS_KMS' } = key;
  if (state === 'Disabled') throw new ServiceError('DisabledException', `${String(id)} is disabled.`);
  if (state !== 'Enabled') throw new ServiceError('KMSInvalidStateException', `${String(id)} is ${String(state)}.`);
  if (spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS')
    throw new ServiceError('UnsupportedOperationException', `${String(id)} is no symmetric key of KMS.`);
  if (key.OnDemandRotationStartDate !== undefined) throw new ServiceError('ConflictException', `${String(id)} is being rotated.`);
  const made = rotationsOf(String(id), call).filter(({ RotationType }) => RotationType === 'ON_DEMAND');
  if (made.length >= MAX_ROTATIONS) throw new ServiceError('LimitExceededException', `${String(id)} has been rotated on demand ${made.length} times.`);
}

function rotationsOf(keyId: string, call: StatedCall): readonly Stated[] {
  return call.store.isStated('kms rotation', call.region) ? call.store.list('kms rotation', call.region).filter(({ KeyId }) => KeyId === keyId) : [];
}

/** Keys are named by id or ARN. */
function idOf({ KeyId: written }: CallInput): string {
  return String(written).split('/').at(-1)!;
}

function keyOf(input: CallInput, call: StatedCall): Stated {
  return call.existing('kms key', idOf(input), new ServiceError('NotFoundException', `Key '${keyArn(input, call)}' does not exist`));
}

function keyArn(input: CallInput, call: StatedCall): string {
  return call.arn(`key/${idOf(input)}`);
}
