import type { OnCall } from '../model/model';
import type { Problem } from '../problems/problem';
import { propertyOf, textOf } from '../problems/untyped';
import type { ReadEnvironment } from './read-environment';
import { unknownRole } from './unknown-role';

/**
 * What `requests` of an environment says that the rest of the configuration does not bear out.
 *
 * @param roles the roles of on-call.yaml; undefined where it is not known which there are, or nobody is on call
 */
export function requestProblems({ source }: ReadEnvironment, roles: readonly string[] | undefined, isOnCall: boolean): Problem[] {
  const requests = propertyOf(source?.value, 'requests');
  if (source === undefined || requests === undefined) return [];
  const problems = (['owner', 'lead'] as const).flatMap((key) => unknownRole(textOf(requests, key), roles, () => source.locate(['requests', key])));
  if (isStaffed(source.value, isOnCall)) return problems;
  return [
    ...problems,
    {
      code: 'CFG124',
      level: 'error',
      where: source.locate(['requests'], 'key'),
      what: 'requests are to be taken where nobody is on call: nobody would be notified',
      received: source.file,
      allowed: 'on-call.yaml beside operations.yaml, and neither pagedBy nor nobodyIsPaged in the environment',
      change: 'say who is on call, or remove requests',
    },
  ];
}

/** Posts that nobody would read: there is no channel that hears S4, or nobody is on call, so that no engine posts them. */
export function announcementProblems({ source }: ReadEnvironment, onCall: Pick<OnCall, 'chat'> | undefined, isOnCall: boolean): Problem[] {
  if (source === undefined || propertyOf(source.value, 'announcements') === undefined) return [];
  const isRead = onCall === undefined ? isOnCall : (onCall.chat ?? []).some(({ severities }) => severities.includes('S4'));
  if (isRead && isStaffed(source.value, isOnCall)) return [];
  return [
    {
      code: 'CFG127',
      level: 'error',
      where: source.locate(['announcements'], 'key'),
      what: 'what is posted would be read by nobody',
      received: source.file,
      allowed: 'on-call.yaml with a channel under chat whose severities have S4, and neither pagedBy nor nobodyIsPaged in the environment',
      change: 'add S4 to the channel of operations, or remove announcements',
    },
  ];
}

function isStaffed(environment: unknown, isOnCall: boolean): boolean {
  return isOnCall && propertyOf(environment, 'pagedBy') === undefined && propertyOf(environment, 'nobodyIsPaged') === undefined;
}
