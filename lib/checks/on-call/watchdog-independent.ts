import { membersEver } from '../../incident/roster/people-of';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { canBeWoken, onCallError, pagedRoles, type OnCallScope } from './on-call-scope';

const ALLOWED_PEOPLE = 'two people, each with sms or https';

/** What would silence the watchdog together with what it watches: the same people, the same region, one person. */
export const watchdogIndependent: readonly Check<OnCallScope>[] = [
  {
    code: 'WDG001',
    requirement: 'nobody who watches over paging is paged by it',
    why: 'who does not answer a page would not answer the watchdog',
    countsPeople: true,
    check: pagedWatchers,
  },
  { code: 'WDG002', requirement: 'the watchdog stands in another region than the services', why: 'it would fail with what it watches', check: sameRegion },
  { code: 'WDG003', requirement: 'the watchdog has two people', why: 'one ill person would silence it', countsPeople: true, check: tooFew },
  { code: 'WDG003', requirement: 'everybody of the watchdog can be woken', why: 'one person who sleeps would silence it', check: asleep },
];

function pagedWatchers(scope: OnCallScope): Problem[] {
  const {
    roster,
    watchdog: { people, acceptedPaged },
  } = scope.onCall;
  if (acceptedPaged !== undefined) return [];
  const paged = pagedRoles(scope);
  return people.flatMap(({ id }) => {
    const roles = paged.filter((role) => membersEver(roster, role).includes(id));
    if (roles.length === 0) return [];
    return [
      onCallError(scope, 'WDG001', 'watchdog', {
        what: `${id} watches over paging and is paged by it`,
        received: `${id}: ${roles.join(', ')}`,
        allowed: 'people who are in no escalation policy',
        change: `name somebody else than ${id} as people of the watchdog, or say in its acceptPaged why the same person may watch by the channels that wake`,
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
  if (people.length >= 2) return [];
  return [
    onCallError(scope, 'WDG003', 'watchdog', {
      what: 'the watchdog has fewer than two people',
      received: people.map(({ id }) => id).join(', ') || 'nobody',
      allowed: ALLOWED_PEOPLE,
      change: 'add a person to the watchdog',
    }),
  ];
}

function asleep(scope: OnCallScope): Problem[] {
  const people = scope.onCall.watchdog.people.filter((person) => !canBeWoken(person));
  if (people.length === 0) return [];
  return [
    onCallError(scope, 'WDG003', 'watchdog', {
      what: 'the watchdog has people without a channel that wakes',
      received: people.map(({ id }) => id).join(', '),
      allowed: ALLOWED_PEOPLE,
      change: 'add sms or https to their channels',
    }),
  ];
}
