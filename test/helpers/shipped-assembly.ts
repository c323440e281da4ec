import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
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

/** The shipped configuration, read once: models and plans never change. */
export function shippedEnvironment(environment: string): PlannedEnvironment {
  shippedOperations ??= loadOperations('config', {});
  const { environments, problems } = shippedOperations;
  const found = environments.find(({ plan }) => plan.environment === environment);
  if (found === undefined) throw new Error(`no ${environment}: ${JSON.stringify(problems)}`);
  return found;
}
let shippedOperations: ReturnType<typeof loadOperations> | undefined;

/** The stacks of an environment of the shipped app, read once: a loaded stack never changes. */
export function shippedStacks(environment: string): LoadedStack[] {
  const known = stacksByEnvironment.get(environment);
  if (known !== undefined) return [...known];
  const read = stacksIn(shippedAssembly(), environment);
  stacksByEnvironment.set(environment, read);
  return [...read];
}
const stacksByEnvironment = new Map<string, readonly LoadedStack[]>();

function stacksIn(directory: string, environment: string): LoadedStack[] {
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
  return editedStacks({ [stackName]: edit });
}

/** The same with several templates changed, by the names of their stacks. */
export function editedStacks(edits: Readonly<Record<string, (template: EditableTemplate) => void>>): LoadedStack[] {
  const texts = new Map<string, string>();
  for (const [stackName, edit] of Object.entries(edits)) {
    const original = shippedStacks('prod').find((stack) => stack.stackName === stackName);
    if (original === undefined) throw new Error(`no stack ${stackName}`);
    const template = JSON.parse(readFileSync(original.file, 'utf8')) as EditableTemplate;
    const before = JSON.stringify(template);
    edit(template);
    const after = JSON.stringify(template);
    if (after === before) throw new Error(`the edit of ${stackName} changed nothing`);
    texts.set(original.file, after);
  }
  return stacksIn(assemblyWith(texts), 'prod');
}

/** An assembly of the one stage that some templates belong to, with another text of each. Everything else is linked, not copied. */
function assemblyWith(texts: ReadonlyMap<string, string>): string {
  const copy = mkdtempSync(join(tmpdir(), 'day2-sabotage-'));
  copies.push(copy);
  const stage = dirname([...texts.keys()][0]!);
  const manifest = JSON.parse(readFileSync(join(shippedAssembly(), 'manifest.json'), 'utf8')) as { artifacts: Record<string, object> };
  const artifacts = { [basename(stage)]: manifest.artifacts[basename(stage)] };
  linkAllBut([basename(stage), 'manifest.json'], shippedAssembly(), copy);
  writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, artifacts }));
  mkdirSync(join(copy, basename(stage)));
  linkAllBut(
    [...texts.keys()].map((file) => basename(file)),
    stage,
    join(copy, basename(stage)),
  );
  for (const [file, text] of texts) writeFileSync(join(copy, basename(stage), basename(file)), text);
  return copy;
}

function linkAllBut(left: readonly string[], from: string, to: string): void {
  for (const name of readdirSync(from)) if (!left.includes(name)) symlinkSync(join(from, name), join(to, name));
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
