import { defineService } from '../../core/service-host';
import { S3_RESOURCES } from './resources';

/** Simple Storage Service, as far as buckets are there: whatever calls it is not simulated. */
export const S3 = defineService({
  name: 's3',
  title: 'Simple Storage Service',
  resources: S3_RESOURCES,
  refused: {},
  operations: {},
  events: [],
  create: () => ({ operations: {}, ports: [] }),
});
