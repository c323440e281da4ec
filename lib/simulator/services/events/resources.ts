import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const EVENTS_RESOURCES = {
  'AWS::Events::EventBus': { reads: ['Name'], note: 'policies of buses are not read' },
  'AWS::Events::Rule': {
    reads: ['EventBusName', 'EventPattern', 'Name', 'ScheduleExpression', 'State', 'Targets'],
    note: 'of targets that are not simulated the log says when an event matched; of those of a rule on a schedule it is noted when the templates are read',
  },
} as const satisfies ResourceDeclarations;
