/** What runs by itself, in the order in which it is enabled. Requirement 002-77. */
export const AUTOMATIONS = ['monitoring', 'scaling', 'self-healing', 'prediction', 'cost'] as const;
/** One of {@link AUTOMATIONS}. */
export type AutomationId = (typeof AUTOMATIONS)[number];

/** Every step, in order. */
export const STEPS = ['readiness', ...AUTOMATIONS, 'supervision', 'completion'] as const;
/** One of {@link STEPS}. */
export type StepId = (typeof STEPS)[number];
