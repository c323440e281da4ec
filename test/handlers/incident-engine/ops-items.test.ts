import type { CreateOpsItemCommand } from '@aws-sdk/client-ssm';
import type { SystemsManagerPort } from '../../../lib/handlers/incident-engine/clients';
import { opsItems } from '../../../lib/handlers/incident-engine/ops-items';

const ITEM = { title: 'portal-1: sign-in fails', description: 'nobody signs in', deduplication: 'edi-prod-portal-1', severity: 1, priority: 1, data: {} };

type Data = Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;

/** OpsCenter that refuses some creations. */
function opsCenter(refused: (data: Data) => string | undefined): { readonly port: SystemsManagerPort; readonly asked: Data[] } {
  const asked: Data[] = [];
  const send = async (command: unknown): Promise<object> => {
    const data = (command as CreateOpsItemCommand).input.OperationalData as Data;
    asked.push(data);
    const name = refused(data);
    if (name !== undefined) throw Object.assign(new Error('refused'), { name });
    return { OpsItemId: 'oi-1' };
  };
  return { port: { send } as SystemsManagerPort, asked };
}

const associations = (data: Data): unknown => JSON.parse(data['/aws/automations']?.Value ?? 'null');
const documents = (count: number): string[] => Array.from({ length: count }, (_, index) => `edi-prod-runbook-${index}`);

describe('the runbooks of an OpsItem (10.6)', () => {
  test('are associated in the form that OpsCenter shows, searchable', async () => {
    const { port, asked } = opsCenter(() => undefined);
    await opsItems(port).create({ ...ITEM, runbooks: ['edi-prod-portal', 'edi-prod-portal-slow'] });
    expect(asked.map(associations)).toEqual([
      [
        { automationType: 'AWS:SSM:Automation', automationId: 'edi-prod-portal' },
        { automationType: 'AWS:SSM:Automation', automationId: 'edi-prod-portal-slow' },
      ],
    ]);
    expect(asked[0]!['/aws/automations']!.Type).toBe('SearchableString');
  });

  test('are the first ten at most, and no key at all where there is none', async () => {
    const { port, asked } = opsCenter(() => undefined);
    await opsItems(port).create({ ...ITEM, runbooks: documents(11) });
    await opsItems(port).create({ ...ITEM, runbooks: [] });
    expect(associations(asked[0]!)).toEqual(documents(10).map((automationId) => ({ automationType: 'AWS:SSM:Automation', automationId })));
    expect(Object.keys(asked[1]!)).toEqual(['/aws/dedup']);
  });

  test.each(['OpsItemInvalidParameterException', 'ValidationException', 'OpsItemLimitExceededException'])(
    'are left out when OpsCenter refuses them by %s: the incident has its OpsItem all the same',
    async (name) => {
      const { port, asked } = opsCenter((data) => (data['/aws/automations'] === undefined ? undefined : name));
      expect(await opsItems(port).create({ ...ITEM, runbooks: documents(1) })).toBe('oi-1');
      expect(asked.map((data) => Object.keys(data))).toEqual([['/aws/dedup', '/aws/automations'], ['/aws/dedup']]);
    },
  );

  test('do not hide what is wrong with the rest, nor that OpsCenter does not answer', async () => {
    const refusing = opsCenter(() => 'ValidationException');
    await expect(opsItems(refusing.port).create({ ...ITEM, runbooks: documents(1) })).rejects.toThrow('refused');
    expect(refusing.asked).toHaveLength(2);
    const broken = opsCenter(() => 'InternalServerError');
    await expect(opsItems(broken.port).create({ ...ITEM, runbooks: documents(1) })).rejects.toThrow('refused');
    expect(broken.asked).toHaveLength(1);
  });
});
