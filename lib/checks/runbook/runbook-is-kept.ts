import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { namedByPages, type CheckedLibrary } from './checked-library';

/** Every runbook has somebody who keeps it, and says what starts it. Requirement 000-20. */
export const runbookIsKept: Check<CheckedLibrary> = {
  code: 'RUN002',
  requirement: 'every runbook is kept by a role of the roster, and one that an alarm names says that a page starts it',
  why: 'a runbook of nobody is wrong on the day it is needed',
  check: (library) => {
    const pages = namedByPages(library);
    return library.runbooks.flatMap(({ name, facts }): Problem[] => {
      const where = { file: `runbooks/${name}/runbook.yaml` };
      const unkept = library.models.filter(({ onCall }) => onCall !== undefined && !onCall.roster.roles.some(({ id }) => id === facts.owner));
      const owners = [...new Set(library.models.flatMap(({ onCall }) => onCall?.roster.roles.map(({ id }) => id) ?? []))];
      return [
        ...unkept.slice(0, 1).map(({ environment }): Problem => ({
          code: 'RUN002',
          level: 'error',
          where: { ...where, path: 'owner' },
          what: `no role of ${environment} is called ${facts.owner}`,
          received: facts.owner,
          allowed: owners.join(', '),
          change: 'name a role of on-call.yaml',
        })),
        ...(pages.has(name) && !facts.triggers.includes('page')
          ? [
              {
                code: 'RUN002',
                level: 'error',
                where: { ...where, path: 'triggers' },
                what: `alarms name the runbook ${name}, which says that no page starts it`,
                received: facts.triggers.join(', '),
                change: 'add page to its triggers',
              } as const,
            ]
          : []),
      ];
    });
  },
};
