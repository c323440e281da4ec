import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const SSM_RESOURCES = {
  'AWS::SSM::Parameter': ['AllowedPattern', 'DataType', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'],
  'AWS::SSM::Document': ['Content', 'DocumentFormat', 'DocumentType', 'Name', 'Tags', 'TargetType', 'UpdateMethod', 'VersionName'],
} as const satisfies ResourceDeclarations;
