import { parse } from 'node:path';
import { loadAssembly, loadTemplateFile, type LoadOptions } from '../../aws/assembly/assembly';
import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { ProblemsError } from '../../problems/problem';
import type { Terminal } from '../terminal';
import { withSynthesizedAssembly, type SynthesisRequest } from './synthesize';

/** Where the templates of a command come from; the request is for an assembly that is synthesized on the fly. */
export interface StackSource extends SynthesisRequest {
  /** A synthesized assembly; made on the fly when absent. */
  readonly assembly?: string;
  /** Single templates instead of an assembly. */
  readonly template?: readonly string[];
}

/** Which of the stacks are meant. */
export interface StackLocation {
  /** The stage of the environment. An assembly without stages is taken whole. */
  readonly stage: string;
  /** Region of stacks that do not name one. */
  readonly region: string;
  /** What Parameter Store holds before the deployment, by name. Default: nothing is known of it. */
  readonly storedParameters?: Readonly<Record<string, string>>;
  /** True: of stacks that do not name their account it is not known, and nothing stands in for it. */
  readonly isAccountOpen?: boolean;
}

/** Reads the stacks of a place. */
export type StacksOf = (location: StackLocation) => readonly LoadedStack[];

/** Account of stacks that do not name one: the example account of the AWS documentation. */
const REHEARSAL_ACCOUNT = '111122223333';

/** Templates that are there: a synthesized assembly, or single templates. */
export type LocatedTemplates = { readonly assembly: string } | { readonly template: readonly string[] };

/** Gives `use` a way to get stacks, from wherever the source says, and where they were found. */
export async function withStacks<T>(
  { template = [], assembly, ...request }: StackSource,
  terminal: Terminal,
  use: (stacksOf: StacksOf, located: LocatedTemplates) => T | Promise<T>,
): Promise<T> {
  const from = (located: LocatedTemplates) => use(stacksIn(located), located);
  if (template.length > 0) return from({ template });
  return assembly === undefined ? withSynthesizedAssembly(request, terminal, (directory) => from({ assembly: directory })) : from({ assembly });
}

/** A way to get stacks from templates that are there. */
export function stacksIn(located: LocatedTemplates): StacksOf {
  if ('template' in located) return (location) => located.template.flatMap((file) => loadTemplate(file, location));
  return (location) => stacksOfStage(located.assembly, location);
}

function loadTemplate(file: string, location: StackLocation): LoadedStack[] {
  return loadTemplateFile(file, loadOptions(location), parse(file).name);
}

/** The stacks of the stage; of an assembly without stages, all there are. */
function stacksOfStage(directory: string, location: StackLocation): readonly LoadedStack[] {
  const { stage } = location;
  const stacks = loadAssembly(directory, loadOptions(location));
  if (stacks.every((stack) => stack.stage === undefined)) return stacks;
  const own = stacks.filter((stack) => stack.stage === stage);
  if (own.length > 0) return own;
  throw new ProblemsError([
    {
      code: 'ASM010',
      level: 'error',
      where: { file: directory },
      what: `the assembly has no stage ${stage}`,
      received: [...new Set(stacks.map((stack) => stack.stage ?? 'no stage'))].join(', '),
      allowed: `an assembly with the stage ${stage}`,
      change: 'synthesize all environments, without -c env=...',
    },
  ]);
}

function loadOptions({ region, storedParameters, isAccountOpen = false }: StackLocation): LoadOptions {
  return { ...(!isAccountOpen && { defaultAccount: REHEARSAL_ACCOUNT }), defaultRegion: region, ...(storedParameters !== undefined && { storedParameters }) };
}
