import { loadOperations } from '../../../lib/cli/files/operations';
import { packageFolder } from '../../../lib/config/package-folder';
import { SHOP_CONFIG } from '../../helpers/shop-incidents';

test('the folder of the package is found from anywhere in it, and a package without one is an error, no endless search', () => {
  expect(packageFolder()).toBe(process.cwd());
  expect(() => packageFolder('/')).toThrow('there is no package.json in / or any folder above it: the package is damaged');
});

test('a configuration without runbooks has the one that its pages link to all the same, in the stack of the engine', () => {
  const { environments, problems, runbooks } = loadOperations(SHOP_CONFIG, {});
  expect([problems.filter(({ level }) => level === 'error'), runbooks]).toEqual([[], []]);
  for (const { plan } of environments) {
    const names = plan.runbooks.map(({ documentName }) => documentName);
    expect(names).toEqual(plan.incidents === undefined ? [] : [plan.incidents.acknowledgeDocumentName]);
    expect(plan.stacks.map(({ content }) => content.kind)).not.toContain('runbooks');
  }
  expect(environments.flatMap(({ plan }) => plan.runbooks)).not.toHaveLength(0);
});
