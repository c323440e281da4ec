import type { LintRule } from '../rule';

const CURRENT: readonly string[] = ['python3.10', 'python3.11', 'PowerShell 7.4'];

/** Every script runs on a runtime that there is. */
export const currentRuntimes: LintRule = {
  code: 'RUN031',
  requirement: 'every script runs on a runtime that Automation still has',
  why: 'python3.6 to python3.8 can be neither deployed nor run since 2025-02-18',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const { Runtime } = step.inputs;
      if (step.action !== 'aws:executeScript' || typeof Runtime !== 'string' || Runtime.includes('{{') || CURRENT.includes(Runtime)) continue;
      yield {
        at: [...step.path, 'inputs', 'Runtime'],
        what: 'this runtime is not there',
        received: Runtime,
        allowed: CURRENT.join(', '),
        change: 'take python3.11',
      };
    }
  },
};
