import { defineService } from '../../core/service-host';
import { ChangeCalendars } from './change-calendars';
import { CHANGE_CALENDAR_OPERATIONS } from './operations';

/** Change Calendar of Systems Manager, joined with the rest of it: documents of its type, and what their content means at an instant. */
export const SSM_CHANGE_CALENDAR = defineService({
  name: 'ssm',
  title: 'Systems Manager',
  resources: {},
  refused: {},
  operations: CHANGE_CALENDAR_OPERATIONS,
  events: [],
  create: (host) => ({ operations: new ChangeCalendars(host.accountId, host.stacks, host.notSimulated).operations }),
});
