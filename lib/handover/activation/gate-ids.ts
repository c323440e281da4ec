/** Every gate, in the order in which a handover comes to it. */
export const GATES = ['system', 'team', 'automation', 'pre-handover', 'post-handover'] as const;
/** One of {@link GATES}. */
export type GateId = (typeof GATES)[number];
