import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { loadOnCall } from '../../lib/config/load-on-call';
import { EscalationTiers } from '../../lib/constructs/escalation-tiers';
import { IncidentResponse } from '../../lib/constructs/incident-response';
import type { IncidentResponseProps } from '../../lib/constructs/incident-response-props';
import { SloAlarms } from '../../lib/constructs/slo-alarms';
import type { SloAlarmsProps } from '../../lib/constructs/slo-alarms-props';
import { ProblemsError } from '../../lib/problems/problem';
import { filesInMemory } from '../helpers/files-in-memory';
import { exampleObjective } from '../helpers/models';

const ON_CALL = loadOnCall('examples/two-people/config/on-call.yaml');

function objectiveIn(stack: Stack, changes: Partial<SloAlarmsProps> = {}): SloAlarms {
  const topic = new Topic(stack, `Alarms-${stack.node.children.length}`);
  return new SloAlarms(stack, `Objective-${stack.node.children.length}`, {
    sli: exampleObjective().sli,
    objective: { id: 'availability', targetPercent: 99.9, impact: 'customers cannot pay', runbook: 'https://wiki.example.com/checkout' },
    window: Duration.days(30),
    application: 'shop',
    environment: 'prod',
    service: 'checkout',
    noData: { kind: 'alarm', afterMinutes: 15, severity: 'S2' },
    traffic: { eventsPerMinute: 600 },
    topics: { S1: topic, S2: topic, S3: topic },
    ...changes,
  });
}

function respond(changes: Partial<IncidentResponseProps> = {}, objective: Partial<SloAlarmsProps> = {}, region = 'eu-central-1') {
  // Nothing is synthesized, so nothing has to be bundled.
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Operations', region === 'anywhere' ? {} : { env: { region } });
  const topic = new Topic(stack, 'Topic');
  const objectives = [objectiveIn(stack, objective)];
  const given = { application: 'shop', environment: 'prod', objectives, onCall: ON_CALL, topics: { S1: topic, S2: topic } };
  return { app, stack, incidents: new IncidentResponse(stack, 'Incidents', { ...given, ...changes }) };
}

describe('the watchdog', () => {
  test('stands in a neighbouring region where nothing else is said, and is deployed after what it watches', () => {
    const { app, stack, incidents } = respond();
    const watchdogStack = new Stack(app, 'Watchdog', { env: { region: 'eu-west-1' } });
    const watchdog = incidents.addWatchdog(watchdogStack);
    expect(incidents.plan.watchdog.region).toBe('eu-west-1');
    expect(watchdogStack.dependencies).toContain(stack);
    expect(watchdog.canary.queue).toBeDefined();
    expect(incidents.node.validate()).toEqual([]);
  });

  test('is missed at synth', () => {
    expect(respond().incidents.node.validate()).toEqual(['nothing watches the incident engine: call addWatchdog with a stack of eu-west-1']);
  });

  test('has to know where the engine is, and be elsewhere', () => {
    const anywhere = () => respond({ onCall: { ...ON_CALL, watchdog: { ...ON_CALL.watchdog, region: 'eu-west-1' } } }, {}, 'anywhere');
    const { app, incidents } = anywhere();
    const other = new Stack(app, 'Other', { env: { region: 'eu-west-1' } });
    expect(() => incidents.addWatchdog(other)).toThrow(
      'engineRegion is known at deployment only: allowed is the region that the incident engine is deployed to',
    );
    expect(() => incidents.addWatchdog(other, { engineRegion: 'eu-west-1' })).toThrow('plan.region is eu-west-1, where the engine is');
  });
});

/** What is said of a construct when it is synthesized. */
const saidOf = (construct: IncidentResponse) => construct.node.metadata.map(({ type, data }) => `${type.replace('aws:cdk:', '')} ${String(data)}`);

test('pages link to runbooks that are there: of one that is neither an address nor made here, a warning says what to deploy', () => {
  const { incidents } = respond({}, { objective: { id: 'availability', targetPercent: 99.9, impact: 'customers cannot pay', runbook: 'checkout-failing' } });
  expect(saidOf(incidents)).toEqual([
    expect.stringMatching(
      /^warning pages link to the runbook checkout-failing, the document shop-prod-checkout-failing of Systems Manager, which is not made here/,
    ),
    expect.stringMatching(/^warning the channels booking-alerts of onCall hear nothing from here/),
  ]);
});

test('what day2 check says of people on call fails the synthesis', () => {
  const people = ON_CALL.roster.people.map((person) => ({ ...person, channels: ['email'] as const }));
  const { incidents } = respond({ onCall: { ...ON_CALL, roster: { ...ON_CALL.roster, people } } });
  expect(saidOf(incidents)).toContainEqual(expect.stringMatching(/^error ESC\d\d\d prod on-call /));
});

test('a key of the app encrypts the topics of paging, under the alias by which people are found', () => {
  const stack = new Stack(new App(), 'Tiers', { env: { region: 'eu-central-1' } });
  const key = new Key(stack, 'AppKey');
  new EscalationTiers(stack, 'Tiers', { application: 'shop', environment: 'prod', fallback: { name: 'shop-prod-fallback' }, key });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResourceProperties('AWS::KMS::Alias', {
    AliasName: 'alias/shop-prod-paging',
    TargetKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('AppKey'), 'Arn'] },
  });
});

describe('what cannot work is refused, all at once', () => {
  test('names, objectives and services', () => {
    const elsewhere = objectiveIn(new Stack(new App(), 'Elsewhere', { env: { region: 'eu-central-1' } }), { application: 'other' });
    const services = [{ id: 'basket', title: 'Basket', owner: 'nobody' }];
    expect(() => respond({ objectives: [elsewhere, elsewhere], services })).toThrow(
      new RangeError(
        [
          'objectives[0] has the alarm other-prod-checkout-availability-s1: allowed are alarms of the application shop and the environment prod',
          'objectives[1] is checkout/availability: allowed is one that no other entry has',
          'objectives[1] has the alarm other-prod-checkout-availability-s1: allowed are alarms of the application shop and the environment prod',
          'services[0].id is basket: allowed is a service of the objectives, checkout',
          'services[0].owner is nobody: allowed is a role of the roster, primary-on-call, everybody',
        ].join('\n'),
      ),
    );
    expect(() => respond({ application: 'a'.repeat(50) }, { application: 'a'.repeat(50) })).toThrow(
      'of 71 characters: allowed are 64, the most a role may have',
    );
    expect(() => respond({ objectives: [] })).toThrow('objectives is empty: allowed is at least one');
  });

  test('a roster written in code that names nobody', () => {
    const roster = { ...ON_CALL.roster, roles: [{ id: 'primary-on-call', title: 'On call', standing: ['noor', 'tim'] }] };
    expect(() => respond({ onCall: { ...ON_CALL, roster } })).toThrow(
      /role primary-on-call standing is tim: allowed is a person of the roster, noor, tom\nonCall\.escalation S0 tier 2 is everybody/,
    );
  });

  test('alarms of another region', () => {
    const elsewhere = objectiveIn(new Stack(new App(), 'Elsewhere', { env: { region: 'us-east-2' } }));
    expect(() => respond({ objectives: [elsewhere] })).toThrow(
      'checkout/availability is in us-east-2, this stack in eu-central-1: allowed is one region; of several, an OperationsStage',
    );
  });

  test('a stack of no known region without a region for the watchdog, and a value that the policy could not hold', () => {
    expect(() => respond({}, {}, 'anywhere')).toThrow('onCall.watchdog.region is missing');
    const impact = `customers of ${Aws.STACK_NAME} cannot pay`;
    expect(() => respond({}, { objective: { id: 'availability', targetPercent: 99.9, impact, runbook: 'https://wiki.example.com/' } })).toThrow(
      /^policy has "impact": "customers of .* known at deployment only/,
    );
  });
});

test('who is on call is read from a file, or everything that is wrong with it is said', () => {
  expect(() => loadOnCall('nowhere.yaml')).toThrow(ProblemsError);
  const wrong = filesInMemory('ops', new Map([['on-call.yaml', 'people:\n  ana: { title: Ana, channels: [pigeon] }\n']]));
  expect(() => loadOnCall('ops/on-call.yaml', wrong)).toThrow(/on-call\.yaml:2/);
});
