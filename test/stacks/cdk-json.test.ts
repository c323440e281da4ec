import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => JSON.parse(readFileSync(join(__dirname, '../..', path), 'utf8')) as Record<string, unknown>;
const cdkJson = read('cdk.json');
const context = cdkJson['context'] as Record<string, unknown>;

test('CloudFormation validation is on, and a synth asks the network nothing', () => {
  expect(context).toMatchObject({ '@aws-cdk/core:validateAgainstDefaultRules': true, 'cli-telemetry': false });
  expect(cdkJson).toMatchObject({ notices: false, versionReporting: false, lookups: false });
});

test('every feature flag is as the library recommends, with one exception', () => {
  const recommended = read('node_modules/aws-cdk-lib/recommended-feature-flags.json');
  expect(context).toMatchObject({
    ...recommended,
    // A weak reference lets a topic be replaced under alarms that go on publishing to the old one.
    '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  });
});
