import { membersEver } from '../../incident/roster/people-of';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { canBeWoken, onCallError, pagedRoles, type OnCallScope } from './on-call-scope';

/** What would silence the watchdog together with what it watches: the same people, the same region, one person. */
export const watchdogIndependent: readonly Check<OnCallScope>[] = [
  {
    code: 'WDG001',
    requirement: 'nobody who watches over paging is paged by it',
    why: 'who does not answer a page would not answer the watchdog',
    check: pagedWatchers,
  },
  { code: 'WDG002', requirement: 'the watchdog stands in another region than the services', why: 'it would fail with what it watches', check: sameRegion },
  { code: 'WDG003', requirement: 'the watchdog has two people who can be woken', why: 'one person who sleeps would silence it', check: tooFew },
];

function pagedWatchers(scope: OnCallScope): Problem[] {
  const {
    roster,
    watchdog: { people },
  } = scope.onCall;
  const paged = pagedRoles(scope);
  return people.flatMap(({ id }) => {
    const roles = paged.filter((role) => membersEver(roster, role).includes(id));
    if (roles.length === 0) return [];
    return [
      onCallError(scope, 'WDG001', 'watchdog', {
        what: `${id} watches over paging and is paged by it`,
        received: `${id}: ${roles.join(', ')}`,
        allowed: 'people who are in no escalation policy',
        change: `name somebody else than ${id} as people of the watchdog`,
      }),
    ];
  });
}

function sameRegion(scope: OnCallScope): Problem[] {
  const { region } = scope.onCall.watchdog;
  if (region !== scope.region) return [];
  return [
    onCallError(scope, 'WDG002', 'watchdog', {
      what: 'the watchdog stands in the region of the services, and fails with it',
      received: region,
      allowed: 'another region',
      change: 'name another region',
    }),
  ];
}

function tooFew(scope: OnCallScope): Problem[] {
  const { people } = scope.onCall.watchdog;
  const asleep = people.filter((person) => !canBeWoken(person));
  if (people.length >= 2 && asleep.length === 0) return [];
  return [
    onCallError(scope, 'WDG003', 'watchdog', {
      what: people.length < 2 ? 'the watchdog has fewer than two people' : 'the watchdog has people without a channel that wakes',
      received: (people.length < 2 ? people : asleep).map(({ id }) => id).join(', ') || 'nobody',
      allowed: 'two people, each with sms or https',
      change: people.length < 2 ? 'add a person to the watchdog' : 'add sms or https to their channels',
    }),
  ];
}
