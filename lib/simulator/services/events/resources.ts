import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const EVENTS_RESOURCES = {
  'AWS::Events::EventBus': { reads: ['Name'], note: 'policies of buses are not read' },
  'AWS::Events::Rule': {
    reads: ['EventBusName', 'EventPattern', 'Name', 'State', 'Targets'],
    note: 'a rule without a pattern, on a schedule only, is left out; of targets that are not simulated the log says when an event matched',
  },
} as const satisfies ResourceDeclarations;
