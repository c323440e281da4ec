import { resourceArn } from '../../../lib/aws/arn';
import { linkStacks, type LoadedStack } from '../../../lib/aws/assembly/loaded-stack';
import { loadOperations } from '../../../lib/cli/files/operations';
import { storedContacts } from '../../../lib/conformance/stored-contacts';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { searchAccount } from '../../../lib/gameday/faults/search-account';
import { hearersOf, Publications, type Publication } from '../../../lib/gameday/paging/publications';
import { plannedObjectives } from '../../../lib/plan/build-plan';
import type { Account } from '../../../lib/simulator/account';
import { MINUTE_MS } from '../../../lib/time/time';
import { ACCOUNT_ID, START } from '../../helpers/simulated-account';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** The canary of the paging path, in the account that would be deployed for two people: F62 of the faults that paging has to survive (11.7). */

const { environments } = loadOperations('examples/two-people/config', {});
const { plan } = environments.find((each) => each.plan.environment === 'prod')!;
const incidents = plan.incidents!;
const { watchdog } = incidents;
bundleHandler('incident-engine');
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(plan);
const { name: objective } = plannedObjectives(plan).find(({ compositeAlarms }) => compositeAlarms[0]?.urgency === 'page')!;

/** When the objective goes off, minutes. */
const OUTAGE = 20;

/** `20 tier: tom`: minutes, what it was, and who heard of it. */
async function heardIn(played: readonly LoadedStack[], minutes: number, disturb: (account: Account) => void = () => {}): Promise<string[]> {
  const account = searchAccount({ plan: { ...plan, incidents }, stacks: played, objective, start: START, alarmAt: START + OUTAGE * MINUTE_MS });
  disturb(account);
  await account.runAsync(START + minutes * MINUTE_MS);
  const publications = new Publications(incidents);
  return [...account.log.flatMap((entry) => publications.add(entry)), ...publications.finish()].flatMap(inShort);
}

function inShort(publication: Publication): string[] {
  const { at, purpose, message, watchdogAlarm, isOver } = publication;
  if (purpose.kind === 'informed') return [];
  const what = purpose.kind === 'watchdog' ? `${watchdogAlarm ?? message?.reason}${isOver ? ' is over' : ''}` : purpose.kind;
  return [`${Math.floor((at - START) / MINUTE_MS)} ${what}: ${hearersOf(publication).join(', ')}`];
}

type Statement = { readonly Action: unknown; readonly Resource: unknown };
type EditedTemplate = { readonly Resources: Record<string, { readonly Type: string; readonly Properties: { PolicyDocument: { Statement: Statement[] } } }> };

/** The stacks with other policies of roles. */
function withStatements(edit: (statement: Statement) => readonly Statement[]): LoadedStack[] {
  const edited = stacks.map(({ stackName, account, region, stage, file, template, bytes, assetFile }) => {
    const copy = structuredClone(template) as unknown as EditedTemplate;
    for (const { Type, Properties } of Object.values(copy.Resources)) {
      if (Type === 'AWS::IAM::Policy') Properties.PolicyDocument.Statement = Properties.PolicyDocument.Statement.flatMap(edit);
    }
    return { stackName, account, region, stage, file, template: copy as never, bytes, assetFile, storedParameters: storedContacts(incidents) };
  });
  return linkStacks(edited);
}

/** A first deployment says what has not begun: the engine has not ticked, and no canary has arrived. */
const FIRST = ['0 engine silent: noor, tom', '0 canary missing: noor, tom', '2 engine silent is over: noor, tom'];
const FIRST_ARRIVED = '2 canary missing is over: noor, tom';
const PAGES = ['20 tier: tom', '35 tier: noor, tom'];

test('while all is well it is silent, and so it is through an outage', async () => {
  expect(await heardIn(stacks, 60)).toEqual([...FIRST, FIRST_ARRIVED, ...PAGES]);
});

test('messages that leave SNS and arrive nowhere are missed, and real pages go on (F62)', async () => {
  const endpoint = resourceArn('sqs', watchdog.region, ACCOUNT_ID, watchdog.canary.name);
  const lost = (account: Account) => account.failDelivery({ endpoint, from: START + 12 * MINUTE_MS, until: START + 37 * MINUTE_MS });
  // The last one arrived in minute 10, the next one in minute 40.
  const expected = [...FIRST, FIRST_ARRIVED, PAGES[0], '26 canary missing: noor, tom', PAGES[1], '42 canary missing is over: noor, tom'];
  expect(await heardIn(stacks, 60, lost)).toEqual(expected);
});

test('a publication that is not allowed is missed, and real pages go on: they have topics of their own', async () => {
  const forbidden = withStatements(({ Resource: resource, ...statement }) => [
    { ...statement, Resource: Array.isArray(resource) ? resource.filter((each) => !JSON.stringify(each).includes('EngineCanary')) : resource },
  ]);
  expect(await heardIn(forbidden, 40)).toEqual([...FIRST, ...PAGES]);
});

test('a key that the engine may not use is missed before anybody has to be paged', async () => {
  const locked = withStatements((statement) =>
    /kms:Decrypt/.test(JSON.stringify(statement)) && !/ViaService/.test(JSON.stringify(statement)) ? [] : [statement],
  );
  expect(await heardIn(locked, OUTAGE - 1)).toEqual(FIRST);
});
