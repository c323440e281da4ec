import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with what a command is given, beside the files it reads. */
export const COMMAND_PROBLEMS = {
  AWS001: { meaning: 'there are no valid credentials for an account' },
  AWS002: { meaning: 'an account refuses a call' },
  AWS003: { meaning: 'an account cannot be reached' },
  AWS004: { meaning: 'an account answers with an error' },
  APP001: { meaning: 'the app is narrowed to an environment that does not exist' },
  ASM010: { meaning: 'an assembly has no stage for the environment of a scenario' },
  EVD001: { meaning: 'evidence is neither an existing file nor a note' },
  INC001: { meaning: 'an account has no table of incidents where the plan has one' },
  MET001: { meaning: 'a file of recorded metrics holds something else' },
  INI001: { meaning: 'there is no resource that day2 init could propose anything for' },
  INI002: { meaning: 'a file that day2 init would write is there already' },
  OUT001: { meaning: 'a report cannot be written' },
  OUT002: { meaning: 'one of several files that belong together cannot be written, so none was changed' },
  OUT003: { meaning: 'a file that records runs holds something else' },
  OUT004: { meaning: 'a file was changed without those that belong to it, and cannot be put back' },
  DRL001: { meaning: 'what is typed in a drill cannot be read' },
  POM001: { meaning: 'a postmortem cannot be read' },
  POM010: { meaning: 'a key has no meaning in a postmortem' },
  POM011: { meaning: 'a required key of a postmortem is missing' },
  POM012: { meaning: 'a value of a postmortem is of the wrong type' },
  POM013: { meaning: 'a value of a postmortem is outside of what is allowed' },
  POM020: { meaning: 'the owner of an action is neither a role nor a person' },
  SYN001: { meaning: 'there is no app to synthesize' },
  SYN002: { meaning: 'the app could not be synthesized' },
} as const satisfies ProblemCatalogue;
