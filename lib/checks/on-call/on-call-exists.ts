import { compareSeverity, SEVERITIES, wakesSomebody } from '../../incident/severity';
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
function findings({ environment, onCall, nobodyIsPaged, pagedBy, highestSeverity }: OperationsModel): Problem[] {
  if (pagedBy !== undefined) {
    const heard = new Set(pagedBy.pagers.flatMap(({ severities }) => severities));
    const missed = SEVERITIES.filter((severity) => wakesSomebody(severity) && compareSeverity(severity, highestSeverity) >= 0 && !heard.has(severity));
    return missed.map((severity) => ({
      code: 'CHK009',
      level: 'warning',
      where: { path: `${environment} pagedBy` },
      what: `no pager hears alarms of ${severity}, which wake somebody`,
      received: [...heard].join(', ') || 'no severity',
      allowed: `a pager with ${severity} among its severities`,
      change: `add ${severity} to a pager of pagedBy`,
    }));
  }
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
