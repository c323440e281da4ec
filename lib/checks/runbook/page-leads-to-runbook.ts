import { isAddress } from '../../incident/message/console-links';
import { didYouMean } from '../../problems/did-you-mean';
import { objectiveName } from '../../slo/objective';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** Every page leads to a runbook that there is. Requirements 002-34 and 002-87. */
export const pageLeadsToRunbook: Check<CheckedLibrary> = {
  code: 'RUN004',
  requirement: 'the runbook of every alarm is one of the library, or an https address',
  why: 'whoever is paged follows a link to nothing',
  check: ({ runbooks, models, ownRunbooks }) => {
    const known = runbooks.map(({ name }) => name);
    const named = [
      ...models.flatMap(({ environment, services }) =>
        services.flatMap((service) => [
          ...service.objectives.map((objective) => ({ path: `${environment} ${objectiveName(service, objective)}`, name: objective.runbook })),
          ...(service.thresholds ?? []).map(({ resource, measureId, runbook }) => ({
            path: `${environment} ${service.id}: ${measureId} of ${resource}`,
            name: runbook,
          })),
        ]),
      ),
      ...ownRunbooks.map((name) => ({ path: "alarms of day2's own", name })),
    ];
    return named
      .filter(({ name }) => !known.includes(name) && !isAddress(name))
      .map(({ path, name }) => {
        const meant = didYouMean(name, known);
        return {
          code: 'RUN004',
          level: 'error',
          where: { path },
          what: `there is no runbook ${name}`,
          received: name,
          allowed: known.join(', '),
          change: meant === undefined ? 'add it to the folder of runbooks, or give the https address where it stands' : `write ${meant}`,
        } as const;
      });
  },
};
