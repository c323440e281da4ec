import { createHash } from 'node:crypto';
import { parseArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, booleanOr, optionalText, requiredText } from '../../../aws/assembly/property';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import type { JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
import type { RequestContext } from '../../../aws/iam/condition';
import { keyPolicyDocument, keyPolicyStatements } from '../../../aws/iam/key-policy';
import type { PolicyStatement } from '../../../aws/iam/policy';
import { principalName } from '../../../aws/iam/principal';
import { outsideTemplates, type NotSimulatedParts } from '../../core/not-simulated';
import {
  BrokenLinkError,
  denialReason,
  optionalInput,
  requiredInput,
  type CallContext,
  type CallInput,
  type CallOutput,
  type OperationRuns,
} from '../../core/service';
import type { KMS_OPERATIONS } from './operations';
import { KMS_RESOURCES } from './resources';

interface Key {
  readonly id: string;
  readonly arn: string;
  enabled: boolean;
  readonly policy: readonly PolicyStatement[];
  /** The same as a document. Throws NotSimulatedError for gaps in it. */
  readonly document: () => JsonValue;
}

/** A key or alias that a template has and nobody can tell more of: whoever uses it learns why. */
type OrDoubt<T> = T | NotSimulatedError;

/** Of the kinds of keys only the default one is simulated. */
const ONLY_SIMULATED: Readonly<Record<string, string>> = {
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
};

/** What can be done with a key that is disabled. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const ON_DISABLED_KEYS = ['kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:GetKeyPolicy'];

/** Data keys are 32 bytes unless asked otherwise. https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
const DATA_KEY_BYTES: Readonly<Record<string, number>> = { AES_256: 32, AES_128: 16 };

/**
 * Key Management Service: keys and aliases of the templates, who may use them, and whether they are enabled. No
 * encryption takes place: a ciphertext only remembers its key, and data keys are the same in every run.
 */
export class Kms {
  readonly operations: OperationRuns<typeof KMS_OPERATIONS> = {
    DescribeKey: (input, call) => this.#describeKey(input, call),
    GetKeyPolicy: (input, call) => this.#getPolicy(input, call),
    GenerateDataKey: (input, call) => this.#generateDataKey(input, call),
    Decrypt: (input, call) => this.#decrypt(input, call),
    EnableKey: (input, call) => this.#setEnabled(input, 'kms:EnableKey', call),
    DisableKey: (input, call) => this.#setEnabled(input, 'kms:DisableKey', call),
  };
  /** By ARN. */
  readonly #keys = new Map<string, OrDoubt<Key>>();
  /** ARN of a key by its id and region. */
  readonly #arns = new Map<string, string>();
  /** Target of an alias, by region and alias name. */
  readonly #aliases = new Map<string, OrDoubt<string>>();
  readonly #accountId: string;
  #dataKeys = 0;

  constructor(accountId: string, stacks: readonly LoadedStack[], notSimulated: NotSimulatedParts) {
    this.#accountId = accountId;
    for (const stack of stacks) {
      for (const resource of stack.resources) {
        notSimulated.attempt(resource, () => this.#read(resource));
      }
    }
  }

  /**
   * Checks that a principal may have SNS use a key for a message: the key must exist and be enabled, and let the
   * principal generate a data key and decrypt.
   * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   *
   * @param keyId id, ARN, or alias name or ARN
   * @param context condition keys that differ from the caller's own request
   * @throws BrokenLinkError with link `key policy` or `key state`
   */
  authorizeTopicUse(keyId: string, call: CallContext, context: RequestContext): void {
    const caller = principalName(call.principal);
    if (isAwsManaged(keyId)) {
      if (typeof call.principal === 'string') return;
      const reason = `${keyId} is managed by AWS, and its policy cannot be changed to let ${caller} use it`;
      throw new BrokenLinkError('key policy', 'KMSAccessDeniedException', reason);
    }
    const key = this.#find(keyId, call.region);
    if (key === undefined) {
      throw new BrokenLinkError('key state', 'KMSNotFoundException', `the key ${keyId} is not in ${call.region}`);
    }
    if (!key.enabled) throw new BrokenLinkError('key state', 'KMSDisabledException', `key ${key.arn} is disabled`);
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      const decision = this.#ask(action, key, call, context);
      if (decision.outcome !== 'allowed') {
        const reason = `${caller} may not ${action} with ${key.arn}: ${denialReason(decision, 'key policy')}`;
        throw new BrokenLinkError('key policy', 'KMSAccessDeniedException', reason);
      }
    }
  }

  /** Keys are noted when they are used, not when they are read: most keys of an account have no part in paging. */
  #read(resource: LoadedResource): void {
    const { type, region } = resource;
    if (type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey') {
      const arn = resource.attribute('Arn');
      this.#arns.set(`${region} ${resource.ref}`, arn);
      this.#keys.set(
        arn,
        orDoubt(() => readKey(resource, arn)),
      );
    } else if (type === 'AWS::KMS::Alias') {
      this.#aliases.set(
        `${region} ${resource.ref}`,
        orDoubt(() => requiredText(resource.properties, 'TargetKeyId')),
      );
    }
  }

  /**
   * A key is found in its own region only.
   *
   * @returns undefined for what is no key of the region for certain: an ARN of another region, an alias of an alias
   * @throws NotSimulatedError for a key of another account, for one that no template has, and for one that is there and
   *   that nobody can tell more of
   */
  #find(keyId: string, region: string): Key | undefined {
    const named = parseArn(keyId);
    if (named !== undefined && named.account !== this.#accountId) {
      throw new NotSimulatedError(`key of another account, ${keyId}`);
    }
    if (named !== undefined && named.region !== region) return undefined;
    const name = named?.resource ?? keyId;
    if (name.startsWith('alias/')) {
      const target = known(this.#aliases.get(`${region} ${name}`) ?? outsideTemplates('key', keyId));
      return target.includes('alias/') ? undefined : this.#find(target, region);
    }
    const arn = named !== undefined ? keyId : this.#arns.get(`${region} ${keyId}`);
    return known((arn === undefined ? undefined : this.#keys.get(arn)) ?? outsideTemplates('key', keyId));
  }

  #ask(action: string, key: Key, call: CallContext, context: RequestContext) {
    return call.authorize('key policy', {
      action,
      resource: key.arn,
      resourcePolicy: key.policy,
      identityNeedsResourcePolicy: true,
      context,
    });
  }

  /** The key of a call, after its state and the caller's permission were checked. */
  #authorizedKey(keyId: string, action: string, call: CallContext): Key {
    const key = this.#find(keyId, call.region);
    if (key === undefined) throw new ServiceError('NotFoundException', `Key '${keyId}' does not exist`);
    const decision = this.#ask(action, key, call, { 'kms:viaservice': undefined });
    if (decision.outcome !== 'allowed') {
      const reason = denialReason(decision, 'key policy');
      throw new ServiceError('AccessDeniedException', `${principalName(call.principal)} may not ${action}: ${reason}`);
    }
    if (!key.enabled && !ON_DISABLED_KEYS.includes(action)) throw new ServiceError('DisabledException', `${key.arn} is disabled.`);
    return key;
  }

  #describeKey(input: CallInput, call: CallContext): CallOutput {
    const key = this.#authorizedKey(requiredInput(input, 'KeyId'), 'kms:DescribeKey', call);
    return {
      KeyMetadata: {
        KeyId: key.id,
        Arn: key.arn,
        Enabled: key.enabled,
        KeyState: key.enabled ? 'Enabled' : 'Disabled',
        KeyManager: 'CUSTOMER',
      },
    };
  }

  /**
   * The only policy a key has is called default; an alias is no name of a key here.
   * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
   */
  #getPolicy(input: CallInput, call: CallContext): CallOutput {
    const keyId = requiredInput(input, 'KeyId');
    if (keyId.includes('alias/')) throw new ServiceError('InvalidArnException', `${keyId} is not the id or ARN of a key`);
    const name = optionalInput(input, 'PolicyName') ?? 'default';
    if (name !== 'default') throw new ServiceError('NotFoundException', `No such policy exists: ${name}`);
    return { Policy: JSON.stringify(this.#authorizedKey(keyId, 'kms:GetKeyPolicy', call).document()), PolicyName: name };
  }

  /** A change counts at once; AWS says it takes a few seconds, and topics may use a data key for five minutes more. */
  #setEnabled(input: CallInput, action: 'kms:EnableKey' | 'kms:DisableKey', call: CallContext): CallOutput {
    const keyId = requiredInput(input, 'KeyId');
    if (keyId.includes('alias/')) throw new ServiceError('InvalidArnException', `${keyId} is not the id or ARN of a key`);
    this.#authorizedKey(keyId, action, call).enabled = action === 'kms:EnableKey';
    return {};
  }

  #generateDataKey(input: CallInput, call: CallContext): CallOutput {
    const key = this.#authorizedKey(requiredInput(input, 'KeyId'), 'kms:GenerateDataKey', call);
    const { KeySpec: spec = 'AES_256', NumberOfBytes: bytes } = input;
    const length = typeof bytes === 'number' ? bytes : DATA_KEY_BYTES[String(spec)];
    if (length === undefined) throw new ServiceError('ValidationException', `KeySpec ${String(spec)} is not AES_256 or AES_128`);
    const seed = `${key.arn} ${this.#dataKeys++}`;
    const ciphertext = Buffer.from(JSON.stringify({ keyArn: key.arn, seed, length }), 'utf8');
    return { KeyId: key.arn, Plaintext: dataKey(seed, length), CiphertextBlob: new Uint8Array(ciphertext) };
  }

  #decrypt(input: CallInput, call: CallContext): CallOutput {
    const blob = input.CiphertextBlob;
    const made = blob instanceof Uint8Array ? parseJsonObject(Buffer.from(blob).toString('utf8')) : undefined;
    const { keyArn, seed, length } = made ?? {};
    if (typeof keyArn !== 'string' || typeof seed !== 'string' || typeof length !== 'number') {
      throw new ServiceError('InvalidCiphertextException', 'the ciphertext was not made by this account');
    }
    const key = this.#authorizedKey(keyArn, 'kms:Decrypt', call);
    if (input.KeyId !== undefined && this.#find(requiredInput(input, 'KeyId'), call.region) !== key) {
      throw new ServiceError('IncorrectKeyException', 'the ciphertext was made with another key');
    }
    return { KeyId: key.arn, Plaintext: dataKey(seed, length), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }
}

function known<T>(value: OrDoubt<T>): T {
  if (value instanceof NotSimulatedError) throw value;
  return value;
}

function readKey(resource: LoadedResource, arn: string): Key {
  if (resource.type === 'AWS::KMS::ReplicaKey') throw new NotSimulatedError(`replica key ${arn}`);
  const { properties } = resource;
  allowOnly(properties, KMS_RESOURCES['AWS::KMS::Key']);
  for (const [name, simulated] of Object.entries(ONLY_SIMULATED)) {
    const value = optionalText(properties, name) ?? simulated;
    if (value !== simulated) throw new NotSimulatedError(`${name} ${value} of key ${arn}`);
  }
  return {
    id: resource.ref,
    arn,
    enabled: booleanOr(properties, 'Enabled', true),
    policy: keyPolicyStatements(resource),
    document: () => keyPolicyDocument(resource),
  };
}

/** True for the keys AWS keeps per service, such as alias/aws/sns. */
function isAwsManaged(keyId: string): boolean {
  return /(^|:)alias\/aws\//.test(keyId);
}

/** Bytes that look like a key and are the same in every run. */
function dataKey(seed: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) => createHash('sha256').update(`${seed} ${block}`).digest());
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}
