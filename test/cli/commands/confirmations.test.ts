import { ServiceError } from '../../../lib/aws/errors';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { loadOperations } from '../../../lib/cli/files/operations';
import { storedContacts } from '../../../lib/conformance/stored-contacts';
import { peopleOf } from '../../../lib/incident/roster/people-of';
import type { ContactPlan } from '../../../lib/plan/incident-plan';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { withDeclaredCalls } from '../../helpers/declared-calls';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { shopIncidents, SHOP_CONFIG } from '../../helpers/shop-incidents';
import { ACCOUNT_ID, stacksOf, START, type Resources } from '../../helpers/simulated-account';

const plan = shopIncidents();
const addresses = storedContacts(plan);
const HOME = plan.policy.region;
const [WATCHDOG, WATCHED] = [plan.watchdog.region, plan.watchdog.topicName];
const ANA = addresses['/shop/prod/contacts/ana/email']!;

function topicOf(name: string, subscriptions: readonly ContactPlan[]): Resources {
  const id = name.replaceAll('-', '');
  const contacts = subscriptions.map(({ channel, parameterName }, index) => [
    `${id}${index}`,
    { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: id }, Protocol: channel, Endpoint: addresses[parameterName] } },
  ]);
  return { [id]: { Type: 'AWS::SNS::Topic', Properties: { TopicName: name } }, ...Object.fromEntries(contacts) } as Resources;
}

const resourcesOf = (topics: readonly (readonly [string, readonly ContactPlan[]])[]): object => ({
  template: { Resources: Object.assign({}, ...topics.map(([name, contacts]) => topicOf(name, contacts))) as Resources },
});

/** The topics of people of shop in prod, as deployed; these addresses have not confirmed. */
function deployed(pendingEndpoints: readonly string[] = [], extra: readonly ContactPlan[] = []): Account {
  const account = new Account({
    stacks: stacksOf(
      {
        region: HOME,
        ...resourcesOf([
          ...plan.personTopics.map(({ name, subscriptions }) => [name, subscriptions] as const),
          [plan.regions[0]!.fallbackTopic.name, [...plan.regions[0]!.fallbackTopic.subscriptions, ...extra]],
        ]),
      } as never,
      { region: WATCHDOG, ...resourcesOf([[WATCHED, plan.watchdog.subscriptions]]) } as never,
    ),
    store: new MetricStore(),
    start: START,
    pendingEndpoints,
  });
  for (const { region, name } of plan.storedParameters)
    account.call(accountRoot(ACCOUNT_ID), 'ssm', 'PutParameter', { Name: name, Value: addresses[name], Type: 'String' }, region);
  return withDeclaredCalls(account);
}

const confirmations = (account: Account, ...options: string[]): Promise<CommandResult> =>
  runCommand(['oncall', 'confirmations', '--config', SHOP_CONFIG, ...options], {}, accountClientOf(account));

const calls = (account: Account, operation: string) =>
  account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === operation ? [entry.input] : []));

function refusing(account: Account, operation: string, name: string, region?: string): Account {
  account.failCalls({ service: 'sns', operation, ...(region !== undefined && { region }), from: START, until: START + 1, errorName: name });
  return account;
}

describe('day2 oncall confirmations', () => {
  test('everybody has confirmed: says so, and is fine', async () => {
    const { exitCode, output, errors } = await confirmations(deployed());
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^shop prod\n(\d+) of \1 are confirmed\n$/);
  });

  test('lists who has not, on every topic that they are on, and no address', async () => {
    const { exitCode, output } = await confirmations(deployed([ANA]));
    expect(exitCode).toBe(1);
    expect(
      output
        .split('\n')
        .slice(1, -2)
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['PERSON', 'CHANNEL', 'REGION', 'TOPIC', 'STATE'],
      ['ana', 'email', HOME, 'shop-prod-person-ana', 'not confirmed'],
      ['ana', 'email', HOME, 'shop-prod-fallback', 'not confirmed'],
    ]);
    expect(output).toMatch(/are confirmed, 2 not confirmed\n$/);
    expect(output).not.toContain('@');
  });

  test('somebody who unsubscribed, or whose link has expired, is not subscribed', async () => {
    const account = deployed();
    const TopicArn = `arn:aws:sns:${HOME}:${ACCOUNT_ID}:shop-prod-person-ana`;
    const { Subscriptions } = account.call(accountRoot(ACCOUNT_ID), 'sns', 'ListSubscriptionsByTopic', { TopicArn }, HOME) as never as {
      Subscriptions: { SubscriptionArn: string; Protocol: string }[];
    };
    const [email] = Subscriptions.filter(({ Protocol }) => Protocol === 'email');
    account.call(accountRoot(ACCOUNT_ID), 'sns', 'Unsubscribe', { SubscriptionArn: email!.SubscriptionArn }, HOME);
    expect((await confirmations(account)).output).toMatch(/ana +email +\S+ +shop-prod-person-ana +not subscribed\n/);
    const again = await confirmations(account, '--send-again');
    expect(again.output).toMatch(/shop-prod-person-ana +not subscribed, sent again\n/);
    // As the stack subscribes: what SNS gives up on is kept.
    expect(calls(account, 'Subscribe')).toEqual([
      {
        TopicArn,
        Protocol: 'email',
        Endpoint: ANA,
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${HOME}:${ACCOUNT_ID}:shop-prod-subscription-dead-letters` }) },
      },
    ]);
    expect((await confirmations(account)).exitCode).toBe(0);
  });

  test('--send-again asks those who have not confirmed, and nobody else', async () => {
    const account = deployed([ANA]);
    const { exitCode, output } = await confirmations(account, '--send-again');
    expect(exitCode).toBe(1);
    expect(output.match(/not confirmed, sent again/g)).toHaveLength(2);
    expect(calls(account, 'Subscribe').map(({ Endpoint, Attributes }) => [Endpoint, Attributes])).toEqual([
      [ANA, undefined],
      [ANA, undefined],
    ]);
    expect(calls(deployed([ANA]), 'Subscribe')).toEqual([]);
  });

  test('what cannot be sent again is said, with the reason', async () => {
    const { exitCode, output, errors } = await confirmations(refusing(deployed([ANA]), 'Subscribe', 'AuthorizationErrorException'), '--send-again');
    expect(exitCode).toBe(1);
    expect(output).not.toContain('sent again');
    expect(errors).toMatch(/AWS002.*sns:Subscribe in eu-central-1/s);
  });

  test.each([
    ['denied', 'AuthorizationErrorException', 'AWS002'],
    ['throttled', 'ThrottledException', 'AWS004'],
  ])('a call that is %s could not tell, and is not "all are confirmed"; other regions count', async (_, name, code) => {
    for (const operation of ['ListSubscriptionsByTopic', 'ListTopics']) {
      const { exitCode, output, errors } = await confirmations(refusing(deployed(), operation, name, HOME));
      expect(exitCode).toBe(1);
      expect(errors).toContain(code);
      expect(output).toMatch(/shop-prod-person-ana +could not tell\n/);
      expect(output).toMatch(/of \d+ are confirmed, of \d+ could not tell\n$/);
      expect(output).not.toContain(WATCHED);
    }
  });

  test('an answer that stops in the middle counts as far as it went', async () => {
    const account = deployed([ANA]);
    let asked = 0;
    const call = account.call.bind(account);
    jest.spyOn(account, 'call').mockImplementation((...given) => {
      if (given[2] === 'ListSubscriptionsByTopic' && ++asked > 2) throw new ServiceError('InternalError', 'a test');
      return call(...given);
    });
    const { exitCode, output } = await confirmations(account);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/ana +email +\S+ +shop-prod-person-ana +not confirmed\n/);
    expect(output).toMatch(/shop-prod-fallback +could not tell\n/);
    expect(output).toMatch(/^ {2}.*could not tell\n/m);
  });

  test('an address that is not stored could not tell: who it is cannot be known', async () => {
    const client = accountClientOf(deployed());
    const { exitCode, output } = await runCommand(
      ['oncall', 'confirmations', '--config', SHOP_CONFIG],
      {},
      {
        ...client,
        parameters: async () => ({ send: async ({ input }) => ({ $metadata: {}, InvalidParameters: input.Names }) }),
      },
    );
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^0 of (\d+) are confirmed, of \1 could not tell$/m);
  });

  test('a list with a second page is read to its end, and who is in no plan is counted', async () => {
    const strangers = Array.from({ length: 120 }, (_, index) => ({ person: 'x', channel: 'email', parameterName: `stranger-${index}` }) as const);
    for (const { parameterName } of strangers) (addresses as Record<string, string>)[parameterName] = `${parameterName}@simulated.example`;
    const { exitCode, output } = await confirmations(deployed([], strangers));
    expect(output).toContain(`  shop-prod-fallback in ${HOME}: 120 more, of nobody in the plan\n`);
    expect(exitCode).toBe(1);
  });

  test('--json has the same for machines', async () => {
    const { output } = await confirmations(deployed([ANA]), '--json');
    const { left, surplus, environment } = JSON.parse(output) as { left: object[]; surplus: object[]; environment: string };
    expect([environment, surplus]).toEqual(['prod', []]);
    expect(left[0]).toEqual({ person: 'ana', channel: 'email', region: HOME, topic: 'shop-prod-person-ana', state: 'not confirmed', sentAgain: false });
  });

  test('options of the command above stay its own, and an unknown environment is said', async () => {
    const refused = await runCommand(['oncall', 'confirmations', '--config', SHOP_CONFIG, '--env', 'nowhere']);
    expect([refused.exitCode, refused.errors]).toEqual([2, expect.stringContaining('there is no environment nowhere')]);
    expect((await runCommand(['oncall', 'confirmations', '--at', '2026-03-08T03:10:00Z'])).exitCode).toBe(2);
    expect((await runCommand(['oncall', '--config', SHOP_CONFIG, '--at', '2026-03-08T03:10:00Z'])).exitCode).toBe(0);
  });
});

describe('day2 handover notify', () => {
  const notify = (account: Account, ...options: string[]): Promise<CommandResult> =>
    runCommand(['handover', 'notify', '--config', SHOP_CONFIG, '--env', 'prod', '--date', '2026-03-09', ...options], {}, accountClientOf(account));
  const { roles } = plan.policy.roster;
  const published = (account: Account) => calls(account, 'Publish') as { TopicArn: string; Subject: string; Message: string }[];

  test('those who release and change a service, and its owner, are notified of readiness and of what is open (001-17)', async () => {
    const account = deployed();
    const { exitCode, output, errors } = await notify(account);
    expect([exitCode, errors]).toEqual([0, '']);
    const raci = loadOperations(SHOP_CONFIG, {}).environments.find(({ plan: { environment } }) => environment === 'prod')!.model.onCall!.raci!;
    const change = raci.find(({ id }) => id === 'deployment')!;
    const owners = [...change.accountable, ...change.responsible].flatMap((id) => peopleOf(roles.find((role) => role.id === id)!));
    const reached = published(account).map(({ TopicArn }) => TopicArn.split('-').at(-1)!);
    expect(reached).toEqual(expect.arrayContaining(owners));
    expect(new Set(reached).size).toBe(reached.length);
    for (const { Subject, Message } of published(account)) {
      expect(Subject).toMatch(/^shop prod is (?:not ready for production|of unknown readiness)$/);
      expect(Message).toMatch(/^Certificates withheld:\n- infrastructure, /m);
      expect(Message).toMatch(/^Open risks:\n- .* \(.*, by 2026-04-08\)$/m);
      for (const address of Object.values(addresses)) expect(Message).not.toContain(address);
    }
    for (const person of reached) expect(output).toContain(`sent to ${person}\n`);
  });

  test('a dry run sends nothing; somebody without a topic is said, and the others are notified', async () => {
    const account = deployed();
    expect(await notify(account, '--dry-run')).toMatchObject({ exitCode: 0, output: expect.stringContaining('Open risks:') });
    expect(published(account)).toEqual([]);
    const stacks = stacksOf({ region: HOME, ...resourcesOf([['of-others', []]]) } as never);
    const empty = withDeclaredCalls(new Account({ stacks, store: new MetricStore(), start: START }));
    const { exitCode, errors } = await notify(empty);
    expect([exitCode, published(empty)]).toEqual([1, []]);
    expect(errors).toMatch(/^\w+ has no topic in [a-z0-9-]+: nothing was sent to them$/m);
  });

  test('an account that refuses is a problem of one line, and no stack trace', async () => {
    const { exitCode, errors } = await notify(refusing(deployed(), 'Publish', 'AuthorizationError'));
    expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
    expect(errors).toContain('AuthorizationError');
  });
});
