import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { ResourceScope } from '../template-check';

/** Keys of KMS that are to rotate by themselves. */
export const ROTATING_KEYS: ResourceScope = {
  description: 'KMS keys with EnableKeyRotation or RotationPeriodInDays',
  includes: (resource) => resource.type === 'AWS::KMS::Key' && (resource.at('EnableKeyRotation').isPresent || resource.at('RotationPeriodInDays').isPresent),
};

/** Schedules by which secrets rotate. */
export const ROTATION_SCHEDULES: ResourceScope = {
  description: 'rotation schedules of Secrets Manager',
  includes: ({ type }) => type === 'AWS::SecretsManager::RotationSchedule',
};

/** True for a key of which rotation is switched on. */
export function rotates(key: LoadedResource): boolean {
  const enabled = key.at('EnableKeyRotation');
  return enabled.isPresent && enabled.boolean();
}
