import { filesOnDisk } from '../../lib/config/read-directory';
import { readRunbook } from '../../lib/config/read-runbook';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { runGameDay } from '../../lib/gameday/run-game-day';
import { buildPlan } from '../../lib/plan/build-plan';
import { inWords } from '../helpers/measurement-words';
import { synthesizedStacks } from '../helpers/synthesized-configuration';
import { proposalOf, readBack, type Resources } from './read-back';

/** The scenario that is proposed passes, whatever its first objective is: the times follow from its target. */

bundleHandler('incident-engine');
bundleHandler('budget-ledger');
// What a page leads to where a configuration has no runbooks of its own: it ships.
const acknowledge = readRunbook('runbooks/acknowledge-incident', filesOnDisk).runbook!;

test.each<[string, Resources]>([
  ['a distribution', { Only: { Type: 'AWS::CloudFront::Distribution' } }],
  ['an HTTP API', { Only: { Type: 'AWS::ApiGatewayV2::Api' } }],
  ['a REST API', { Only: { Type: 'AWS::Serverless::Api', Properties: { Name: 'orders', StageName: 'live' } } }],
  ['a function', { Only: { Type: 'AWS::Lambda::Function' } }],
  ['a table', { Only: { Type: 'AWS::DynamoDB::Table' } }],
  ['a queue', { Only: { Type: 'AWS::SQS::Queue' } }],
  ['a state machine', { Only: { Type: 'AWS::StepFunctions::StateMachine' } }],
])('the first scenario of %s passes', async (_, resources) => {
  const { models, scenario } = readBack(proposalOf(resources));
  const model = models[0]!;
  const { plan } = buildPlan(model, [acknowledge]);
  const { outcome, measurements, differences, unknown } = await runGameDay({ scenario: scenario!, model, plan, stacks: synthesizedStacks(plan) });
  expect({ failed: measurements.filter((each) => each.outcome !== 'passed').map(inWords), differences, unknown, outcome }).toEqual({
    failed: [],
    differences: [],
    unknown: [],
    outcome: 'passed',
  });
});
