import { defineService } from '../../core/service-host';
import { STS_OPERATIONS } from './operations';
import { STS_RESOURCES } from './resources';
import { Sts } from './sts';

/** Security Token Service, as an account runs it. */
export const STS = defineService({
  name: 'sts',
  title: 'Security Token Service',
  resources: STS_RESOURCES,
  refused: {},
  operations: STS_OPERATIONS,
  events: [],
  create: ({ authorizer }) => new Sts(authorizer),
});
