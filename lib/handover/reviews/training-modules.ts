/** The modules somebody takes who joins, in their order: what each is called. Requirement 002-09. */
export const TRAINING_MODULES = {
  system: 'The system',
  'daily-work': 'The daily work',
  incidents: 'Incidents',
  runbooks: 'Runbooks and tools',
  changes: 'Changes',
  security: 'Security',
} as const;
/** Id of one of {@link TRAINING_MODULES}. */
export type TrainingModuleId = keyof typeof TRAINING_MODULES;
