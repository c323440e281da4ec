import { loadOperations } from '../../../lib/cli/files/operations';
import { assemblyResources } from '../../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

const { environments, problems } = loadOperations('examples/self-healing/config', {});
const { plan } = environments[0]!;

bundleHandler('incident-engine');
const stacks = synthesizedStacks(plan);

test('the example has no problem, and is deployed as it is planned: the engine may start its runbook, and nothing else (002-66)', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
});
