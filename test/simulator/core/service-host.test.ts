import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { Port, Ports, provide } from '../../../lib/simulator/core/port';
import type { CallOutput } from '../../../lib/simulator/core/service';
import { defineService, type Service } from '../../../lib/simulator/core/service-host';
import { SimulatedAccount } from '../../../lib/simulator/core/simulated-account';
import { withDeclaredCalls } from '../../helpers/declared-calls';
import { ACCOUNT_ID, REGION, START, stacksOf } from '../../helpers/simulated-account';

const ROOT = accountRoot(ACCOUNT_ID);

/** A service of one operation that reads, authorised as `toy:Get`, and answers with `output`. */
function toyService(output: CallOutput, action = 'toy:Get', logs = 0): Service {
  return defineService({
    name: 'toy',
    title: 'Toy',
    resources: {},
    refused: { 'AWS::Toy::Robot': 'robots are not simulated' },
    operations: { Get: { input: ['Name'], output: ['Value'], iamActions: ['toy:Get'], effect: 'read' } },
    events: [],
    create: (host) => ({
      operations: {
        Get: (_input, call) => {
          call.authorize('identity policy', { action, resource: '*' });
          for (let time = 0; time < logs; time += 1) host.log({ kind: 'event emitted', at: call.now, bus: 'default', event: {} });
          return output;
        },
      },
    }),
  });
}

function toyAccount(service: Service, resources = {}): SimulatedAccount {
  return withDeclaredCalls(new SimulatedAccount({ stacks: stacksOf({ template: { Resources: resources } }), start: START }, [service], []), [service]);
}

describe('an account and the services it is handed', () => {
  test('runs an operation of a registered service and knows no other service, operation or input', () => {
    const account = toyAccount(toyService({ Value: 1 }));
    expect(account.call(ROOT, 'toy', 'Get', { Name: 'a' }, REGION)).toEqual({ Value: 1 });
    expect(() => account.call(ROOT, 'sns', 'Publish', {}, REGION)).toThrow('sns:Publish');
    expect(() => account.call(ROOT, 'toy', 'Put', {}, REGION)).toThrow('toy:Put');
    expect(() => account.call(ROOT, 'toy', 'Get', { Size: 1 }, REGION)).toThrow('input Size of toy:Get');
  });

  test('notes a resource that a service refuses by name', () => {
    const account = toyAccount(toyService({}), { Robby: { Type: 'AWS::Toy::Robot' }, Other: { Type: 'AWS::Toy::Doll' } });
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Robby', why: 'robots are not simulated' }]);
  });

  test.each([
    ['an output member', toyService({ Other: 1 }), 'toy:Get does not declare Other'],
    ['an IAM action', toyService({}, 'toy:Take'), 'toy:Get does not declare toy:Take'],
    ['an effect', toyService({}, 'toy:Get', 1), 'toy:Get is declared to read and does more'],
  ])('%s that is not declared fails the tests that meet it', (_what, service, message) => {
    expect(() => toyAccount(service).call(ROOT, 'toy', 'Get', {}, REGION)).toThrow(message);
  });

  test('a port is provided once, and used only where it is', () => {
    const ports = new Ports();
    const port = new Port<number>('number');
    expect(() => ports.use(port)).toThrow('nothing is provided at port number');
    ports.add(provide(port, 7));
    expect(ports.use(port)).toBe(7);
    expect(() => ports.add(provide(port, 8))).toThrow('port number is provided twice');
  });
});

test('the core imports nothing of services but the states of alarms, and no service the registration or main class of another', () => {
  const simulator = join(__dirname, '../../../lib/simulator');
  const importsOf = (folder: string) =>
    readdirSync(join(simulator, folder))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join(simulator, folder, name), 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1]!));
  expect(importsOf('core').filter((path) => path.includes('services/') && path !== '../services/cloudwatch/metric-alarm')).toEqual([]);
  const folders = readdirSync(join(simulator, 'services'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(10);
  for (const { parentPath, name } of folders) {
    expect(
      importsOf(relative(simulator, join(parentPath, name))).filter((path) =>
        /^(?:\.\.\/)+(?!core\/)[a-z]+\/(service|[a-z]*(sns|sqs|kms|lambda|scheduler|eventbridge|cloudwatch|dynamodb|sts))$/.test(path),
      ),
    ).toEqual([]);
  }
});
