import type { ResourceCheck } from '../template-check';
import { ROTATING_KEYS, rotates } from './rotating-resources';

/** Days between two rotations of a key. https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const DAYS = { least: 90, most: 2_560 };

/** The period of a rotation is one that KMS takes, of a key that rotates. */
export const rotationPeriod: ResourceCheck = {
  code: 'ROT002',
  requirement: `the rotation period of a key is ${DAYS.least} to ${DAYS.most} days, and the key rotates`,
  why: 'KMS refuses another period when half of the stack stands, and a period without EnableKeyRotation rotates nothing',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html',
  appliesTo: ROTATING_KEYS,
  *check(key) {
    const period = key.at('RotationPeriodInDays');
    if (!period.isPresent) return;
    const days = period.number();
    if (days < DAYS.least || days > DAYS.most) {
      yield {
        at: period,
        what: 'KMS takes no such rotation period',
        received: period.shown,
        allowed: `${DAYS.least} to ${DAYS.most} days; 365 when it is left out`,
        change: 'give a period within it',
      };
    }
    if (!rotates(key)) {
      yield {
        at: period,
        what: 'the key has a rotation period, and does not rotate',
        received: key.at('EnableKeyRotation').isPresent ? 'EnableKeyRotation: false' : 'no EnableKeyRotation',
        allowed: 'RotationPeriodInDays beside EnableKeyRotation: true',
        change: 'add EnableKeyRotation: true, or remove the period',
      };
    }
  },
};
