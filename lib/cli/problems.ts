import type { ProblemCatalogue } from '../domain/problem-catalogue';

/** Everything that can be wrong with what a command is given, beside the files it reads. */
export const COMMAND_PROBLEMS = {
  AWS001: { meaning: 'there are no valid credentials for an account' },
  AWS002: { meaning: 'an account refuses a call' },
  AWS003: { meaning: 'an account cannot be reached' },
  AWS004: { meaning: 'an account answers with an error' },
  APP001: { meaning: 'the app is narrowed to an environment that does not exist' },
  ASM010: { meaning: 'an assembly has no stage for the environment of a scenario' },
  EVD001: { meaning: 'evidence is neither an existing file nor a note' },
  OUT001: { meaning: 'a report cannot be written' },
  OUT002: { meaning: 'one of several files that belong together cannot be written, so none was changed' },
  OUT003: { meaning: 'a file that records runs holds something else' },
  OUT004: { meaning: 'a file was changed without those that belong to it, and cannot be put back' },
  SYN001: { meaning: 'there is no app to synthesize' },
  SYN002: { meaning: 'the app could not be synthesized' },
} as const satisfies ProblemCatalogue;
