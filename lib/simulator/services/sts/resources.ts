import type { ResourceDeclarations } from '../../core/service-host';

/** Roles are read by the account, which authorises every call; trust is a part of them. */
export const STS_RESOURCES = { 'AWS::IAM::Role': undefined } as const satisfies ResourceDeclarations;
