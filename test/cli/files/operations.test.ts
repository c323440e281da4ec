import { loadOperations } from '../../../lib/cli/files/operations';
import { SHOP_CONFIG } from '../../helpers/shop-incidents';

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
