import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with the templates given to the simulator. */
export const SIMULATOR_PROBLEMS = {
  ASM001: { meaning: 'there is no such assembly or template' },
  ASM002: { meaning: 'a file is neither JSON nor YAML' },
  ASM003: { meaning: 'a directory is not a cloud assembly' },
  ASM004: { meaning: 'an assembly holds no stack' },
  ASM005: { meaning: 'a file is not a CloudFormation template' },
  ASM006: { meaning: 'a part of a template does not have its shape' },
  ASM007: { meaning: 'two stacks have the same name' },
  ASM008: { meaning: 'a stack names no valid account and region' },
  ASM011: { meaning: 'a value is given for a parameter that no template has' },
  ACC001: { meaning: 'two alarms have the same name' },
  ACC002: { meaning: 'the rule of a composite alarm is not a rule' },
  ACC004: { meaning: 'CloudWatch would refuse an alarm' },
  ACC005: { meaning: 'the stacks are not all of one account' },
} as const satisfies ProblemCatalogue;
