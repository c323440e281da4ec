import type { OperationsModel } from '../../model/model';
import { APPROVERS_PARAMETER, approversOf } from '../../plan/bound-values';
import { didYouMean } from '../../problems/did-you-mean';
import type { Problem } from '../../problems/problem';
import { allSteps } from '../../runbook/document/document';
import { ParameterError, parameterValues } from '../../runbook/document/parameter-values';
import type { Runbook } from '../../runbook/library/runbook';
import type { Check } from '../check';
import type { CheckedLibrary } from './checked-library';

/** What runbooks leave to an environment, it says. Requirements 002-34 and 002-73. */
export const bindsRunbooks: Check<CheckedLibrary> = {
  code: 'RUN007',
  requirement:
    'every environment binds each parameter that a runbook leaves to it, to a value that the runbook allows, and has as many approvers as are needed',
  why: 'a runbook that names a resource which is not there, or nobody who can approve, fails on the night it is needed',
  check: ({ runbooks, models }) => [
    ...runbooks.flatMap(undeclared),
    ...models.flatMap((model) => [...unbound(runbooks, model), ...runbooks.flatMap((runbook) => fewApprovers(runbook, model))]),
  ],
};

/** An environment binds nothing that no runbook has: it was meant for something. */
export const bindsWhatThereIs: Check<CheckedLibrary> = {
  code: 'RUN008',
  requirement: 'an environment binds parameters that a runbook leaves to it, and names approvers of roles of the roster',
  why: 'a binding with a typo is one that is missing',
  check: ({ runbooks, models }) => {
    const parameters = [...new Set(runbooks.flatMap(({ facts }) => Object.keys(facts.bound ?? {})))].filter((name) => name !== APPROVERS_PARAMETER);
    return models.flatMap(({ environment, runbooks: bindings, onCall }) => [
      ...unknown(environment, 'bindings', Object.keys(bindings?.values ?? {}), parameters, (name) => `no runbook leaves a parameter ${name} to environments`),
      ...(onCall === undefined
        ? []
        : unknown(
            environment,
            'approvers',
            Object.keys(bindings?.approvers ?? {}),
            onCall.roster.roles.map(({ id }) => id),
            (name) => `there is no role ${name} in on-call.yaml`,
          )),
    ]);
  },
};

function unknown(environment: string, section: string, names: readonly string[], known: readonly string[], what: (name: string) => string): Problem[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = didYouMean(name, known);
      return {
        code: 'RUN008',
        level: 'error',
        where: { path: `${environment} runbooks.${section}.${name}` },
        what: what(name),
        received: name,
        allowed: known.join(', '),
        change: meant === undefined ? 'remove it' : `write ${meant}`,
      };
    });
}

/** What a runbook says of itself has to fit its document. */
function undeclared({ name, facts, document }: Runbook): Problem[] {
  const { bound = {}, approvers = [] } = facts;
  const known = document.parameters.map((parameter) => parameter.name);
  const where = (key: string) => ({ file: `runbooks/${name}/runbook.yaml`, path: key });
  return [
    ...Object.keys(bound)
      .filter((parameter) => !known.includes(parameter))
      .map((parameter): Problem => ({
        code: 'RUN007',
        level: 'error',
        where: where(`bound.${parameter}`),
        what: `${name} leaves a parameter to environments that its document does not have`,
        received: parameter,
        allowed: known.join(', '),
        change: 'remove it, or add the parameter to the document',
      })),
    ...(Object.hasOwn(bound, APPROVERS_PARAMETER) === approvers.length > 0
      ? []
      : [
          {
            code: 'RUN007',
            level: 'error',
            where: where('approvers'),
            what:
              approvers.length > 0 ? `${name} names roles that approve, and leaves no Approvers to environments` : `${name} does not say which roles approve`,
            allowed: 'approvers with roles of the roster, and Approvers under bound',
            change: 'give both, or none',
          } as const,
        ]),
  ];
}

/** One problem a parameter, whatever number of runbooks have it. */
function unbound(runbooks: readonly Runbook[], { environment, runbooks: bindings }: OperationsModel): Problem[] {
  const users = new Map<string, Runbook[]>();
  for (const runbook of runbooks) {
    for (const parameter of Object.keys(runbook.facts.bound ?? {})) {
      if (parameter !== APPROVERS_PARAMETER) users.set(parameter, [...(users.get(parameter) ?? []), runbook]);
    }
  }
  return [...users].flatMap(([parameter, having]): Problem[] => {
    const where = { path: `${environment} runbooks.bindings.${parameter}` };
    const value = bindings?.values[parameter];
    const names = having.map(({ name }) => name).join(', ');
    if (value === undefined) {
      return [
        {
          code: 'RUN007',
          level: 'error',
          where,
          what: `${environment} does not bind ${parameter}, which ${names} needs`,
          allowed: 'the name that it has in this environment',
          change: `add ${parameter} to runbooks.bindings of the environment, or leave the runbook out`,
        },
      ];
    }
    const [refusal] = having.flatMap((runbook) => refusalOf(runbook, parameter, value));
    return refusal === undefined
      ? []
      : [
          {
            code: 'RUN007',
            level: 'error',
            where,
            what: `${names} does not allow what ${parameter} is bound to`,
            received: value,
            allowed: refusal,
            change: 'bind it to another name',
          },
        ];
  });
}

function refusalOf({ document }: Runbook, parameter: string, value: string): string[] {
  const declared = document.parameters.filter(({ name }) => name === parameter);
  try {
    if (declared.length > 0) parameterValues(declared, { [parameter]: [value] });
    return [];
  } catch (error) {
    if (error instanceof ParameterError) return [declared[0]!.allowedPattern ?? error.message];
    throw error;
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
const MOST_APPROVERS = 10;

function fewApprovers({ name, facts, document }: Runbook, { environment, runbooks: bindings }: OperationsModel): Problem[] {
  if (!Object.hasOwn(facts.bound ?? {}, APPROVERS_PARAMETER)) return [];
  const needed = Math.max(
    ...allSteps(document.steps).flatMap(({ action, inputs }) => (action === 'aws:approve' ? [Number(inputs.MinRequiredApprovals ?? 1)] : [])),
    1,
  );
  const roles = facts.approvers ?? [];
  const found = approversOf(roles, bindings).length;
  if (found >= needed && found <= MOST_APPROVERS) return [];
  return [
    {
      code: 'RUN007',
      level: 'error',
      where: { path: `${environment} runbooks.approvers` },
      what: found < needed ? `${environment} has too few who can approve ${name}` : `${environment} has too many who can approve ${name}`,
      received: `${found} of ${roles.join(', ')}`,
      allowed: `${needed} to ${MOST_APPROVERS} IAM roles or users, each once`,
      change: found < needed ? `name IAM roles or users for ${roles.join(', ')}` : 'name fewer roles in runbook.yaml',
    },
  ];
}
