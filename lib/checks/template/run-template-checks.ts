import { linkStacks, type LoadedStack } from '../../aws/assembly/loaded-stack';
import type { NestedTemplate } from '../../aws/assembly/nested-stacks';
import type { StackSource } from '../../aws/assembly/stack-source';
import { checkTemplate } from '../../aws/cloudformation/check-template';
import { CannotTellError, NotSimulatedError } from '../../aws/errors';
import type { MissingValue } from '../../aws/missing-value';
import type { TemplateCheckCode } from '../../problems/catalogue/templates';
import { sortProblems, type Outcome, type Problem } from '../../problems/problem';
import { acknowledgedFindings } from './acknowledged-findings';
import { isAcknowledgeable, levelOf, RESOURCE_CHECKS, STACK_CHECKS } from './catalogue';
import type { CheckDescription, Finding, StackCheck } from './template-check';

/** A template as it will be uploaded. */
export interface TemplateText extends Pick<StackSource, 'file' | 'stackName' | 'account' | 'region' | 'stage'> {
  /** The JSON text. */
  readonly body: string;
  /** The templates of the stacks that are nested in it, by the logical ids of their resources. Default: they are not read. */
  readonly nested?: ReadonlyMap<string, NestedTemplateText>;
}

/** The template of a nested stack; it is deployed where the one around it is. */
export interface NestedTemplateText extends Pick<TemplateText, 'body' | 'file' | 'nested'> {}

/** How one check went over all templates. */
interface CheckOutcome {
  readonly code: TemplateCheckCode;
  /** `not applicable`: no template has anything the check is about. */
  readonly outcome: Outcome | 'not applicable';
  /** How many resources or templates it judged, and with which outcome. One with findings counts as failed. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** What checking found. */
export interface TemplateCheckResult {
  /**
   * In reading order. Besides findings: ASM002, ASM005 and ASM006 for texts that are not templates, TPL001 for each
   * reason why checks could not tell, TPL002 for checks that broke.
   */
  readonly problems: readonly Problem[];
  /** One for every check, by code. */
  readonly outcomes: readonly CheckOutcome[];
}

/**
 * Runs every check over the templates of an app, and sees across them: names, exports, children and topics of one
 * stack are looked up in all others of its account and region. Never throws: what cannot be judged is `could not tell`.
 */
export function runTemplateChecks(templates: readonly TemplateText[]): TemplateCheckResult {
  const run = new CheckRun();
  const sources: StackSource[] = [];
  const nestedIn = new Map<string, TemplateText['nested']>();
  const read = ({ body, file, nested }: NestedTemplateText): NestedTemplate | string => {
    const checked = readTemplate(body, file);
    nestedIn.set(file, nested);
    if ('template' in checked) return { file, template: checked.template, bytes: Buffer.byteLength(body, 'utf8') };
    run.problems.push(...checked.problems);
    return `the template of a nested stack, ${file}, cannot be read`;
  };
  for (const text of templates) {
    const { body: _, nested: __, ...source } = text;
    run.guard(source.file, () => {
      const found = read(text);
      if (typeof found !== 'string') sources.push({ ...source, ...found });
    });
  }
  return run.judge(
    linkStacks(sources, ({ source, logicalId }) => {
      const text = nestedIn.get(source.file)?.get(logicalId);
      return text === undefined ? 'the template of a nested stack is not read' : read(text);
    }),
  );
}

/** As {@link runTemplateChecks}, over the stacks of an assembly. */
export function checkStacks(stacks: readonly LoadedStack[]): TemplateCheckResult {
  return new CheckRun().judge(stacks);
}

function readTemplate(body: string, file: string): ReturnType<typeof checkTemplate> {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch (error) {
    const what = `not readable as JSON: ${(error as Error).message}`;
    const change = 'synthesize the template again';
    return {
      problems: [{ code: 'ASM002', level: 'error', where: { file }, what, allowed: 'a CloudFormation template in JSON', change }],
    };
  }
  return checkTemplate(document, file);
}

/** A reason why checks could not tell: all its places make one problem. */
interface Undecided {
  readonly code: 'TPL001' | 'TPL002';
  readonly file: string;
  readonly path: string;
  readonly reason: string;
  readonly missing?: MissingValue;
  readonly checks: Set<string>;
  readonly locations: Set<string>;
}

class CheckRun {
  readonly problems: Problem[] = [];
  readonly #counts = new Map<string, Record<Outcome, number>>();
  readonly #undecided = new Map<string, Undecided>();

  judge(stacks: readonly LoadedStack[]): TemplateCheckResult {
    for (const stack of stacks) this.guard(stack.file, () => this.#judgeStack(stack));
    return { problems: sortProblems(distinct([...this.problems, ...this.#undecidedProblems()])), outcomes: this.#outcomes() };
  }

  #judgeStack(stack: LoadedStack): void {
    const { file } = stack;
    for (const check of STACK_CHECKS) this.#judge(check, file, '', () => unacknowledged(stack, check));
    for (const resource of stack.resources) {
      const base = `Resources.${resource.logicalId}`;
      for (const check of RESOURCE_CHECKS) {
        if (isAcknowledged(stack, resource.logicalId, check.code)) continue;
        this.#judge(check, file, base, () => (check.appliesTo.includes(resource) ? check.check(resource) : undefined));
      }
    }
  }

  /** Does something about a file that no check does; when it breaks, no check could tell. */
  guard(file: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#addUndecided('any check', file, '', error);
    }
  }

  #outcomes(): CheckOutcome[] {
    const codes = [...RESOURCE_CHECKS, ...STACK_CHECKS].map(({ code }) => code).sort();
    return codes.map((code) => {
      const counts = this.#counts.get(code) ?? { passed: 0, failed: 0, 'could not tell': 0 };
      return { code, outcome: outcomeOf(counts), counts };
    });
  }

  /** Why checks could not tell, one problem for each reason. */
  #undecidedProblems(): Problem[] {
    return [...this.#undecided.values()].map(({ code, file, path, reason, missing, checks, locations }) => ({
      code,
      level: 'warning',
      where: { file, path },
      what: `could not tell whether ${[...checks].sort().join(', ')} ${checks.size === 1 ? 'holds' : 'hold'}${locations.size > 1 ? ` here and in ${locations.size - 1} other places` : ''}`,
      received: reason,
      allowed: code === 'TPL001' ? 'a value that can be read when the template is synthesized' : 'a check that does not break',
      change: code === 'TPL001' ? changeFor(missing) : 'report the template and this line as a defect of day2',
    }));
  }

  /** @param findings undefined when the check does not apply; throws as a check may */
  #judge(check: CheckDescription, file: string, base: string, findings: () => Iterable<Finding> | undefined): void {
    let outcome: Outcome = 'passed';
    try {
      const found = findings();
      if (found === undefined) return;
      for (const finding of found) {
        outcome = 'failed';
        this.problems.push(problemOf(check, file, base, finding));
      }
    } catch (error) {
      if (outcome === 'passed') outcome = 'could not tell';
      this.#addUndecided(check.code, file, base, error);
    }
    const counts = this.#counts.get(check.code) ?? { passed: 0, failed: 0, 'could not tell': 0 };
    counts[outcome] += 1;
    this.#counts.set(check.code, counts);
  }

  #addUndecided(check: string, file: string, base: string, error: unknown): void {
    const code = error instanceof NotSimulatedError ? 'TPL001' : 'TPL002';
    const path = error instanceof CannotTellError ? join(base, error.path) : base;
    const reason = reasonOf(error);
    const missing = error instanceof NotSimulatedError ? error.missing : undefined;
    const key = JSON.stringify([code, file, error instanceof NotSimulatedError ? error.thing : reason]);
    const entry = this.#undecided.get(key) ?? { code, file, path, reason, missing, checks: new Set(), locations: new Set() };
    entry.checks.add(check);
    entry.locations.add(path);
    this.#undecided.set(key, entry);
  }
}

/** A template that is nested several times has its faults once. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Whether a resource acknowledges what a check finds in it. */
function isAcknowledged({ template }: LoadedStack, logicalId: string, code: TemplateCheckCode): boolean {
  return isAcknowledgeable(code) && acknowledgedFindings(template.Resources[logicalId]?.Metadata).has(code);
}

/** What a check of a whole template finds outside of resources that acknowledge it. */
function* unacknowledged(stack: LoadedStack, { check, code }: StackCheck): Generator<Finding> {
  for (const finding of check(stack)) {
    const [, logicalId] = /^Resources\.([^.]+)/.exec(pathOf(finding)) ?? [];
    if (logicalId === undefined || !isAcknowledged(stack, logicalId, code)) yield finding;
  }
}

function pathOf({ at }: Finding): string {
  return typeof at === 'string' ? at : at.path;
}

/** What lets a check tell: the value that is wanting, or one that stands in the template. */
function changeFor(missing: MissingValue | undefined): string {
  switch (missing?.kind) {
    case 'parameter':
      return `give the parameter ${missing.name} a value, or a default in the template`;
    case 'import':
      return `say what is exported as ${missing.name}, or check the stack that exports it together with this one`;
    case 'stored parameter':
      return `say what Parameter Store holds as ${missing.name}`;
    case 'availability zones':
      return `say which availability zones the account has in ${missing.name}`;
    case 'band':
      return `state the band that ${missing.name} compares with`;
    case 'region':
    case 'account':
      return `say into which ${missing.kind} the stack is deployed`;
    case undefined:
      return 'correct the value or write it into the template; else check it in the account';
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CannotTellError) return error.reason;
  if (!(error instanceof NotSimulatedError)) return String(error);
  return `cannot judge ${error.thing}${error.where === undefined ? '' : ` (in ${error.where})`}`;
}

function problemOf({ code }: CheckDescription, file: string, base: string, finding: Finding): Problem {
  const { at: _, ...rest } = finding;
  return { code, level: levelOf(code), where: { file, path: join(base, pathOf(finding)) }, ...rest };
}

function join(base: string, path: string): string {
  return [base, path].filter((part) => part !== '').join('.');
}

function outcomeOf(counts: Readonly<Record<Outcome, number>>): Outcome | 'not applicable' {
  if (counts.failed > 0) return 'failed';
  if (counts['could not tell'] > 0) return 'could not tell';
  return counts.passed > 0 ? 'passed' : 'not applicable';
}
