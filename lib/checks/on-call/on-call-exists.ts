import type { OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';

export const onCallExists: Check<OperationsModel> = {
  code: 'CHK009',
  requirement: 'somebody is on call in every environment',
  why: 'alarms would notify topics and no person',
  check: findings,
};

/** Finds environments in which alarms fire and no person hears of it. */
function findings({ environment, onCall }: OperationsModel): Problem[] {
  if (onCall !== undefined) return [];
  return [
    {
      code: 'CHK009',
      level: 'warning',
      where: { path: environment },
      what: 'nobody is on call, so alarms tell topics and no person',
      allowed: 'on-call.yaml beside operations.yaml',
      change: 'add on-call.yaml, or subscribe somebody to the topics by yourself',
    },
  ];
}
