import type { ResourceDeclarations } from '../../core/service-host';

/** Roles and their policies are read by the account, which authorises every call; trust is a part of a role. */
export const STS_RESOURCES = {
  'AWS::IAM::Role': { reads: ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'] },
  'AWS::IAM::Policy': { reads: ['PolicyDocument', 'Roles'] },
  'AWS::IAM::RolePolicy': { reads: ['PolicyDocument', 'RoleName'] },
  'AWS::IAM::ManagedPolicy': { reads: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'] },
} as const satisfies ResourceDeclarations;
