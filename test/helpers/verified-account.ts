/** The deployed accounts that `day2 verify` is tried on. */

import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { accountRoot } from '../../lib/aws/iam/principal';
import type { AccountClient, ReadingClients } from '../../lib/cli/account/account-client';
import { LiveReader } from '../../lib/cli/account/live/live-reader';
import { readLiveAccount } from '../../lib/cli/account/live/live-resources';
import { readPolicy } from '../../lib/cli/account/live/permissions';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import { storedContacts } from '../../lib/conformance/stored-contacts';
import type { Verification } from '../../lib/conformance/verify/finding';
import { verifyAccount } from '../../lib/conformance/verify/verify-account';
import { rangeOf } from '../../lib/gameday/scenario-account';
import type { OperationsPlan } from '../../lib/plan/alarm-plan';
import type { Scenario } from '../../lib/scenario/scenario';
import { Account } from '../../lib/simulator/account';
import { MINUTE_MS } from '../../lib/time/time';
import { buildWorkload } from '../../lib/workload/build-workload';
import { withDeclaredCalls } from './declared-calls';
import { shippedEnvironment, shippedScenario } from './shipped-assembly';
import { stacksOf } from './simulated-account';

const { model: shippedModel, plan: shipped } = shippedEnvironment('prod');
if (shipped.incidents === undefined) throw new Error('nobody is on call in prod');
export const model = shippedModel;
export const plan = { ...shipped, incidents: shipped.incidents };
export const WATCHDOG = plan.incidents.watchdog.region;
export const contacts = storedContacts(plan.incidents);

/** Deployed at a quarter to eight, looked at ten minutes past: two runs of the ledger, 25 of the engine. */
const LASTS_MINUTES = 25;

export async function playedAccount(
  stacks: readonly LoadedStack[],
  workload: Scenario['workload'],
  gaps: { pending?: string[]; unstored?: string[]; isUnheard?: true } = {},
): Promise<Account> {
  const scenario = shippedScenario('portal-blip', { workload });
  const { store } = buildWorkload(model, scenario, rangeOf(scenario, plan), '111122223333');
  const start = scenario.start - 15 * MINUTE_MS;
  const account = withDeclaredCalls(new Account({ stacks, store, start, assumptions: scenario.assume, pendingEndpoints: gaps.pending ?? [] }));
  const root = accountRoot(account.accountId);
  for (const { region, name } of plan.incidents.storedParameters) {
    if (!gaps.unstored?.includes(name)) account.call(root, 'ssm', 'PutParameter', { Name: name, Value: contacts[name], Type: 'String' }, region);
  }
  const schedule = { Expression: 'cron(0 3 * * *)', Duration: 'PT1H' };
  const ofOthers = { Name: 'of-others', Rule: { Schedule: schedule }, MuteTargets: { AlarmNames: ['of-others'] } };
  account.call(root, 'cloudwatch', 'PutAlarmMuteRule', ofOthers, plan.incidents.policy.region);
  // The heartbeat no longer arrives in the region of the watchdog.
  if (gaps.isUnheard === true)
    account.failCalls({
      service: 'cloudwatch',
      operation: 'PutMetricData',
      region: WATCHDOG,
      from: start + 12 * MINUTE_MS,
      until: Infinity,
      errorName: 'InternalFailure',
    });
  await account.runAsync(start + LASTS_MINUTES * MINUTE_MS);
  return account;
}

export async function verified(client: AccountClient, at: number, of: OperationsPlan = plan): Promise<Verification & { readonly calls: number }> {
  const live = await readLiveAccount(new LiveReader(client), of, at);
  return { ...verifyAccount({ model, plan: of, ...live, at }), calls: live.calls };
}

/** `VER003 eu-central-1 edi-prod-page: actions enabled`. */
export const inShort = ({ findings }: Verification) => findings.map(({ code, region, subject, what }) => `${code} ${region} ${subject}: ${what}`);

/** An account some calls of which are not answered, or otherwise; what it answered once it answers again. */
export function answering(client: AccountClient, answer: (action: string, send: () => Promise<object>) => Promise<object>): AccountClient {
  return {
    ...client,
    reading: async <Service extends keyof ReadingClients>(service: Service, region: string) => {
      const port = await client.reading(service, region);
      const send = (command: { readonly input: object }) => {
        const operation = command.constructor.name.replace(/Command$/, '');
        const key = `${region} ${service}:${operation} ${JSON.stringify(command.input)}`;
        const known = answers.get(key) ?? (port as { send(asked: object): Promise<object> }).send(command);
        answers.set(key, known);
        return answer(`${service}:${operation}`, () => known);
      };
      return { send } as unknown as ReadingClients[Service];
    },
  };
}
const answers = new Map<string, Promise<object>>();

export const named = (name: string) => Object.assign(new Error('no'), { name });

/** The role of somebody who may verify, and nothing else. */
export const VERIFIER = 'arn:aws:iam::111122223333:role/verifier';
export const verifierStack = () =>
  stacksOf({
    stackName: 'verifier',
    template: {
      Resources: {
        Verifier: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'verifier',
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
            Policies: [{ PolicyName: 'verify', PolicyDocument: readPolicy(plan) }],
          },
        },
      },
    },
  });

/** An account as somebody with a role reads it. */
export function clientOf(account: Account, role: string): AccountClient {
  return {
    ...accountClientOf(account),
    reading: async <Service extends keyof ReadingClients>(service: Service, region: string) => {
      const send = async (command: { readonly input: object }) =>
        account.call(role, service, command.constructor.name.replace(/Command$/, ''), { ...command.input }, region);
      return { send } as unknown as ReadingClients[Service];
    },
  };
}
