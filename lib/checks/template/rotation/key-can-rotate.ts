import type { ResourceCheck } from '../template-check';
import { ROTATING_KEYS, rotates } from './rotating-resources';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** A key with rotation is one that KMS rotates: HMAC, asymmetric and imported keys are not. */
export const keyCanRotate: ResourceCheck = {
  code: 'ROT001',
  requirement: 'a key with automatic rotation is symmetric, for encryption, and of material that KMS made',
  why: 'KMS rotates no other key, and the template says that it rotates: CfnKey, cdk-nag and the rules of CloudFormation let an HMAC key pass',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  appliesTo: ROTATING_KEYS,
  *check(key) {
    if (!rotates(key)) return;
    const spec = key.at('KeySpec');
    const isHmac = spec.isPresent && spec.text().startsWith('HMAC_');
    if (spec.isPresent && spec.text() !== SYMMETRIC) {
      yield {
        at: spec,
        what: isHmac ? 'an HMAC key does not rotate' : 'an asymmetric key does not rotate',
        received: spec.shown,
        allowed: `${SYMMETRIC} beside EnableKeyRotation: true`,
        change: 'remove EnableKeyRotation, and replace the key by a new one on schedule: a task, or an item of a checklist',
      };
    }
    const origin = key.at('Origin');
    if (origin.isPresent && origin.text() !== 'AWS_KMS') {
      yield {
        at: origin,
        what: 'a key of imported material, or of a key store of its own, does not rotate by itself',
        received: origin.shown,
        allowed: 'AWS_KMS beside EnableKeyRotation: true',
        change: 'remove EnableKeyRotation, and import new material on schedule',
      };
    }
  },
};
