import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { Kms } from './kms';
import { KMS_OPERATIONS } from './operations';
import { KEY_USE } from './ports';
import { KMS_RESOURCES } from './resources';

/** Key Management Service, as an account runs it. */
export const KMS = defineService({
  name: 'kms',
  title: 'Key Management Service',
  resources: KMS_RESOURCES,
  refused: {},
  operations: KMS_OPERATIONS,
  events: [],
  create: ({ accountId, stacks, notSimulated }) => {
    const kms = new Kms(accountId, stacks, notSimulated);
    return { operations: kms.operations, ports: [provide(KEY_USE, kms)] };
  },
});
