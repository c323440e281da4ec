/** Kinds of resources that day2 proposes something for, those first whose failures users see themselves: the first one is rehearsed. */
export const PROPOSABLE_SOURCES = [
  'distribution',
  'applicationLoadBalancer',
  'httpApi',
  'restApi',
  'stateMachine',
  'lambda',
  'table',
  'queue',
  'ecsService',
] as const;

/** One of {@link PROPOSABLE_SOURCES}. */
export type ProposableSource = (typeof PROPOSABLE_SOURCES)[number];
