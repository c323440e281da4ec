import { healingParameters } from '../../incident/lifecycle/self-healing';
import type { ObjectiveHealing } from '../../model/model';
import { didYouMean } from '../../problems/did-you-mean';
import type { Problem } from '../../problems/problem';
import { startRefusal } from '../../runbook/document/parameter-values';
import type { Runbook } from '../../runbook/library/runbook';
import { objectiveName } from '../../slo/objective';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** Filled in where a runbook is deployed. */
const FILLED_IN = ['Prefix', 'AutomationAssumeRole'];
/** Names that the engine and the plan make: any incident and alarm there may be. */
const SAMPLE = { incidentId: 'edi-1', verifiedBy: 'edi-prod-a-service-an-objective-still-failing-2m' };

/** What heals by itself is started with everything that its runbook needs, and nothing that it refuses. Requirement 002-66. */
export const healsByRunbook: Check<CheckedLibrary> = {
  code: 'RUN061',
  requirement: 'an objective heals itself with a runbook of the library that alarms may start, and with values that it takes',
  why: 'a run that is refused at 03:00 heals nothing, and people are paged as late as they would be for one that does not help',
  check: ({ runbooks, models }) => {
    const found = models.flatMap(({ environment, services }) =>
      services.flatMap((service) =>
        service.objectives.flatMap((objective) =>
          objective.selfHealing === undefined
            ? []
            : problemsOf(objective.selfHealing, `${environment} ${objectiveName(service, objective)} selfHealing`, runbooks),
        ),
      ),
    );
    return found;
  },
};

function problemsOf(healing: ObjectiveHealing, path: string, runbooks: readonly Runbook[]): Problem[] {
  const runbook = runbooks.find(({ name }) => name === healing.runbook);
  const automatic = runbooks.filter(({ facts }) => facts.triggers.includes('alarm')).map(({ name }) => name);
  const allowed = automatic.length === 0 ? 'a runbook whose triggers name alarm; there is none' : automatic.join(', ');
  if (runbook === undefined) {
    const meant = didYouMean(healing.runbook, automatic);
    return [
      {
        code: 'RUN061',
        level: 'error',
        where: { path },
        what: `there is no runbook ${healing.runbook} to heal it with`,
        received: healing.runbook,
        allowed,
        change: meant === undefined ? 'add it to the folder of runbooks, or name another' : `write ${meant}`,
      },
    ];
  }
  if (!runbook.facts.triggers.includes('alarm')) {
    return [
      {
        code: 'RUN062',
        level: 'error',
        where: { path },
        what: `${runbook.name} is not made to be started by an alarm`,
        received: `triggers ${runbook.facts.triggers.join(', ')}`,
        allowed,
        change: 'name another runbook, or add alarm to its triggers, with the guards that asks for',
      },
    ];
  }
  const refusal = refusalOf(healing, runbook);
  return refusal === undefined
    ? []
    : [
        {
          code: 'RUN063',
          level: 'error',
          where: { path: `${path} parameters` },
          what: `${runbook.name} cannot be started with what is configured: ${refusal}`,
          received: JSON.stringify(healing.parameters),
          allowed: 'every parameter without a default, with a value that its pattern takes',
          change: 'add or change it under parameters, in operations.yaml or in the environment',
        },
      ];
}

function refusalOf(healing: ObjectiveHealing, { document }: Runbook): string | undefined {
  const parameters = document.parameters.filter(({ name }) => !FILLED_IN.includes(name));
  const own = Object.keys(healingParameters({ ...healing, parameters: {}, verifiedBy: '' }, { incidentId: '', isLive: false }));
  const taken = own.find((name) => Object.hasOwn(healing.parameters, name));
  if (taken !== undefined) return `${taken} is given by the incident engine`;
  // The guards say which of these are missing.
  const known = (values: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !own.includes(name) || document.parameters.some((parameter) => parameter.name === name)));
  return startRefusal(parameters, known(healingParameters({ ...healing, ...SAMPLE }, { ...SAMPLE, isLive: true })));
}
