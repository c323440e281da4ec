import type { JsonValue } from '../aws/cloudformation/template';
import { compareJson } from './compare-json';
import type { Comparison } from './comparison';
import type { DeployedFunction } from './deployed-resources';
import type { Difference } from './difference';

/** Most places in which a policy is said to differ. */
const MAX_POLICY_DIFFERENCES = 10;

/** Whether exactly the planned policy lies beside the code of a function; nothing where code is not asked for. */
export function comparePolicyFile(policy: object, deployed: DeployedFunction, found: Comparison): readonly Difference[] {
  const file = deployed.codeFile?.('policy.json');
  if (file === undefined) return [];
  const text = found.known(file);
  if ('couldNotTell' in file) return [];
  if (text === undefined) return [{ what: 'policy.json', planned: 'lies beside the code', found: 'is not there' }];
  const written = JSON.parse(text) as JsonValue;
  return compareJson(JSON.parse(JSON.stringify(policy)) as JsonValue, written, 'policy').slice(0, MAX_POLICY_DIFFERENCES);
}
