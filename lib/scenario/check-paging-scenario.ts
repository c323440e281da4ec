import { OPERATIONS_GROUP, SECURITY_GROUP } from '../incident/lifecycle/engine-policy';
import { REQUESTS_GROUP } from '../incident/requests/request-policy';
import type { RequestWay } from '../incident/requests/support-request';
import type { OperationsModel } from '../model/model';
import { didYouMean } from '../problems/did-you-mean';
import type { PersonAction, Scenario } from './scenario';

/** Something that is wrong with what a scenario says of people, and the place of it. */
export interface PagingMistake {
  readonly code: 'SCN021' | 'SCN022' | 'SCN024' | 'SCN030' | 'SCN031' | 'SCN033';
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly allowed: string;
  readonly change: string;
}

/** What the schema cannot say of people, and of what goes wrong on the way to them. */
export function checkPagingScenario(scenario: Scenario, model: OperationsModel): PagingMistake[] {
  const { onCall } = model;
  const ofPagers = checkPagers(scenario, model);
  if (onCall === undefined) return [...usesPeople(scenario).map((key) => nobodyOnCall(key, model.environment)), ...ofPagers, ...idsTwice(scenario)];
  const known = {
    person: [...new Set([...onCall.roster.people, ...onCall.watchdog.people].map(({ id }) => id))],
    role: onCall.roster.roles.map(({ id }) => id),
    service: [
      ...model.services.map(({ id }) => id),
      OPERATIONS_GROUP,
      ...(model.security === undefined ? [] : [SECURITY_GROUP]),
      ...(model.requests === undefined ? [] : [REQUESTS_GROUP]),
    ],
  };
  const unknown = (kind: keyof typeof known, name: string | undefined, path: readonly (string | number)[]): PagingMistake[] =>
    name === undefined || known[kind].includes(name)
      ? []
      : [
          {
            code: 'SCN022',
            path,
            what: `there is no ${kind} ${name}`,
            allowed: known[kind].join(', '),
            change: writeOr(name, known[kind], `name a ${kind} that there is`),
          },
        ];
  const addressed = (key: 'expectPages' | 'expectNotices'): PagingMistake[] =>
    scenario[key].flatMap(({ service, who, role }, index) => [
      ...unknown('service', service, [key, index, 'service']),
      ...(who ?? []).flatMap((each) => unknown('person', each, [key, index, 'who'])),
      ...(role ?? []).flatMap((each) => unknown('role', each, [key, index, 'role'])),
    ]);
  return [
    ...scenario.people.flatMap((action, index) => [
      ...unknown('person', action.who, ['people', index, 'who']),
      ...unknown('role', action.role, ['people', index, 'role']),
      ...unknown('service', action.service, ['people', index, 'service']),
      ...incomplete(action).map((mistake): PagingMistake => ({ code: 'SCN030', path: ['people', index], ...mistake })),
      ...(action.at !== undefined && action.at > scenario.duration ? [tooLate(['people', index, 'at'])] : []),
    ]),
    ...scenario.events.flatMap(({ at }, index) => (at > scenario.duration ? [tooLate(['events', index, 'at'])] : [])),
    ...scenario.requests.flatMap(({ via }, index) => (takes(model, via) ? [] : [noRequests(['requests', index], model.environment, via)])),
    ...scenario.requests.flatMap(({ service, at }, index) => [
      ...unknown('service', service, ['requests', index, 'service']),
      ...(at > scenario.duration ? [tooLate(['requests', index, 'at'])] : []),
    ]),
    ...scenario.unreachable.flatMap(({ who }, index) => unknown('person', who, ['unreachable', index, 'who'])),
    ...addressed('expectPages'),
    ...addressed('expectNotices'),
    ...scenario.expectIncidents.flatMap(({ service, at }, index) => [
      ...unknown('service', service, ['expectIncidents', index, 'service']),
      ...(at > scenario.duration ? [tooLate(['expectIncidents', index, 'at'])] : []),
    ]),
    ...scenario.noPages.flatMap(({ service, from, for: length }, index) => [
      ...unknown('service', service, ['noPages', index, 'service']),
      ...(from + length > scenario.duration ? [tooLate(['noPages', index, 'for'])] : []),
    ]),
    ...scenario.disturb.flatMap(({ kind, delay }, index): PagingMistake[] =>
      (kind === 'delay') === (delay !== undefined)
        ? []
        : [
            {
              code: 'SCN030',
              path: ['disturb', index],
              what: 'only a delay says how late',
              allowed: 'kind: delay with delay, or another kind without',
              change: 'add or remove delay',
            },
          ],
    ),
    ...(['disturb', 'unreachable', 'disableKey'] as const).flatMap((key) =>
      scenario[key].flatMap(({ from, for: length }, index) => (from + length > scenario.duration ? [tooLate([key, index, 'for'])] : [])),
    ),
    ...ofPagers,
    ...idsTwice(scenario),
  ];
}

/** Whether the pagers that fail, or have to take something, are those of the environment: a function has to post to what is expected of. */
function checkPagers({ pagers, expectPosts, duration }: Scenario, { environment, pagedBy, onCall }: OperationsModel): PagingMistake[] {
  const known = (pagedBy ?? onCall)?.pagers?.map(({ id }) => id) ?? [];
  const posted = pagedBy === undefined ? known : pagedBy.pagers.filter(({ sentBy }) => sentBy === 'day2').map(({ id }) => id);
  const unknown = (key: 'pagers' | 'expectPosts', index: number, pager: string, among: readonly string[], what: string): PagingMistake[] =>
    among.includes(pager)
      ? []
      : [
          {
            code: 'SCN022',
            path: [key, index, 'pager'],
            what: `${what} ${pager} in ${environment}`,
            allowed: among.join(', ') || 'a pager in an environment that has pagers',
            change: writeOr(pager, among, 'name a pager that there is'),
          },
        ];
  return [
    ...pagers.flatMap(({ pager, from, for: length }, index) => [
      ...unknown('pagers', index, pager, known, 'there is no pager'),
      ...(from + length > duration ? [tooLate(['pagers', index, 'for'])] : []),
    ]),
    ...expectPosts.flatMap(({ pager }, index) => unknown('expectPosts', index, pager, posted, 'no function posts to a pager')),
  ];
}

/** The change to make for a name that is unknown: what was probably meant, or else the advice. */
function writeOr(name: string, known: readonly string[], advice: string): string {
  const meant = didYouMean(name, known);
  return meant === undefined ? advice : `write ${meant}`;
}

/** Keys of a scenario that need somebody to be on call. */
function usesPeople(scenario: Scenario): string[] {
  const keys = [
    'events',
    'requests',
    'people',
    'unreachable',
    'disableKey',
    'expectPages',
    'expectNotices',
    'expectFallback',
    'expectFaults',
    'expectIncidents',
    'noPages',
  ] as const;
  return keys.filter((key) => scenario[key].length > 0);
}

function nobodyOnCall(key: string, environment: string): PagingMistake {
  return {
    code: 'SCN031',
    path: [key],
    what: `nobody is on call in ${environment}`,
    allowed: 'a configuration with on-call.yaml',
    change: 'say who is on call, or leave people out',
  };
}

function takes({ requests }: OperationsModel, way: RequestWay): boolean {
  return way === 'mail' ? requests?.mail !== undefined : requests !== undefined && requests.callers.length > 0;
}

function noRequests(path: readonly (string | number)[], environment: string, way: RequestWay): PagingMistake {
  return {
    code: 'SCN033',
    path,
    what: `${environment} takes no requests by ${way}`,
    allowed: `requests where the environment has requests with ${way}`,
    change: `add requests with ${way} to the environment, or leave them out here`,
  };
}

function tooLate(path: readonly (string | number)[]): PagingMistake {
  return {
    code: 'SCN024',
    path,
    what: 'it ends after the scenario',
    allowed: 'a time within the scenario',
    change: 'shorten it, or let the scenario last longer',
  };
}

/** What is about no service. */
const WITHOUT_SERVICE: readonly PersonAction['do'][] = [
  'unsubscribe',
  'override-on',
  'override-off',
  'acknowledge-request',
  'set-request-severity',
  'answer-request',
];

function incomplete(action: PersonAction): Pick<PagingMistake, 'what' | 'allowed' | 'change'>[] {
  const { id, who, role, at, afterPage, service, do: verb, via, severity, runbook } = action;
  const mistakes: (Pick<PagingMistake, 'what' | 'allowed' | 'change'> | false)[] = [
    (who === undefined) === (role === undefined) && {
      what: 'the action does not say who does it',
      allowed: 'who, or else role',
      change: 'name a person, or else a role',
    },
    (at === undefined) === (afterPage === undefined) && {
      what: 'the action does not say when',
      allowed: 'at, or else afterPage',
      change: 'give one of the two',
    },
    id !== undefined &&
      at === undefined && { what: 'what follows a page has no time to refer to', allowed: 'an id with at', change: 'leave id out, or give at' },
    service === undefined &&
      !WITHOUT_SERVICE.includes(verb) && { what: 'the action does not say what it is about', allowed: 'a service', change: 'add service' },
    verb === 'start-runbook' &&
      runbook === undefined && { what: 'the action does not say which runbook is started', allowed: 'a runbook', change: 'add runbook' },
    via === 'console' && verb !== 'acknowledge' && { what: `the runbook of the console cannot ${verb}`, allowed: 'acknowledge', change: 'leave via out' },
    (verb === 'reclassify' || verb === 'declare' || verb === 'set-request-severity') &&
      severity === undefined && { what: `${verb} needs a severity`, allowed: 'S0 to S4', change: 'add severity' },
  ];
  return mistakes.filter((mistake) => mistake !== false);
}

function idsTwice(scenario: Scenario): PagingMistake[] {
  const before = new Set([...scenario.workload, ...scenario.fail].map(({ id }) => id));
  return (['events', 'requests', 'disturb', 'mutes', 'unreachable', 'pagers', 'disableKey', 'people', 'redeploy'] as const).flatMap((key) =>
    scenario[key].flatMap(({ id }, index): PagingMistake[] => {
      if (id === undefined) return [];
      const isTaken = before.has(id);
      before.add(id);
      return isTaken
        ? [
            {
              code: 'SCN021',
              path: [key, index, 'id'],
              what: `something else is called ${id} too`,
              allowed: 'an id of its own for everything',
              change: 'rename one of the two',
            },
          ]
        : [];
    }),
  );
}
