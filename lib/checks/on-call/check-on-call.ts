import type { OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { accountability } from './accountability';
import { coverage } from './coverage';
import { doubleDuty } from './double-duty';
import { fewRoles } from './few-roles';
import { ladderOrder } from './ladder-order';
import { lateHandover } from './late-handover';
import { looserHandover } from './looser-handover';
import { looserThanDocuments } from './looser-than-documents';
import { onCallScope } from './on-call-scope';
import { singleChannel } from './single-channel';
import { singlePerson } from './single-person';
import { thinTier } from './thin-tier';
import { unsaidSeverity } from './unsaid-severity';
import { unwokenTier } from './unwoken-tier';
import { watchdog } from './watchdog';

/**
 * What is wrong with those who are on call in an environment; nothing when nobody is, which is a finding of its own.
 *
 * @throws RangeError when a ladder or the table names a role that the roster does not have
 */
export function checkOnCall(model: OperationsModel): Problem[] {
  const scope = onCallScope(model);
  if (scope === undefined) return [];
  return [
    ...unsaidSeverity(scope),
    ...ladderOrder(scope),
    ...lateHandover(scope, model.services),
    ...looserThanDocuments(scope),
    ...looserHandover(scope, model.services),
    ...thinTier(scope),
    ...unwokenTier(scope),
    ...singleChannel(scope),
    ...coverage(scope),
    ...doubleDuty(scope),
    ...accountability(scope),
    ...fewRoles(scope),
    ...singlePerson(scope),
    ...watchdog(scope),
  ];
}
