import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can go wrong between a deployment that is there and the next one. */
export const DEPLOYMENT_PROBLEMS = {
  DEP001: { meaning: 'a resource with a fixed name would have to be replaced, which CloudFormation refuses' },
  DEP002: { meaning: 'a property is changed that cannot be, or a resource becomes one of another type' },
  DEP003: { meaning: 'whether a resource is replaced depends on what no template says', level: 'warning' },
  DEP004: { meaning: 'an export goes or changes while a deployed stack imports it, which CloudFormation refuses' },
  DEP005: { meaning: 'the name of a new resource is in use when it is made' },
  DEP006: { meaning: 'a deployed stack is no longer synthesized and goes on working', level: 'warning' },
  DEP007: { meaning: 'a resource stays behind when it is removed or replaced', level: 'warning' },
  DEP008: { meaning: 'an alarm goes while a composite alarm of another stack looks at it, which CloudWatch refuses' },
} as const satisfies ProblemCatalogue;
