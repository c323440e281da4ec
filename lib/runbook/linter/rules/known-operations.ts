import { didYouMean } from '../../../problems/did-you-mean';
import { operationsOf } from '../../operations/operation';
import { calledOperation } from '../called-operation';
import type { LintRule } from '../rule';

/** Every operation that is called is one that its service has. */
export const knownOperations: LintRule = {
  code: 'RUN043',
  requirement: 'every operation that is called is one that its service has',
  why: 'the step fails when the runbook is needed',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const called = calledOperation(step);
      if (called === undefined || !('missingIn' in called)) continue;
      const { missingIn: service } = called;
      const name = String(step.inputs.Api);
      const near = didYouMean(name, operationsOf(service.name));
      const change = near === undefined ? 'name an operation of the service' : `write ${near}`;
      yield { at: [...step.path, 'inputs', 'Api'], what: `${service.boto3} has no operation ${name}`, received: name, allowed: near, change };
    }
  },
};
