import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const SES_RESOURCES = {
  'AWS::SES::ReceiptRule': ['Rule', 'RuleSetName'],
} as const satisfies ResourceDeclarations;
