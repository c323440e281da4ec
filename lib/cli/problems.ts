import type { ProblemCatalogue } from '../domain/problem-catalogue';

/** Everything that can be wrong with what a command is given, beside the files it reads. */
export const COMMAND_PROBLEMS = {
  APP001: { meaning: 'the app is narrowed to an environment that does not exist' },
  ASM010: { meaning: 'an assembly has no stage for the environment of a scenario' },
  OUT001: { meaning: 'a report cannot be written' },
  SYN001: { meaning: 'there is no app to synthesize' },
  SYN002: { meaning: 'the app could not be synthesized' },
} as const satisfies ProblemCatalogue;
