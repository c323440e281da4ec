import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, type StatedCall, type StatedOperation } from './stated-service';

/** Keys of one user. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_KEYS = 2;

/** Items of a page that is asked for without a number. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
const DEFAULT_PAGE = 100;

/** Users and roles, with their access keys and policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const STATED_IAM = statedService(
  { name: 'iam', title: 'Identity and Access Management', denied: 'AccessDenied', invalid: 'ValidationError' },
  {
    'iam user': { key: ['UserName'], like: 'iam:GetUser $.User', isGlobal: true },
    'iam role': { key: ['RoleName'], like: 'iam:GetRole $.Role', isGlobal: true },
    'iam access key': { key: ['UserName', 'AccessKeyId'], like: 'iam:ListAccessKeys $.AccessKeyMetadata[0]', besides: ['LastUsed'], isGlobal: true },
    'iam user policy': { key: ['UserName', 'PolicyName'], like: 'iam:GetUserPolicy $', isGlobal: true },
    'iam role policy': { key: ['RoleName', 'PolicyName'], like: 'iam:GetRolePolicy $', isGlobal: true },
    'iam attached user policy': { key: ['UserName', 'PolicyArn'], like: 'iam:ListAttachedUserPolicies $.AttachedPolicies[0]', isGlobal: true },
    'iam attached role policy': { key: ['RoleName', 'PolicyArn'], like: 'iam:ListAttachedRolePolicies $.AttachedPolicies[0]', isGlobal: true },
  },
  {
    GetUser: {
      effect: 'read',
      input: ['UserName'],
      resource: userArn,
      run: (input, call) => ({ User: { Arn: userArn(input, call), ...userOf(input, call) } }),
    },
    GetRole: {
      effect: 'read',
      input: ['RoleName'],
      resource: roleArn,
      run: (input, call) => ({ Role: { Arn: roleArn(input, call), ...roleOf(input, call) } }),
    },
    ListUsers: {
      effect: 'read',
      input: ['PathPrefix', 'MaxItems', 'Marker'],
      run: ({ PathPrefix: prefix = '/', MaxItems: most = DEFAULT_PAGE, Marker: marker = '0' }, call) => {
        const found = call.store.list('iam user', call.region).filter((user) => pathOf(user).startsWith(String(prefix)));
        const [from, until] = [Number(marker), Number(marker) + Number(most)];
        const Users = found.slice(from, until).map((user) => ({ Path: pathOf(user), Arn: userArn(user, call), ...user }));
        return { Users, IsTruncated: until < found.length, ...(until < found.length && { Marker: String(until) }) };
      },
    },
    ListAccessKeys: {
      effect: 'read',
      input: ['UserName'],
      resource: userArn,
      run: (input, call) => ({ AccessKeyMetadata: keysOf(input, call).map(({ LastUsed: _lastUsed, ...key }) => key), IsTruncated: false }),
    },
    GetAccessKeyLastUsed: {
      effect: 'read',
      input: ['AccessKeyId'],
      resource: (input, call) => userArn({ UserName: keyById(input, call)?.UserName ?? '*' }, call),
      run: (input, call) => {
        const key = keyById(input, call);
        if (key === undefined) throw noSuchEntity(`Access Key with id ${String(input.AccessKeyId)}`);
        return { UserName: key.UserName, AccessKeyLastUsed: key.LastUsed ?? { Region: 'N/A', ServiceName: 'N/A' } };
      },
    },
    CreateAccessKey: {
      effect: 'write',
      input: ['UserName'],
      resource: userArn,
      run: (input, call) => {
        if (keysOf(input, call).length >= MAX_KEYS) throw new ServiceError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS}`);
        const id = `AKIA${call.nextId().replaceAll('-', '').slice(-16)}`;
        const key = { UserName: String(input.UserName), AccessKeyId: id, Status: 'Active', CreateDate: call.now.toISOString() };
        call.store.put('iam access key', call.region, key);
        return { AccessKey: { ...key, SecretAccessKey: `secret-of-${id}` } };
      },
    },
    UpdateAccessKey: {
      effect: 'write',
      input: ['UserName', 'AccessKeyId', 'Status'],
      resource: userArn,
      run: (input, call) => {
        keyOf(input, call).Status = String(input.Status);
        return {};
      },
    },
    DeleteAccessKey: {
      effect: 'write',
      input: ['UserName', 'AccessKeyId'],
      resource: userArn,
      run: (input, call) => {
        keyOf(input, call);
        call.store.remove('iam access key', call.region, String(input.UserName), String(input.AccessKeyId));
        return {};
      },
    },
    ...policiesOf('User', userArn, userOf),
    ...policiesOf('Role', roleArn, roleOf),
  },
);

/** Policies of users and of roles are the same, but for their names. */
function policiesOf(
  owner: 'User' | 'Role',
  resource: (input: CallInput, call: StatedCall) => string,
  existing: (input: CallInput, call: StatedCall) => Stated,
): Readonly<Record<string, StatedOperation>> {
  const [name, kind, attached] = [`${owner}Name`, `iam ${owner.toLowerCase()} policy`, `iam attached ${owner.toLowerCase()} policy`];
  const all = (of: string, input: CallInput, call: StatedCall) => call.store.list(of, call.region).filter((policy) => policy[name] === input[name]);
  return {
    [`List${owner}Policies`]: {
      effect: 'read',
      input: [name],
      resource,
      run: (input, call) => {
        existing(input, call);
        return { PolicyNames: all(kind, input, call).map(({ PolicyName }) => PolicyName), IsTruncated: false };
      },
    },
    [`ListAttached${owner}Policies`]: {
      effect: 'read',
      input: [name],
      resource,
      run: (input, call) => {
        existing(input, call);
        return { AttachedPolicies: all(attached, input, call).map(({ PolicyName, PolicyArn }) => ({ PolicyName, PolicyArn })), IsTruncated: false };
      },
    },
    [`Get${owner}Policy`]: {
      effect: 'read',
      input: [name, 'PolicyName'],
      resource,
      run: (input, call) => call.existing(kind, [String(input[name]), String(input.PolicyName)], noSuchEntity(`policy with name ${String(input.PolicyName)}`)),
    },
    [`Put${owner}Policy`]: {
      effect: 'write',
      input: [name, 'PolicyName', 'PolicyDocument'],
      resource,
      run: (input, call) => {
        existing(input, call);
        call.store.put(kind, call.region, input as JsonObject);
        return {};
      },
    },
    [`Delete${owner}Policy`]: {
      effect: 'write',
      input: [name, 'PolicyName'],
      resource,
      run: (input, call) => {
        const key = [String(input[name]), String(input.PolicyName)];
        call.existing(kind, key, noSuchEntity(`policy with name ${key[1]}`));
        call.store.remove(kind, call.region, ...key);
        return {};
      },
    },
  };
}

function noSuchEntity(what: string): ServiceError {
  return new ServiceError('NoSuchEntity', `The ${what} cannot be found.`);
}

function userOf({ UserName: name }: CallInput, call: StatedCall): Stated {
  return call.existing('iam user', String(name), noSuchEntity(`user with name ${String(name)}`));
}

function roleOf({ RoleName: name }: CallInput, call: StatedCall): Stated {
  return call.existing('iam role', String(name), noSuchEntity(`role with name ${String(name)}`));
}

function keysOf(input: CallInput, call: StatedCall): readonly Stated[] {
  userOf(input, call);
  return call.store.list('iam access key', call.region).filter(({ UserName }) => UserName === input.UserName);
}

function keyOf(input: CallInput, call: StatedCall): Stated {
  const id = String(input.AccessKeyId);
  return call.existing('iam access key', [String(input.UserName), id], noSuchEntity(`Access Key with id ${id}`));
}

function keyById({ AccessKeyId: id }: CallInput, call: StatedCall): Stated | undefined {
  return call.store.list('iam access key', call.region).find(({ AccessKeyId }) => AccessKeyId === id);
}

/** A user that is stated without a path has none. */
function pathOf({ Path: path = '/' }: Stated): string {
  return String(path);
}

function userArn({ UserName: name }: CallInput, call: StatedCall): string {
  const user = call.store.isStated('iam user', call.region) ? call.store.find('iam user', call.region, String(name)) : undefined;
  return call.arn(`user${pathOf(user ?? {})}${String(name)}`, 'iam', '');
}

function roleArn({ RoleName: name }: CallInput, call: StatedCall): string {
  return call.arn(`role/${String(name)}`, 'iam', '');
}
