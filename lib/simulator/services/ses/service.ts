import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { INBOX } from './ports';
import { inboxOf } from './receipt-rules';
import { SES_RESOURCES } from './resources';

/** Simple Email Service, as far as mail arrives. */
export const SES = defineService({
  name: 'ses',
  title: 'Simple Email Service',
  resources: SES_RESOURCES,
  refused: {},
  operations: {},
  events: [],
  create: (host) => ({ operations: {}, ports: [provide(INBOX, inboxOf(host))] }),
});
