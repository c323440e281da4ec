import { DOCUMENTED_ENUMERATIONS } from '../../../lib/aws/enumerations/documented-enumerations';
import { enumerationsOf, isOneOf } from '../../../lib/aws/enumerations/enumerations';

const at = (type: string, path: string) => enumerationsOf(type).find((each) => each.path.join('.') === path)!;

describe('enumerations', () => {
  test('have texts and numbers, and paths through lists', () => {
    expect(at('AWS::Logs::LogGroup', 'RetentionInDays').values).toContain('3653');
    expect(at('AWS::DynamoDB::Table', 'AttributeDefinitions.*.AttributeType').values).toEqual(['B', 'N', 'S']);
    expect(enumerationsOf('AWS::EC2::Nonsense')).toEqual([]);
  });

  test('compare letter case, but where CloudFormation does not', () => {
    expect(isOneOf(at('AWS::Scheduler::Schedule', 'State'), 'ENABLED')).toBe(true);
    expect(isOneOf(at('AWS::Scheduler::Schedule', 'State'), 'Enabled')).toBe(false);
    expect(isOneOf(at('AWS::Backup::BackupSelection', 'BackupSelection.ListOfTags.*.ConditionType'), 'STRINGEQUALS')).toBe(true);
  });

  test('rows of our own repeat nothing that CloudFormation has rules for', () => {
    for (const { type, paths, values } of DOCUMENTED_ENUMERATIONS) {
      const ofType = enumerationsOf(type).map(({ path }) => path.join('.'));
      for (const path of paths.split(' ')) expect([path, ofType.filter((each) => each === path).length]).toEqual([path, 1]);
      expect(new Set(values.split('|')).size).toBe(values.split('|').length);
    }
  });
});
