import { didYouMean } from '../../../problems/did-you-mean';
import { API_INPUTS } from '../../document/actions';
import { requiredMembers } from '../../operations/operation';
import { calledOperation } from '../called-operation';
import type { LintRule } from '../rule';

/** An operation is called with members that it has, and with those that it requires. */
export const operationMembers: LintRule = {
  code: 'RUN044',
  requirement: 'an operation is called with members that it has, and with all that it requires',
  why: 'the step fails when the runbook is needed',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const called = calledOperation(step);
      if (called === undefined || 'missingIn' in called) continue;
      const members = [...called.input.members.keys()];
      const given = Object.keys(step.inputs).filter((key) => !API_INPUTS.includes(key));
      for (const key of given.filter((name) => !members.includes(name))) {
        const near = didYouMean(key, members);
        const change = near === undefined ? 'name a member of its input' : `write ${near}`;
        yield { at: [...step.path, 'inputs', key], what: `${called.name} has no member ${key}`, received: key, allowed: members.join(', ') || 'none', change };
      }
      for (const key of requiredMembers(called.input).filter((name) => !given.includes(name))) {
        yield { at: [...step.path, 'inputs'], what: `${called.name} requires ${key}`, change: `add ${key}` };
      }
    }
  },
};
