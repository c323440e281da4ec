import * as iam from 'aws-cdk-lib/aws-iam';
import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { Authorizer, globalContext, type AuthorizationRequest } from '../../../lib/aws/iam/authorizer';
import { conditionHolds } from '../../../lib/aws/iam/condition';
import { policyStatements } from '../../../lib/aws/iam/policy';
import { accountRoot, cloudWatchPrincipal, type Principal } from '../../../lib/aws/iam/principal';
import { POLICY_TYPES } from '../../../lib/aws/iam/role-policies';
import { ACCOUNT_ID, stacksOf, type Resources } from '../../helpers/simulated-account';

const ALARM_ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:portal';
const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111122223333:pages';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/engine`;
const CLOUDWATCH = cloudWatchPrincipal(ALARM_ARN);

function decide(statements: object[], request: Partial<AuthorizationRequest> = {}, resources: Resources = {}) {
  const authorizer = new Authorizer(stacksOf({ template: { Resources: resources } })[0]!.resources);
  const resourcePolicy = policyStatements({ Statement: statements } as unknown as JsonObject, 'policy');
  return authorizer.authorize({ principal: CLOUDWATCH, action: 'sns:Publish', resource: TOPIC_ARN, resourcePolicy, ...request });
}

const allow = (rest: object = {}) => ({
  Sid: 'Grant',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: TOPIC_ARN,
  ...rest,
});
const deny = (rest: object = {}) => ({ ...allow(rest), Sid: 'Refusal', Effect: 'Deny' });

describe('a policy of a resource, asked about a service', () => {
  test('allows what a statement allows, and names the statement', () => {
    expect(decide([allow()])).toEqual({ outcome: 'allowed', statement: 'Grant of policy' });
  });

  test('an explicit denial wins, wherever it stands', () => {
    expect(decide([allow(), deny({ Principal: '*' })])).toEqual({ outcome: 'explicitly denied', statement: 'Refusal of policy' });
    expect(decide([deny(), allow()]).outcome).toBe('explicitly denied');
  });

  test.each([
    ['another service', { Principal: { Service: 'events.amazonaws.com' } }],
    ['an account', { Principal: { AWS: ACCOUNT_ID } }],
    ['another action', { Action: ['sns:Subscribe', 'sns:List*'] }],
    ['everything but the action', { Action: undefined, NotAction: 'sns:Pub*' }],
    ['another resource', { Resource: `${TOPIC_ARN}-other` }],
    ['everything but the resource', { Resource: undefined, NotResource: [TOPIC_ARN] }],
  ])('denies implicitly when the statement is about %s', (_what, rest) => {
    expect(decide([allow(rest)])).toEqual({ outcome: 'implicitly denied' });
  });

  test.each([
    ['a list of services', { Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] } }],
    ['everybody', { Principal: '*' }],
    ['every AWS principal', { Principal: { AWS: '*' } }],
    ['actions with a wildcard, in any case', { Action: 'SNS:pub*' }],
    ['all resources', { Resource: '*' }],
    ['NotAction of something else', { Action: undefined, NotAction: 'sns:Subscribe' }],
  ])('allows by %s', (_what, rest) => expect(decide([allow(rest)]).outcome).toBe('allowed'));

  test.each([
    ['NotPrincipal', { NotPrincipal: { AWS: '*' } }],
    ['a principal kind', { Principal: { Robot: 'x' } }],
    ['every service', { Principal: { Service: '*' } }],
    ['a misspelt element', { Conditions: {} }],
    ['Action and NotAction', { NotAction: 'sns:Subscribe' }],
    ['an ARN condition without an ARN', { Condition: { ArnLike: { 'aws:SourceArn': '*' } } }],
    ['a policy variable', { Resource: 'arn:aws:sns:*:*:${aws:username}' }],
    ['a condition operator', { Condition: { NumericEquals: { 'aws:SourceArn': '1' } } }],
    ['a set operator', { Condition: { 'ForAnyValue:StringEquals': { 'aws:SourceArn': '1' } } }],
    ['a condition key', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ['an effect', { Effect: 'Perhaps' }],
  ])('throws for %s it does not know, never guesses', (_what, rest) => {
    expect(() => decide([allow(rest)])).toThrow(NotSimulatedError);
  });
});

test('a statement nobody can judge matters only where it could turn the decision round', () => {
  const unknown = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
  expect(decide([allow(unknown), allow()]).outcome).toBe('allowed');
  expect(decide([deny(unknown), deny()]).outcome).toBe('explicitly denied');
  expect(decide([allow(unknown), deny()]).outcome).toBe('explicitly denied');
  expect(() => decide([allow(), deny(unknown)])).toThrow(/aws:PrincipalOrgID/);
  expect(() => decide([allow(), { ...allow(), Effect: 'Perhaps' }])).toThrow(/Perhaps/);
});

describe('condition operators', () => {
  const context = globalContext(CLOUDWATCH);
  const role = globalContext(ROLE_ARN);
  test.each([
    ['StringEquals of an equal value', { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } }, context, true],
    ['StringEquals of one of several values', { StringEquals: { 'AWS:sourceaccount': ['1', ACCOUNT_ID] } }, context, true],
    ['StringEquals of another value', { StringEquals: { 'aws:SourceAccount': '1' } }, context, false],
    ['StringEquals of a key that is absent', { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } }, role, false],
    ['StringEqualsIfExists of a key that is absent', { StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT_ID } }, role, true],
    ['StringEqualsIfExists of another value', { StringEqualsIfExists: { 'aws:SourceAccount': '1' } }, context, false],
    ['StringNotEquals of one of several values', { StringNotEquals: { 'aws:SourceAccount': ['1', ACCOUNT_ID] } }, context, false],
    ['StringNotEquals of other values', { StringNotEquals: { 'aws:SourceAccount': ['1', '2'] } }, context, true],
    ['StringNotEquals of a key that is absent', { StringNotEquals: { 'aws:SourceAccount': '1' } }, role, true],
    ['StringLike with a wildcard', { StringLike: { 'aws:SourceArn': 'arn:*:alarm:port?l' } }, context, true],
    ['StringLike where a dot is only a dot', { StringLike: { 'aws:PrincipalServiceName': 'cloudwatch?amazonaws?co.' } }, context, false],
    ['ArnLike per part', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*:111122223333:alarm:*' } }, context, true],
    ['ArnLike whose wildcard would reach over a part', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*:alarm:portal' } }, context, false],
    ['ArnEquals is ArnLike', { ArnEquals: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-*:111122223333:alarm:portal' } }, context, true],
    ['Bool', { Bool: { 'aws:SecureTransport': true } }, context, true],
    ['Bool of the other value', { Bool: { 'aws:SecureTransport': 'false' } }, context, false],
    ['Null true of a key that is there', { Null: { 'aws:SourceArn': 'true' } }, context, false],
    ['Null true of a key that is absent', { Null: { 'aws:SourceArn': 'true' } }, role, true],
    ['Null false of a key that is there', { Null: { 'aws:SourceArn': 'false' } }, context, true],
    ['two operators must both hold', { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceAccount': '1' } }, context, false],
  ])('%s', (_what, condition, requestContext, expected) => {
    expect(conditionHolds(condition, requestContext, 'test')).toBe(expected);
  });
});

describe('a role of the template', () => {
  const role = (rest: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: 'engine', ...rest } });
  const document = (effect: string, action: string) => ({ Statement: { Effect: effect, Action: action, Resource: '*' } });
  const inline = { Policies: [{ PolicyName: 'p', PolicyDocument: document('Allow', 'sns:*') }] };
  const ask = (resources: Resources, request: Partial<AuthorizationRequest> = {}, policy: object[] = []) =>
    decide(policy, { principal: ROLE_ARN as Principal, ...request }, resources).outcome;

  test('is allowed by an inline policy', () => expect(ask({ R: role(inline) })).toBe('allowed'));
  test('is denied without any policy', () => expect(ask({ R: role() })).toBe('implicitly denied'));
  test('is allowed by a policy attached to it, and not by one attached to another role', () => {
    const attached = (name: string) => ({ Type: 'AWS::IAM::Policy', Properties: { Roles: [name], PolicyDocument: document('Allow', 'sns:Publish') } });
    expect(ask({ R: role(), P: attached('engine') })).toBe('allowed');
    expect(ask({ R: role(), P: attached('other') })).toBe('implicitly denied');
  });
  test('is allowed by a managed policy of the template', () => {
    const managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('Allow', 'sns:Publish') } };
    expect(ask({ R: role({ ManagedPolicyArns: [{ Ref: 'M' }] }), M: managed })).toBe('allowed');
  });
  test('is refused by an explicit denial in either policy', () => {
    const both = { Policies: [...inline.Policies, { PolicyDocument: document('Deny', 'sns:Publish') }] };
    expect(ask({ R: role(both) })).toBe('explicitly denied');
    expect(ask({ R: role(inline) }, {}, [deny({ Principal: { AWS: ACCOUNT_ID } })])).toBe('explicitly denied');
  });
  test('is allowed by a resource policy that names it, without any policy of its own', () => {
    expect(ask({ R: role() }, {}, [allow({ Principal: { AWS: ROLE_ARN } })])).toBe('allowed');
  });
  test('is not allowed by a resource policy that only names the account', () => {
    expect(ask({ R: role() }, {}, [allow({ Principal: { AWS: accountRoot(ACCOUNT_ID) } })])).toBe('implicitly denied');
  });
  test('needs the key policy as well as its own for a key', () => {
    const key = { identityNeedsResourcePolicy: true };
    const delegation = allow({ Principal: { AWS: accountRoot(ACCOUNT_ID) } });
    expect(ask({ R: role(inline) }, key)).toBe('implicitly denied');
    expect(ask({ R: role(inline) }, key, [delegation])).toBe('allowed');
    expect(ask({ R: role() }, key, [delegation])).toBe('implicitly denied');
  });
  const ways: readonly [way: string, resources: (policy: object) => Resources][] = [
    ['Policies of the role', (policy) => ({ R: role({ Policies: [{ PolicyName: 'p', PolicyDocument: policy }] }) })],
    ['AWS::IAM::Policy', (policy) => ({ R: role(), P: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'R' }], PolicyDocument: policy } } })],
    ['AWS::IAM::RolePolicy', (policy) => ({ R: role(), P: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'R' }, PolicyDocument: policy } } })],
    [
      'AWS::IAM::ManagedPolicy with Roles',
      (policy) => ({ R: role(), P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'R' }], PolicyDocument: policy } } }),
    ],
    [
      'ManagedPolicyArns of the role',
      (policy) => ({ R: role({ ManagedPolicyArns: [{ Ref: 'P' }] }), P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } } }),
    ],
  ];
  test.each(ways)('is allowed and denied by %s', (_way, resources) => {
    expect(ask(resources(document('Allow', 'sns:Publish')))).toBe('allowed');
    expect(ask(resources(document('Allow', 'sns:Subscribe')))).toBe('implicitly denied');
    const denied = resources(document('Deny', 'sns:Publish'));
    expect(ask({ ...denied, Q: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['engine'], PolicyDocument: document('Allow', '*') } } })).toBe(
      'explicitly denied',
    );
  });
  test.each([
    ['AWS::IAM::UserPolicy', { UserName: 'engine' }],
    ['AWS::IAM::GroupPolicy', { GroupName: 'engine' }],
    ['AWS::IAM::Policy', { Users: ['engine'], Groups: ['engine'] }],
  ])('is not reached by %s of users and groups', (Type, rest) => {
    expect(ask({ R: role(), P: { Type, Properties: { ...rest, PolicyDocument: document('Allow', '*') } } })).toBe('implicitly denied');
  });
  test('every type of policy that CloudFormation has is known to reach roles or not to', () => {
    const types = Object.keys(iam)
      .filter((name) => /^Cfn\w*Policy$/.test(name))
      .map((name) => `AWS::IAM::${name.slice('Cfn'.length)}`);
    expect(types).toContain('AWS::IAM::RolePolicy');
    expect(types.filter((type) => !Object.hasOwn(POLICY_TYPES, type))).toEqual([]);
  });
  test('cannot be decided when a policy nobody can read may deny or allow it', () => {
    const aws = { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    expect(() => ask({ R: role(aws) })).toThrow(/AdministratorAccess/);
    expect(() => ask({ R: role({ ...aws, ...inline }) })).toThrow(/AdministratorAccess/);
    expect(() => ask({ R: role(aws) }, {}, [allow({ Principal: { AWS: ROLE_ARN } })])).toThrow(/AdministratorAccess/);
    expect(ask({ R: role({ ...aws, Policies: [{ PolicyDocument: document('Deny', 'sns:Publish') }] }) })).toBe('explicitly denied');
    expect(ask({ R: role({ ...aws, ...inline }) }, { identityNeedsResourcePolicy: true })).toBe('implicitly denied');
  });
  test('is allowed to write logs, and nothing else, by what AWS attaches to roles of functions', () => {
    const logs = { R: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }) };
    expect(ask(logs, { action: 'logs:PutLogEvents' })).toBe('allowed');
    expect(ask(logs)).toBe('implicitly denied');
  });
  test('is judged by what is known of a policy: a value only known at deployment stops only what depends on it', () => {
    const about = (action: string, effect = 'Allow') => ({ Effect: effect, Action: action, Resource: { Ref: 'Nowhere' } });
    const policies = (...statements: object[]) => ({ R: role({ Policies: [...inline.Policies, { PolicyDocument: { Statement: statements } }] }) });
    expect(ask(policies(about('s3:*'), about('sns:*')))).toBe('allowed');
    expect(() => ask(policies(about('sns:*', 'Deny')))).toThrow(/Nowhere/);
    expect(() => ask(policies(about('sqs:*')), { action: 'sqs:SendMessage' })).toThrow(/Nowhere/);
    expect(() => ask({ R: role({ Policies: [{ PolicyDocument: { Ref: 'Nowhere' } }] }) })).toThrow(/Nowhere/);
    expect(() => ask({ R: role({ ...inline, ManagedPolicyArns: [{ Ref: 'Nowhere' }] }) })).toThrow(/ManagedPolicyArns/);
  });
  test('cannot be decided when it cannot be determined whether a policy is there', () => {
    const document = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    const perhaps = { Type: 'AWS::IAM::Policy', Condition: 'Nowhere', Properties: { Roles: ['engine'], PolicyDocument: document } };
    expect(() => ask({ R: role(inline), P: perhaps })).toThrow(/policy test: resource P/);
  });
  describe('with a permissions boundary', () => {
    const bounded = (boundary: object, rest: object = inline): Resources => ({
      R: role({ ...rest, PermissionsBoundary: { Ref: 'B' } }),
      B: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: boundary } },
    });
    test('is allowed what both allow', () => {
      expect(ask(bounded(document('Allow', 'sns:Publish')))).toBe('allowed');
      expect(ask(bounded(document('Allow', 'sqs:*')))).toBe('implicitly denied');
      expect(ask(bounded(document('Deny', 'sns:*')))).toBe('explicitly denied');
      expect(ask(bounded(document('Allow', 'sns:*'), {}))).toBe('implicitly denied');
    });
    test('is allowed by a resource policy that names it only what the boundary allows', () => {
      const policy = [allow({ Principal: { AWS: ROLE_ARN } })];
      expect(ask(bounded(document('Allow', 'sns:*'), {}), {}, policy)).toBe('allowed');
      expect(ask(bounded(document('Allow', 'sqs:*'), {}), {}, policy)).toBe('implicitly denied');
      expect(() => ask(bounded(document('Allow', 'sqs:*'), {}), {}, [allow({ Principal: '*' })])).toThrow(/PermissionsBoundary/);
    });
    test('that nobody can read cannot be decided when its policies allow it', () => {
      const unknown = { PermissionsBoundary: 'arn:aws:iam::aws:policy/X' };
      expect(() => ask({ R: role({ ...inline, ...unknown }) })).toThrow(/PermissionsBoundary/);
      expect(ask({ R: role(unknown) })).toBe('implicitly denied');
    });
  });
  test('is decided anew for another action, resource, condition key or list of statements', () => {
    const statements = policyStatements(
      { Statement: [{ ...allow({ Principal: { AWS: ROLE_ARN } }), Condition: { StringEquals: { 'kms:ViaService': 'sns' } } }] } as unknown as JsonObject,
      'policy',
    );
    const authorizer = new Authorizer(stacksOf({ template: { Resources: { R: role() } } })[0]!.resources);
    const outcome = (request: Partial<AuthorizationRequest>) =>
      authorizer.authorize({
        principal: ROLE_ARN,
        action: 'sns:Publish',
        resource: TOPIC_ARN,
        resourcePolicy: statements,
        context: { 'kms:viaservice': 'sns' },
        ...request,
      }).outcome;
    for (let twice = 0; twice < 2; twice++) {
      expect(outcome({})).toBe('allowed');
      expect(outcome({ action: 'sns:Subscribe' })).toBe('implicitly denied');
      expect(outcome({ resource: `${TOPIC_ARN}-other` })).toBe('implicitly denied');
      expect(outcome({ context: { 'kms:viaservice': 'sqs' } })).toBe('implicitly denied');
      expect(outcome({ context: { 'kms:viaservice': undefined } })).toBe('implicitly denied');
      expect(outcome({ resourcePolicy: [] })).toBe('implicitly denied');
      expect(() => outcome({ context: {} })).toThrow(/kms:ViaService/);
    }
  });
  test('that no template has is not simulated', () => expect(() => ask({})).toThrow(/principal arn:aws:iam/));
  test('the root of the account is allowed what nothing denies', () => {
    expect(ask({}, { principal: accountRoot(ACCOUNT_ID) })).toBe('allowed');
    expect(ask({}, { principal: accountRoot(ACCOUNT_ID) }, [deny({ Principal: '*' })])).toBe('explicitly denied');
  });
});
