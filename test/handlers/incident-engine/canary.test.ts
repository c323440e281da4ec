import { EngineAccount, WATCHDOG_REGION } from '../../helpers/engine-account';
import { START } from '../../helpers/simulated-account';

/** The canary of the paging path, as the engine publishes it (11.7, fault F62). */

const MINUTE_MS = 60_000;

const minutesOf = ({ account }: EngineAccount, isMeant: (call: { operation: string; region: string; input: object }) => boolean): number[] =>
  account.log.flatMap((entry) => (entry.kind === 'call' && isMeant(entry) ? [(entry.at - START) / MINUTE_MS] : []));
const canaries = (world: EngineAccount) =>
  minutesOf(world, ({ operation, input }) => operation === 'Publish' && JSON.stringify(input).includes('edi-prod-canary'));
const heartbeats = (world: EngineAccount) => minutesOf(world, ({ operation, region }) => operation === 'PutMetricData' && region === WATCHDOG_REGION);

test('it goes out in every fifth minute, whatever there is to do', async () => {
  const busy = await new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']] }).until(11);
  expect(canaries(busy)).toEqual([5, 10]);
});

test('it goes out when incidents cannot be read, because it says that messages go out and not that they are looked after', async () => {
  const world = new EngineAccount();
  world.account.failCalls({ service: 'dynamodb', from: START, until: START + 60 * MINUTE_MS, errorName: 'InternalServerError' });
  await world.until(5);
  expect([canaries(world), heartbeats(world)]).toEqual([[5], []]);
});

test('one that fails is said in the log, and takes no heartbeat along', async () => {
  const world = new EngineAccount();
  world.account.failCalls({ service: 'sns', operation: 'Publish', from: START, until: START + 60 * MINUTE_MS, errorName: 'KMSAccessDenied' });
  await world.until(6);
  expect(heartbeats(world)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(world.logged).toEqual([{ level: 'ERROR', code: 'canary failed', message: expect.any(String) }]);
});
