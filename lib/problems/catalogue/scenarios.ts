import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a scenario, beyond what can be wrong with any YAML file (CFG004 to CFG009). */
export const SCENARIO_PROBLEMS = {
  SCN001: { meaning: 'a scenario file or directory cannot be read' },
  SCN002: { meaning: 'a part of the templates cannot be simulated, so the account of a scenario cannot be asked' },
  SCN010: { meaning: 'a key has no meaning in this place' },
  SCN011: { meaning: 'a required key is missing' },
  SCN012: { meaning: 'a value is of the wrong type' },
  SCN013: { meaning: 'a value is outside of what is allowed' },
  SCN020: { meaning: 'the scenario is not named like its file' },
  SCN021: { meaning: 'an id is used twice' },
  SCN022: { meaning: 'a target is not in the configuration of the environment' },
  SCN023: { meaning: 'an expectation counts from something that does not exist' },
  SCN024: { meaning: 'a change of the workload does not fit into the scenario' },
  SCN025: { meaning: 'a change of the workload cannot happen to what it is put on' },
  SCN026: { meaning: 'the environment does not exist' },
  SCN027: { meaning: 'an expectation is earlier than it is allowed to be' },
  SCN028: { meaning: 'an expectation reaches beyond the end of the scenario, which could not tell whether it was met' },
  SCN029: { meaning: 'an expectation does not say who notifies: an objective, or else the ledger or a part of paging' },
  SCN030: { meaning: 'something a person does, or that goes wrong with paging, is not said completely' },
  SCN031: { meaning: 'a scenario has people in it, and nobody is on call in its environment' },
  SCN032: { meaning: 'a redeployment would be refused, or changes what only a synthesis can' },
  SCN033: { meaning: 'a scenario has requests in it, and its environment takes none' },
  SCN036: { meaning: 'a scenario states a resource that cannot be' },
} as const satisfies ProblemCatalogue;

/** A code of {@link SCENARIO_PROBLEMS}. */
export type ScenarioCode = keyof typeof SCENARIO_PROBLEMS;
