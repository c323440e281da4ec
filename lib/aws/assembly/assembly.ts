import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ProblemCode } from '../../problems/catalogue';
import { ProblemsError, sortProblems, type Problem } from '../../problems/problem';
import { checkTemplate } from '../cloudformation/check-template';
import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { linkStacks, type LoadedStack } from './loaded-stack';
import type { NestedTemplate, NestedTemplateReader } from './nested-stacks';
import type { AssetReader, StackSource } from './stack-source';
import { parseJson, parseTemplateText } from './template-file';

/** What an assembly or a template leaves open. */
export interface LoadOptions {
  /** Account of stacks that do not name theirs (`unknown-account`). Default: not known before deployment. */
  readonly defaultAccount?: string;
  /** Region of stacks that do not name theirs (`unknown-region`). Default: not known before deployment. */
  readonly defaultRegion?: string;
  /** Values for template parameters, in every stack that has them. Default: none, parameters have their own defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Values that stacks outside of what is read export, by the name of the export. Default: nothing is known of them. */
  readonly imports?: Readonly<Record<string, string>>;
  /**
   * What an operator stored in Parameter Store before deployment, by name: values of template parameters of the type
   * `AWS::SSM::Parameter::Value<…>` and of `{{resolve:ssm:NAME}}`. Default: nothing is known of it.
   */
  readonly storedParameters?: Readonly<Record<string, string>>;
  /** Names of the availability zones that the account has, by region, for `Fn::GetAZs`. Default: nothing is known of them. */
  readonly availabilityZones?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads every stack of a cloud assembly (a `cdk.out` directory), those of nested assemblies (stages) included.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 *
 * Problems, all at once: ASM001 no such file or directory, ASM002 not readable, ASM003 not an assembly, ASM004 no
 * stacks in it, ASM005 and ASM006 of `checkTemplate`, ASM007 two stacks of one name, ASM008 no valid environment.
 *
 * @throws ProblemsError with all of them
 */
export function loadAssembly(directory: string, options: LoadOptions): LoadedStack[] {
  const reader = new AssemblyReader(options);
  reader.readManifest(directory);
  return reader.finish(directory);
}

/**
 * Reads a single template, JSON or YAML, as a stack of the default account and region.
 *
 * @param stackName default: `template`
 * @throws ProblemsError with every problem found (codes as for {@link loadAssembly})
 */
export function loadTemplateFile(file: string, options: LoadOptions, stackName = 'template'): LoadedStack[] {
  const reader = new AssemblyReader(options);
  reader.readTemplate(file, { stackName, account: options.defaultAccount, region: options.defaultRegion });
  return reader.finish(file);
}

/**
 * Reads templates and cloud assemblies that are deployed into one account together: they see each other's exports. A template
 * without an assembly is a stack that is called like its file, or like its path where two files have one name.
 *
 * Problems, besides those of {@link loadAssembly}: ASM011 a value for a parameter that no template has.
 *
 * @throws ProblemsError with every problem found
 */
export function loadTemplates(paths: readonly string[], options: LoadOptions): LoadedStack[] {
  const reader = new AssemblyReader(options);
  const names = paths.map(nameOfTemplate);
  paths.forEach((path, index) => {
    if (isDirectory(path)) return reader.readManifest(path);
    const isUnique = names.indexOf(names[index]!) === names.lastIndexOf(names[index]!);
    const stackName = isUnique ? names[index]! : nameOfTemplate(path.replaceAll(/[/\\]+/g, '-'));
    reader.readTemplate(path, { stackName, account: options.defaultAccount, region: options.defaultRegion });
  });
  reader.refuseUnknownParameters();
  return reader.finish(paths[0]!);
}

/** Where the CDK says what the validations of a synthesis found. */
export const VALIDATION_REPORT = 'validation-report.json';

/**
 * What the validations found when an assembly was synthesized; undefined for an assembly without a report.
 *
 * @throws ProblemsError ASM002 when the report is not readable
 */
export function loadValidationReport(directory: string): JsonValue | undefined {
  const text = textIn(directory, VALIDATION_REPORT);
  if (text === undefined) return undefined;
  const parsed = parseJson(text, join(directory, VALIDATION_REPORT));
  if ('problems' in parsed) throw new ProblemsError(parsed.problems);
  return parsed.document as JsonValue;
}

interface StackLocation {
  /** The CDK writes a stack without resources as a template without Resources, and does not deploy it. */
  readonly mayBeEmpty?: boolean;
  readonly stackName: string;
  readonly account?: string;
  readonly region?: string;
  readonly artifactId?: string;
  readonly dependsOn?: readonly string[];
  readonly stage?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly constructPaths?: ReadonlyMap<string, string>;
  readonly assetFile?: AssetReader;
}

/** Reads as much as it can and collects what is wrong. */
class AssemblyReader {
  readonly #problems: Problem[] = [];
  readonly #sources: StackSource[] = [];
  readonly #directories = new Set<string>();
  /** Files and directories of assets, by the key of the object they are uploaded as. */
  readonly #assets = new Map<string, string>();
  /** What stands in the templates of nested stacks, by file; or why it cannot be read. */
  readonly #nestedTemplates = new Map<string, NestedTemplate | string>();
  readonly #options: LoadOptions;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  readManifest(directory: string, stage?: string): void {
    if (this.#directories.has(directory)) return;
    this.#directories.add(directory);
    const file = join(directory, 'manifest.json');
    const manifest = this.#readJson(file);
    if (manifest === undefined) return;
    const artifacts = isJsonObject(manifest) ? manifest.artifacts : undefined;
    if (!isJsonObject(artifacts)) {
      this.#problem('ASM003', { file, path: 'artifacts' }, 'not the manifest of a cloud assembly', {
        allowed: 'an object with artifacts, as cdk synth writes it',
        change: 'point to the directory that cdk synth wrote, usually cdk.out',
      });
      return;
    }
    const assets = this.#readAssets(directory, artifacts);
    for (const [objectKey, path] of assets) this.#assets.set(objectKey, path);
    const assetFile = readingOnce((objectKey, name) => textIn(assets.get(objectKey), name));
    for (const [id, artifact] of Object.entries(artifacts)) this.#readArtifact(directory, id, artifact, stage, assetFile);
  }

  readTemplate(file: string, location: StackLocation): void {
    const text = this.#readText(file);
    const read = text === undefined ? undefined : this.#parse(text, file, location);
    if (read === undefined) return;
    this.#sources.push({
      ...location,
      ...read,
      parameters: { ...location.parameters, ...this.#options.parameters },
      imports: this.#options.imports,
      storedParameters: this.#options.storedParameters,
      ...(this.#options.availabilityZones !== undefined && { availabilityZones: this.#options.availabilityZones }),
    });
  }

  #parse(text: string, file: string, location?: StackLocation): NestedTemplate | undefined {
    const parsed = parseTemplateText(text, file);
    const checked = 'problems' in parsed ? parsed : checkTemplate(withResources(parsed.document, location), file);
    if ('template' in checked) return { file, template: checked.template, bytes: Buffer.byteLength(text, 'utf8') };
    this.#problems.push(...checked.problems);
    return undefined;
  }

  /** The template of a nested stack is an asset of the assembly, or a file beside that of the stack around it. */
  #readNested({ source, logicalId }: Parameters<NestedTemplateReader>[0], location: string | undefined): NestedTemplate | string {
    const file = this.#assetOf(source, logicalId) ?? (location === undefined ? undefined : this.#fileAt(source, location));
    if (file === undefined) {
      return location === undefined
        ? 'where the template of a nested stack is cannot be resolved'
        : `the template of a nested stack, ${location}, is neither in the assembly nor beside ${source.file}`;
    }
    const read = this.#nestedTemplates.get(file) ?? this.#parse(readFileSync(file, 'utf8'), file) ?? `the template of a nested stack, ${file}, cannot be read`;
    this.#nestedTemplates.set(file, read);
    return read;
  }

  /** The CDK says in the metadata of a resource which file it uploads. https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cx-api/lib/assets.ts */
  #assetOf({ template, file }: StackSource, logicalId: string): string | undefined {
    const path = template.Resources[logicalId]?.Metadata?.['aws:asset:path'];
    return typeof path === 'string' ? existingFile(join(dirname(file), path)) : undefined;
  }

  /** A location without a scheme is a path, as `aws cloudformation package` takes it; of a URL the key of the object is known as that of an asset. */
  #fileAt({ file }: StackSource, location: string): string | undefined {
    if (!location.includes('://')) return existingFile(join(dirname(file), location));
    const parts = location.split('/');
    const key = parts.map((_, index) => parts.slice(index).join('/')).find((each) => this.#assets.has(each));
    return key === undefined ? undefined : existingFile(this.#assets.get(key)!);
  }

  /** A mistyped name would leave the parameter at its default without a word. */
  refuseUnknownParameters(): void {
    const known = [...new Set(this.#sources.flatMap(({ template }) => Object.keys(template.Parameters)))].sort();
    for (const name of Object.keys(this.#options.parameters ?? {})) {
      if (known.includes(name)) continue;
      this.#problem('ASM011', {}, 'no template has the parameter that a value was given for', {
        received: name,
        allowed: known.join(', ') || 'none: the templates have no parameters',
        change: 'correct the name, or leave the value out',
      });
    }
  }

  finish(path: string): LoadedStack[] {
    this.#refuseDuplicates();
    if (this.#sources.length === 0 && this.#problems.length === 0) {
      this.#problem('ASM004', { file: path }, 'the assembly has no stacks', {
        allowed: 'at least one artifact of type aws:cloudformation:stack',
        change: 'synthesize an app that defines a stack',
      });
    }
    this.#throwProblems();
    const link = (sources: readonly StackSource[]) => linkStacks(sources, (nested, location) => this.#readNested(nested, location));
    const stacks = link(this.#sources);
    this.#throwProblems();
    const nested = nestedFiles(stacks);
    const others = this.#sources.filter(({ file }) => !nested.has(resolve(file)));
    return others.length === this.#sources.length ? stacks : link(others);
  }

  #throwProblems(): void {
    if (this.#problems.length > 0) throw new ProblemsError(sortProblems(this.#problems));
  }

  /** Directories of the assets of an assembly, by the key of the object they are uploaded as. */
  #readAssets(directory: string, artifacts: JsonObject): ReadonlyMap<string, string> {
    const directories = new Map<string, string>();
    for (const artifact of Object.values(artifacts)) {
      if (!isJsonObject(artifact) || artifact.type !== 'cdk:asset-manifest') continue;
      const { file: name } = isJsonObject(artifact.properties) ? artifact.properties : {};
      const manifest = typeof name === 'string' ? this.#readJson(join(directory, name)) : undefined;
      const files = isJsonObject(manifest) && isJsonObject(manifest.files) ? manifest.files : {};
      for (const asset of Object.values(files)) {
        if (!isJsonObject(asset) || !isJsonObject(asset.source) || !isJsonObject(asset.destinations)) continue;
        const { path } = asset.source;
        if (typeof path !== 'string') continue;
        for (const destination of Object.values(asset.destinations)) {
          if (isJsonObject(destination) && typeof destination.objectKey === 'string') directories.set(destination.objectKey, join(directory, path));
        }
      }
    }
    return directories;
  }

  #readArtifact(directory: string, id: string, artifact: JsonValue, stage: string | undefined, assetFile: AssetReader): void {
    const properties = isJsonObject(artifact) && isJsonObject(artifact.properties) ? artifact.properties : {};
    const type = isJsonObject(artifact) ? artifact.type : undefined;
    const where = { file: join(directory, 'manifest.json'), path: `artifacts.${id}` };
    if (type === 'cdk:cloud-assembly' && typeof properties.directoryName === 'string') {
      this.readManifest(join(directory, properties.directoryName), textOr(properties.displayName, id));
    } else if (type === 'aws:cloudformation:stack' && typeof properties.templateFile === 'string') {
      const environment = this.#environment((artifact as JsonObject).environment, where);
      if (environment === undefined) return;
      this.readTemplate(join(directory, properties.templateFile), {
        mayBeEmpty: true,
        ...environment,
        stackName: textOr(properties.stackName, id),
        artifactId: id,
        dependsOn: texts((artifact as JsonObject).dependencies),
        stage,
        parameters: textEntries(properties.parameters),
        constructPaths: this.#constructPaths(directory, artifact as JsonObject),
        assetFile,
      });
    } else if (type === 'cdk:cloud-assembly' || type === 'aws:cloudformation:stack' || typeof type !== 'string') {
      this.#problem('ASM003', where, 'not an artifact of a cloud assembly', {
        allowed: 'a type, and the properties templateFile or directoryName that it needs',
        change: 'synthesize the app again',
      });
    }
  }

  #environment(environment: JsonValue | undefined, where: Problem['where']): Pick<StackLocation, 'account' | 'region'> | undefined {
    const match = typeof environment === 'string' ? /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) : null;
    if (match === null) {
      this.#problem('ASM008', { ...where, path: `${where.path}.environment` }, 'not an environment', {
        received: JSON.stringify(environment) ?? 'nothing',
        allowed: 'aws://ACCOUNT/REGION',
        change: 'synthesize the app again',
      });
      return undefined;
    }
    const [, account, region] = match as unknown as [string, string, string];
    return {
      account: account === 'unknown-account' ? this.#options.defaultAccount : account,
      region: region === 'unknown-region' ? this.#options.defaultRegion : region,
    };
  }

  /** Construct paths stand in the manifest, or in a file beside it. They only make messages better: none is fine. */
  #constructPaths(directory: string, artifact: JsonObject): ReadonlyMap<string, string> {
    const file = artifact.additionalMetadataFile;
    const beside = typeof file === 'string' && existsSync(join(directory, file)) ? this.#readJson(join(directory, file)) : {};
    const paths = new Map<string, string>();
    for (const source of [artifact.metadata, beside]) {
      if (!isJsonObject(source)) continue;
      for (const [path, entries] of Object.entries(source)) {
        for (const entry of Array.isArray(entries) ? (entries as readonly JsonValue[]) : []) {
          if (isJsonObject(entry) && entry.type === 'aws:cdk:logicalId' && typeof entry.data === 'string') {
            paths.set(entry.data, path.replace(/^\//, ''));
          }
        }
      }
    }
    return paths;
  }

  #refuseDuplicates(): void {
    const seen = new Map<string, StackSource>();
    for (const source of this.#sources) {
      const key = [source.account ?? 'unknown-account', source.region ?? 'unknown-region', source.stackName].join('/');
      const other = seen.get(key);
      if (other !== undefined) {
        this.#problem('ASM007', { file: source.file }, `stack ${key} is there twice, the other time in ${other.file}`, {
          allowed: 'one stack of a name per account and region',
          change: 'give the stacks different names, or load only one of the stages',
        });
      }
      seen.set(key, source);
    }
  }

  #readJson(file: string): JsonValue | undefined {
    const text = this.#readText(file);
    if (text === undefined) return undefined;
    const parsed = parseJson(text, file);
    if ('document' in parsed) return parsed.document as JsonValue;
    this.#problems.push(...parsed.problems);
    return undefined;
  }

  #readText(file: string): string | undefined {
    if (existsSync(file) && statSync(file).isFile()) return readFileSync(file, 'utf8');
    this.#problem('ASM001', { file }, 'no such file', {
      allowed: 'a cdk.out directory with its manifest.json and templates, or a template file',
      change: 'synthesize first, or correct the path',
    });
    return undefined;
  }

  #problem(code: ProblemCode, where: Problem['where'], what: string, rest: Pick<Problem, 'received' | 'allowed' | 'change'>): void {
    this.#problems.push({ code, level: 'error', where, what, ...rest });
  }
}

function withResources(document: unknown, location: StackLocation | undefined): unknown {
  return location?.mayBeEmpty === true && isJsonObject(document) ? { Resources: {}, ...document } : document;
}

/** The path itself, when there is a file. A template may say anything: what no file can be called, or nobody may look at, is none. */
function existingFile(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever names a template together with one that nests it does not deploy it by itself as well. Of those that nest each other all are kept. */
function nestedFiles(stacks: readonly LoadedStack[]): ReadonlySet<string> {
  const nested = stacks.filter(({ outer }) => outer !== undefined);
  const files = new Set(nested.map(({ file }) => resolve(file)));
  return new Set(nested.filter((stack) => !files.has(resolve(outermost(stack).file))).map(({ file }) => resolve(file)));
}

function outermost(stack: LoadedStack): LoadedStack {
  return stack.outer === undefined ? stack : outermost(stack.outer);
}

/** A loaded stack never changes, and the code of its functions is asked for by every account that is made of it. */
function readingOnce(read: AssetReader): AssetReader {
  const known = new Map<string, string | undefined>();
  return (objectKey, name) => {
    const key = JSON.stringify([objectKey, name]);
    if (!known.has(key)) known.set(key, read(objectKey, name));
    return known.get(key);
  };
}

/** The file without its folders and endings. */
function nameOfTemplate(path: string): string {
  return basename(path).replace(/(\.template)?(\.[^.]*)?$/, '') || 'template';
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Text of a file of a directory, undefined when either is not there. */
function textIn(directory: string | undefined, name: string): string | undefined {
  const file = directory === undefined ? undefined : join(directory, name);
  return file !== undefined && existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
}

function textOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function textEntries(value: JsonValue | undefined): Record<string, string> {
  const entries = Object.entries(isJsonObject(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
