import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a configuration. Codes are never reused for another meaning. */
export const CONFIGURATION_PROBLEMS = {
  CFG001: { meaning: 'a configuration file or directory cannot be read' },
  CFG002: { meaning: 'there is no environment file' },
  CFG003: { meaning: 'a file beside the environment files has an ending that is not read' },
  CFG004: { meaning: 'the file is not YAML' },
  CFG005: { meaning: 'a map has the same key twice' },
  CFG006: { meaning: 'the file holds more than one document' },
  CFG007: { meaning: 'the file is empty' },
  CFG008: { meaning: 'the file is too large, too deep, or grows too large when its aliases are expanded' },
  CFG009: { meaning: 'an alias repeats something that is not there, or itself' },

  CFG010: { meaning: 'a key has no meaning in this place' },
  CFG011: { meaning: 'a required key is missing' },
  CFG012: { meaning: 'a value is of the wrong type' },
  CFG013: { meaning: 'a value is outside of what is allowed' },
  CFG014: { meaning: 'two keys exclude each other, or one of two is needed' },

  CFG020: { meaning: 'an id is used twice' },
  CFG021: { meaning: 'an objective measures a resource that the environment does not have' },
  CFG022: { meaning: 'a resource cannot be measured for this kind of objective' },
  CFG023: { meaning: 'no objective measures a resource', level: 'warning' },
  CFG024: { meaning: 'an environment changes an objective that does not exist' },
  CFG025: { meaning: 'the environment is not named like its file' },
  CFG026: { meaning: 'a delivery objective measures a queue without a dead-letter queue' },
  CFG027: { meaning: 'an environment is left without any objective' },

  CFG030: { meaning: 'an objective of this kind needs a target' },
  CFG031: { meaning: 'an objective of this kind needs a threshold' },
  CFG032: { meaning: 'an objective of this kind has no threshold' },
  CFG033: { meaning: 'this objective has no choice of latency method' },
  CFG034: { meaning: 'a ticket is more severe than the page of the same objective' },
  CFG035: { meaning: 'an environment asks for a severity above its own highest' },
  CFG036: { meaning: 'neither the objective nor its service says how many events are typical' },
  CFG037: { meaning: 'no burn-rate alert can work for an objective, so nothing would ever alert' },
  CFG038: { meaning: 'the short window of a burn-rate alert is not shorter than its long window' },
  CFG039: { meaning: 'an objective is not stricter than what customers are promised' },

  CFG040: { meaning: 'a placeholder has a value that is not allowed' },

  CFG041: { meaning: 'an environment excludes times from error budgets, and it is not said what that means' },
  CFG042: { meaning: 'an exclusion is for a service or objective that does not exist' },
  CFG043: { meaning: 'the levels of error budgets are out of order' },
  CFG044: { meaning: 'the name of the application begins as AWS keeps for itself' },
  CFG045: { meaning: 'the name of an environment is the beginning of that of another: their resources could have the same names' },
  CFG046: { meaning: 'two objectives would have alarms of the same names' },
  CFG047: { meaning: 'a service depends on a service that does not exist' },
  CFG048: { meaning: 'services depend on each other in a circle' },

  CFG050: { meaning: 'a person is named who is not among the people' },
  CFG051: { meaning: 'a role is named that is not among the roles' },
  CFG052: { meaning: 'the escalation, the postmortem or the table of who answers for what needs a role that is missing' },
  CFG053: { meaning: 'hours or an override end before they begin' },
  CFG054: { meaning: 'a new tier is not all said, or leaves a gap in the numbers' },
  CFG055: { meaning: 'an alias is for a role that the defaults do not have' },
  CFG056: { meaning: 'a person has no role, no override and no part in the watchdog', level: 'warning' },
  CFG057: { meaning: 'an environment does without a part of maintenance that there is not' },
  CFG059: { meaning: 'a parameter of runbooks is bound to a resource, or to a key of one, that there is not' },
  CFG058: { meaning: 'a local time is one that clocks never show, because they go forward over it' },
  CFG060: { meaning: 'a mute is for a service or objective that does not exist' },
  CFG061: { meaning: 'a mute would mute the paging of paging itself' },
  CFG062: { meaning: 'a mute never opens' },
  CFG063: { meaning: 'a mute opens again before it is over, or oftener than can be looked at' },
  CFG070: { meaning: 'supervision of what heals by itself names nobody who is on the roster' },
  CFG071: { meaning: 'an objective heals itself where nobody is on call: nothing would start its runbook' },
  CFG072: { meaning: 'an environment gives parameters of self-healing to an objective that does not heal itself' },
} as const satisfies ProblemCatalogue;

/** A code of {@link CONFIGURATION_PROBLEMS}. */
export type ConfigurationCode = keyof typeof CONFIGURATION_PROBLEMS;
