import { defineService } from '../../core/service-host';
import { FUNCTION_DOUBT } from '../lambda/ports';
import { SCHEDULER_OPERATIONS } from './operations';
import { SCHEDULER_RESOURCES } from './resources';
import { ScheduleOperations } from './schedule-operations';
import { Scheduler } from './scheduler';

/** EventBridge Scheduler, as an account runs it. */
export const SCHEDULER = defineService({
  name: 'scheduler',
  title: 'EventBridge Scheduler',
  resources: SCHEDULER_RESOURCES,
  refused: {},
  operations: SCHEDULER_OPERATIONS,
  events: [],
  create: (host) => {
    const scheduler = new Scheduler({ ...host, doubtAbout: (targetArn) => host.use(FUNCTION_DOUBT)(targetArn) });
    return { operations: new ScheduleOperations(host.accountId, host.stacks).runs, start: () => scheduler.start() };
  },
});
