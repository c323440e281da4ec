import type { ResourceCheck } from '../template-check';
import { ROTATION_SCHEDULES } from './rotating-resources';

/** A deployment rotates a secret only where somebody asked for it. */
export const rotationWaits: ResourceCheck = {
  code: 'ROT004',
  requirement: 'a rotation schedule says whether a deployment rotates the secret',
  why: 'by default every deployment that changes the schedule rotates the secret at once, in the middle of the day and of a release',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html',
  appliesTo: ROTATION_SCHEDULES,
  *check(schedule) {
    const immediately = schedule.at('RotateImmediatelyOnUpdate');
    if (immediately.isPresent) return;
    yield {
      at: immediately,
      what: 'a deployment rotates the secret, and nobody asked for it',
      received: 'no RotateImmediatelyOnUpdate, which is true',
      allowed: 'RotateImmediatelyOnUpdate: false, or true where it is wanted',
      change: 'add RotateImmediatelyOnUpdate: false (rotateImmediatelyOnUpdate of the CDK)',
    };
  },
};
