import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssembly } from '../../lib/aws/assembly/assembly';
import type { LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import { loadOperations, type PlannedEnvironment } from '../../lib/cli/files/operations';
import { storedContacts } from '../../lib/conformance/stored-contacts';
import { readScenario } from '../../lib/scenario/read-scenario';
import type { Scenario } from '../../lib/scenario/scenario';

/** The assembly of the shipped app, synthesized once before the template tests. Read only. */
export function shippedAssembly(): string {
  const directory = process.env.DAY2_TEST_ASSEMBLY;
  if (directory === undefined) throw new Error('only tests in test/template/ have a synthesized app');
  return directory;
}

/** The shipped configuration. */
export function shippedEnvironment(environment: string): PlannedEnvironment {
  const { environments, problems } = loadOperations('config', {});
  const found = environments.find(({ plan }) => plan.environment === environment);
  if (found === undefined) throw new Error(`no ${environment}: ${JSON.stringify(problems)}`);
  return found;
}

/** The stacks of an environment of the shipped app. */
export function shippedStacks(environment: string, directory = shippedAssembly()): LoadedStack[] {
  const { incidents } = shippedEnvironment(environment).plan;
  const storedParameters = incidents === undefined ? {} : storedContacts(incidents);
  return loadAssembly(directory, { defaultAccount: '111122223333', defaultRegion: 'eu-central-1', storedParameters }).filter(
    (stack) => stack.stage === environment,
  );
}

/** A shipped scenario, with some of its values replaced. */
export function shippedScenario(id: string, changes: Partial<Scenario> = {}): Scenario {
  const file = `scenarios/${id}.yaml`;
  const { scenario, problems } = readScenario(file, readFileSync(file, 'utf8'), [shippedEnvironment('prod').model]);
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return { ...scenario, ...changes };
}

/** A template as JSON, free to be changed. */
export interface EditableTemplate {
  Resources: Record<string, { Type: string; Properties: Record<string, any> }>;
}

/**
 * The stacks of prod after somebody changed one of its templates, as files: what a mistake in a construct, or a hand
 * in the wrong place, would deploy.
 *
 * @param stackName such as `edi-prod-alarms`
 */
export function sabotagedStacks(stackName: string, edit: (template: EditableTemplate) => void): LoadedStack[] {
  const copy = mkdtempSync(join(tmpdir(), 'day2-sabotage-'));
  copies.push(copy);
  cpSync(shippedAssembly(), copy, { recursive: true });
  const original = shippedStacks('prod').find((stack) => stack.stackName === stackName);
  if (original === undefined) throw new Error(`no stack ${stackName}`);
  const file = original.file.replace(shippedAssembly(), copy);
  const template = JSON.parse(readFileSync(file, 'utf8')) as EditableTemplate;
  const before = JSON.stringify(template);
  edit(template);
  if (JSON.stringify(template) === before) throw new Error('the edit changed nothing');
  writeFileSync(file, JSON.stringify(template));
  return shippedStacks('prod', copy);
}

// The code of functions is read when it runs.
const copies: string[] = [];
afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })));

/** The alarm or topic of a name in a template, with its logical id. */
export function resourceNamed(template: EditableTemplate, name: string): { logicalId: string; properties: Record<string, any> } {
  for (const [logicalId, { Properties: properties }] of Object.entries(template.Resources)) {
    if (properties?.AlarmName === name || properties?.TopicName === name) return { logicalId, properties };
  }
  throw new Error(`no resource is named ${name}`);
}
