import type { OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';

export const onCallExists: Check<OperationsModel> = {
  code: 'CHK009',
  requirement: 'somebody is on call in every environment, or its channel of chat hears the alarms where it says that nobody is paged',
  why: 'alarms would notify topics and no person',
  check: findings,
};

/** Finds environments in which alarms fire and no person hears of it: nobody is paged, and where that is meant, nobody hears it in chat. */
function findings({ environment, onCall, nobodyIsPaged }: OperationsModel): Problem[] {
  if (onCall !== undefined || (nobodyIsPaged !== undefined && nobodyIsPaged.chat.length > 0)) return [];
  if (nobodyIsPaged !== undefined) {
    return [
      {
        code: 'CHK009',
        level: 'warning',
        where: { path: environment },
        what: 'nobody is paged, and no channel of chat hears the alarms',
        received: `nobodyIsPaged: ${nobodyIsPaged.reason}`,
        allowed: 'a channel under chat in on-call.yaml',
        change: 'add a channel, or subscribe somebody to the topics by yourself',
      },
    ];
  }
  return [
    {
      code: 'CHK009',
      level: 'warning',
      where: { path: environment },
      what: 'nobody is on call, so alarms notify topics and no person',
      allowed: 'on-call.yaml beside operations.yaml',
      change: 'add on-call.yaml, say why in nobodyIsPaged of the environment, or subscribe somebody to the topics by yourself',
    },
  ];
}
