import { accountOfArn, parseArn } from '../arn';
import type { LoadedResource } from '../assembly/loaded-stack';
import { parseJsonObject } from '../cloudformation/json-text';
import type { JsonObject, JsonValue } from '../cloudformation/template';
import { policyStatements, type PolicyStatement } from './policy';
import { accountRoot } from './principal';
import { whereIs } from './role-policies';

/**
 * The statements of the policy of a KMS key: its own, an object or a text that holds the JSON document, or the default.
 *
 * @throws NotSimulatedError for a policy that cannot be read
 */
export function keyPolicyStatements(key: LoadedResource): PolicyStatement[] {
  const { value = defaultKeyPolicy(key.attribute('Arn')) } = key.at('KeyPolicy');
  return policyStatements(typeof value === 'string' ? parseJsonObject(value) : value, whereIs(key));
}

/**
 * The policy of a KMS key as a document, as GetKeyPolicy answers with it.
 *
 * @throws NotSimulatedError for a policy with a part that is only known at deployment
 */
export function keyPolicyDocument(key: LoadedResource): JsonValue {
  const document = key.at('KeyPolicy').json() ?? defaultKeyPolicy(key.attribute('Arn'));
  return typeof document === 'string' ? (parseJsonObject(document) ?? document) : document;
}

/** The policy of a key that was created without one. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultKeyPolicy(keyArn: string): JsonObject {
  const principal = { AWS: accountRoot(accountOfArn(keyArn), parseArn(keyArn)?.partition) };
  return { Statement: [{ Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' }] };
}
