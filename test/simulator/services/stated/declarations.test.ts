import { effectOfOperation } from '../../../../lib/runbook/effects/effect-of-operation';
import { ownActions } from '../../../../lib/runbook/effects/iam-action';
import { refusedRead } from '../../../../lib/runbook/effects/refused-reads';
import { findOperation } from '../../../../lib/runbook/operations/operation';
import { STATED_KINDS, STATED_SERVICES } from '../../../../lib/simulator/services/stated/registry';
import { statedProblems, StatedResources } from '../../../../lib/simulator/services/stated/stated-resources';

const OPERATIONS = STATED_SERVICES.flatMap(({ service }) =>
  Object.entries(service.operations).map(([operation, declared]) => [service.name, operation, declared] as const),
);

describe('operations over stated resources', () => {
  test.each(OPERATIONS)('%s:%s is one that the API has, with these members and that effect', (service, operation, { input, output, iamActions, effect }) => {
    const api = findOperation(service, operation);
    if ('unknown' in api) throw new Error(`there is no ${api.unknown}`);
    expect([...input].filter((member) => !api.input.members.has(member))).toEqual([]);
    expect(output).toEqual([...api.output.members.keys()]);
    expect(iamActions[0]).toContain(':');
    // What leaves nothing behind may all the same return what no dry run shows.
    const mayBeDry = effect === 'read' && refusedRead(`${service}:${operation}`, {}) === undefined;
    expect(mayBeDry ? 'reads' : 'mutates').toBe(effectOfOperation(service, operation, {}).effect);
  });
});

test('an operation whose action requires a resource asks for it on that resource, never on all', () => {
  const onAll = STATED_SERVICES.flatMap(({ service, withoutResource }) => withoutResource.map((operation) => [service.name, operation] as const));
  const requiring = onAll.filter(([service, operation]) => {
    const api = findOperation(service, operation);
    return !('unknown' in api) && ownActions(api)[0]!.resources.some(({ isRequired }) => isRequired);
  });
  expect(requiring).toEqual([]);
});

describe('kinds of stated resources', () => {
  test.each(Object.entries(STATED_KINDS))('%s is like what an operation answers with, and begins with its service', (kind, { key }) => {
    const problems = statedProblems(STATED_KINDS, { kind, members: { nothingHasThis: '' } });
    expect(problems).toHaveLength(key.length + 1);
    expect(problems.at(-1)).toContain(`${kind} with nothingHasThis; it has ${key.join(', ')}`);
    expect(STATED_SERVICES.find(({ kinds }) => kind in kinds)!.service.name).toBe(kind.split(' ')[0]);
  });

  test('one that there is not is named', () => {
    expect(() => new StatedResources(STATED_KINDS, [{ kind: 'lambda layer' }], 'eu-central-1')).toThrow('there is no kind lambda layer');
  });
});
