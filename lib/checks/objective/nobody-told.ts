import type { OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';

/** Finds environments in which alarms fire and no person hears of it. */
export function nobodyTold({ environment, onCall }: OperationsModel): Problem[] {
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
