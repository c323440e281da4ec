import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemsError } from '../../problems/problem';
import { findResources, type Findings } from '../../proposal/find-resources';
import { propose, type Proposal } from '../../proposal/propose';
import { isOpen } from '../../proposal/resource-reading';
import { localDayAt, type LocalDay } from '../../time/zoned-time';
import { stacksIn, type LocatedTemplates } from '../files/stacks';
import { writeNewFiles } from '../files/write-new-files';
import { EXIT, toJson, type Terminal } from '../terminal';
import { answersOf, type GivenAnswers } from './init-answers';
import { proposalFiles } from './init-files';

/** Options of `day2 init`. */
export interface InitOptions extends GivenAnswers {
  /** A synthesized assembly. Default: `cdk.out`, where there is one and no template is named. */
  readonly assembly?: string;
  /** Single templates instead of an assembly. */
  readonly template?: readonly string[];
  /** Folder that everything is written into. */
  readonly out: string;
  readonly json?: boolean;
}

const DEFAULT_ASSEMBLY = 'cdk.out';

/**
 * Proposes a configuration and a game day from the resources there are, and writes them into a folder of their own.
 *
 * @throws ProblemsError INI001 without a resource that something can be proposed for, INI002 for files that are there; what is wrong with templates
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const templates = templatesOf(options);
  const answers = await answersOf(options, templates === undefined, terminal);
  if ('lacking' in answers) {
    terminal.printError(['nothing was written, because something is lacking:', ...answers.lacking.map((each) => `  ${each}`)].join('\n'));
    return EXIT.usage;
  }
  const { application, environments, responders, timeZone, resources } = answers;
  const stacksOf = templates && stacksIn(templates);
  const findingsIn = (name: string, region: string): Findings =>
    stacksOf === undefined ? { resources, leftOut: [], otherTypes: new Map() } : findResources(stacksOf({ stage: name, region, isAccountOpen: true }), region);
  const proposal = propose(
    application,
    environments.map(({ name, region }) => ({ name, region, findings: findingsIn(name, region) })),
  );
  if (proposal.services.length === 0) throw nothingToPropose(proposal, templates);
  const files = proposalFiles(options.out, proposal, { responders, timeZone, from: lastMonday(localDayAt(terminal.now(), timeZone)) });
  writeNewFiles(files);
  const written = files.map(({ file }) => file);
  if (options.json === true) terminal.print(toJson(initJson(proposal, written)));
  else terminal.print(initText(proposal, options.out, written).join('\n'));
  return EXIT.fine;
}

function templatesOf({ assembly, template }: InitOptions): LocatedTemplates | undefined {
  if (template !== undefined) return { template };
  if (assembly !== undefined) return { assembly };
  return existsSync(join(DEFAULT_ASSEMBLY, 'manifest.json')) ? { assembly: DEFAULT_ASSEMBLY } : undefined;
}

/** The Monday of the week before; 1 January 1970, day 0, was a Thursday. */
function lastMonday(day: LocalDay): LocalDay {
  return day - ((day + 3) % 7) - 7;
}

function nothingToPropose(proposal: Proposal, templates: LocatedTemplates | undefined): ProblemsError {
  const file = templates === undefined ? undefined : 'assembly' in templates ? templates.assembly : templates.template.join(', ');
  const received = [...proposal.leftOut.map(({ what, reason }) => `${what}: ${reason}`), ...otherTypes(proposal)].join('; ');
  return new ProblemsError([
    {
      code: 'INI001',
      level: 'error',
      where: { ...(file !== undefined && { file }) },
      what: 'there is no resource that something can be promised of, and nothing was written',
      received: received === '' ? 'no resource at all' : received,
      allowed: 'a load balancer, an HTTP or REST API, a function, a queue, a table, a state machine or a distribution',
      change: 'name the templates of the service that users call, with --template or --assembly',
    },
  ]);
}

function unfilled({ environments }: Proposal): { readonly environment: string; readonly names: number }[] {
  return environments
    .map(({ name, resources }) => ({ environment: name, names: resources.flatMap(({ settings }) => Object.values(settings).filter(isOpen)).length }))
    .filter(({ names }) => names > 0);
}

/** `AWS::IAM::Role (3)`, most first. */
function otherTypes(proposal: Proposal): string[] {
  return [...proposal.otherTypes].sort(([, one], [, other]) => other - one).map(([type, count]) => `${type} (${count})`);
}

function initJson(proposal: Proposal, files: readonly string[]): object {
  return {
    version: 1,
    files,
    services: proposal.services.map(({ id, objectives }) => ({ id, objectives: objectives.map((objective) => objective.id) })),
    toFillIn: unfilled(proposal),
    notProposed: proposal.leftOut,
    otherTypes: Object.fromEntries(proposal.otherTypes),
  };
}

function initText(proposal: Proposal, folder: string, files: readonly string[]): string[] {
  const types = otherTypes(proposal);
  return [
    'proposed, each with its reason in config/operations.yaml:',
    ...proposal.services.flatMap(({ id, objectives }) => objectives.map((objective) => `  ${id}/${objective.id}`)),
    ...(proposal.leftOut.length === 0 ? [] : ['not proposed:', ...proposal.leftOut.map(({ what, reason }) => `  ${what}: ${reason}`)]),
    ...(types.length === 0 ? [] : [`nothing is proposed for resources of the types ${types.join(', ')}`]),
    ...unfilled(proposal).map(
      ({ environment, names }) =>
        `to be filled in before the deployment: ${names === 1 ? 'the name' : `${names} names`} with replace-me in config/environments/${environment}.yaml`,
    ),
    'written:',
    ...files.map((file) => `  ${file}`),
    `next: cd ${folder}, npx day2 check, npx day2 gameday`,
  ];
}
