import type { JsonValue } from '../aws/cloudformation/template';
import type { Comparison } from './comparison';
import type { DeployedKey } from './deployed-resources';

/** The keys of the templates that are meant by an id, an ARN, or the name or ARN of an alias. */
export function keysNamed(found: Comparison, region: string, key: JsonValue | undefined): readonly DeployedKey[] {
  const [alias] = found.having('key alias', region, ({ name }) => name === key || found.arn('kms', region, name) === key);
  const meant = alias === undefined ? key : alias.targetKeyId;
  return found.having('key', region, ({ name, arn }) => name === meant || arn === meant);
}
