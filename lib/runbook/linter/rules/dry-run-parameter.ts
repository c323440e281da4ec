import type { LintRule } from '../rule';

/** A runbook is a dry run unless somebody says no. Requirement 000-15. */
export const dryRunParameter: LintRule = {
  code: 'RUN053',
  requirement: 'there is a parameter DryRun of type Boolean, true by default',
  why: 'who starts a runbook to look at it changes nothing',
  isStrict: true,
  *check({ document }) {
    const found = document.parameters.find(({ name }) => name === 'DryRun');
    if (found?.type === 'Boolean' && found.defaultValue === true) return;
    yield {
      at: found?.path ?? ['parameters'],
      what: found === undefined ? 'there is no parameter DryRun' : 'DryRun is not true by default',
      received: found === undefined ? undefined : `${found.type}, default ${JSON.stringify(found.defaultValue)}`,
      allowed: 'type Boolean, default true',
      change: 'add it, and branch on it before anything is changed',
    };
  },
};
