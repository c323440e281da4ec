import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const EVENTS_RESOURCES = {
  'AWS::Events::EventBus': undefined,
  'AWS::Events::Rule': undefined,
} as const satisfies ResourceDeclarations;
