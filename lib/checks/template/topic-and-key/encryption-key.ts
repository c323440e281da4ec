import { parseArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { findAll } from '../find-resources';

const KEY = 'AWS::KMS::Key';
const KEY_ALIAS = 'AWS::KMS::Alias';

/** What whoever writes to an encrypted topic or queue does with its key. */
export const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** True for the keys AWS manages, whose policies nobody can change: `alias/aws/sns`. */
export function isAwsManagedKey(keyId: PropertyNode): boolean {
  return /(?:^|:)alias\/aws\//.test(keyId.text());
}

/**
 * The key with which a resource is encrypted, by its id, ARN or alias.
 *
 * @throws CannotTellError when no template has the key
 */
export function keyOf(resource: LoadedResource, keyId: PropertyNode): LoadedResource {
  const name = keyId.text();
  const alias = parseArn(name)?.resource ?? name;
  const [known] = alias.startsWith('alias/') ? findAll(resource.stack, [KEY_ALIAS], alias) : [];
  const [key] = findAll(resource.stack, [KEY], known === undefined ? name : known.at('TargetKeyId').text());
  if (key === undefined) throw new CannotTellError(keyId.path, `no template has the key ${name}, so its policy is not known`);
  return key;
}
