import { accountOfArn, isArn, regionOfArn, resourceArn, resourceOfArn } from '../../../../aws/arn';
import type { DeployedIdentity, LoadedResource, LoadedStack } from '../../../../aws/assembly/loaded-stack';
import { allowOnly } from '../../../../aws/assembly/property';
import { parseTemplateText } from '../../../../aws/assembly/template-file';
import type { JsonValue } from '../../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../../aws/errors';
import { ACTIONS } from '../../../../runbook/document/actions';
import { allSteps, type RunbookDocument } from '../../../../runbook/document/document';
import { readRunbookDocument } from '../../../../runbook/document/read-document';
import type { Instant } from '../../../../time/time';
import type { Assumptions } from '../../../core/assumptions';
import type { VirtualClock } from '../../../core/clock';
import { outsideTemplates } from '../../../core/not-simulated';
import { SSM_RESOURCES } from '../resources';

/** A version of a document, ready to run. */
export interface AutomationDocument {
  readonly identity: DeployedIdentity;
  /** From 1 up. */
  readonly version: number;
  readonly body: RunbookDocument;
}

/** What a document says, and how it is written. */
export interface DocumentContent {
  /** What it says, or why nobody can tell what a run of it does. */
  readonly body: RunbookDocument | NotSimulatedError;
  /** As it is written; absent for one that was handed to the account without its text. */
  readonly written?: JsonValue;
  readonly versionName?: string;
}

/** A version of a document as the account keeps it. */
export interface StoredVersion extends DocumentContent {
  readonly number: number;
  readonly createdAt: Instant;
}

/** A document with its versions. */
export interface StoredDocument {
  readonly identity: DeployedIdentity;
  readonly targetType?: string;
  /** In their order, the first is number 1. */
  readonly versions: readonly StoredVersion[];
  readonly defaultVersion: number;
}

type Changeable = Omit<StoredDocument, 'versions' | 'defaultVersion'> & { readonly versions: StoredVersion[]; defaultVersion: number };

/** What documents need of the account they are in. */
export interface DocumentsOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: Pick<VirtualClock, 'now'>;
  readonly assumptions: Pick<Assumptions, 'newVersionIsDefault'>;
}

/** Stack of documents that were handed to an account without a template. */
const NO_STACK = '(no stack)';

/**
 * Automation documents of an account, by region and name: those of its templates, in their first version, and those that were added.
 * What cannot be run is noted when it is started: most documents of a template have no part in what is rehearsed.
 */
export class AutomationDocuments {
  readonly #options: DocumentsOptions;
  readonly #documents = new Map<string, Changeable>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
    for (const resource of options.stacks.flatMap((stack) => stack.resources)) if (resource.type === 'AWS::SSM::Document') this.#addDeployed(resource);
  }

  /**
   * Adds a document that no template has, or, as a deployment does that updates one there is (`UpdateMethod: NewVersion`), its next
   * version. Whether that becomes the default is an assumption.
   */
  add(region: string, name: string, body: RunbookDocument): void {
    const content: DocumentContent = { body: orDoubt(() => runnable(body)) };
    const document = this.#documents.get(`${region} ${name}`);
    if (document === undefined) return this.#create({ name, arn: this.#arn(region, name), region, stackName: NO_STACK, logicalId: name }, content);
    const added = this.addVersion(document, content);
    if (this.#options.assumptions.newVersionIsDefault) this.setDefault(document, added);
  }

  /** Adds a version. The default stays what it is. */
  addVersion(document: StoredDocument, content: DocumentContent): StoredVersion {
    const added = { ...content, number: document.versions.length + 1, createdAt: this.#options.clock.now };
    this.#changeable(document).versions.push(added);
    return added;
  }

  /** Makes a version the one that runs where none is named. */
  setDefault(document: StoredDocument, { number }: StoredVersion): void {
    this.#changeable(document).defaultVersion = number;
  }

  /**
   * @param name of the document, or its ARN
   * @throws NotSimulatedError for a document that is not here
   */
  stored(name: string, region: string): StoredDocument {
    const known = isArn(name) ? this.#nameIn(name, region) : name;
    const document = this.#documents.get(`${region} ${known}`);
    if (document !== undefined) return document;
    if (name.startsWith('AWS')) throw new NotSimulatedError(`document ${name}, which AWS owns`);
    throw outsideTemplates('Automation document', `${name} in ${region}`);
  }

  /**
   * @param name of the document, or its ARN
   * @param version a number, `$DEFAULT` or `$LATEST`
   * @throws ServiceError AutomationDefinitionVersionNotFoundException for a version that there is not
   * @throws NotSimulatedError for a document that is not here, or that cannot be run
   */
  find(name: string, region: string, version: string): AutomationDocument {
    const document = this.stored(name, region);
    const found = versionOf(document, version);
    if (found === undefined) throw new ServiceError('AutomationDefinitionVersionNotFoundException', `${document.identity.name} has no version ${version}`);
    if (found.body instanceof NotSimulatedError) throw found.body;
    return { identity: document.identity, version: found.number, body: found.body };
  }

  #addDeployed(resource: LoadedResource): void {
    const { region, stackName, logicalId, constructPath, properties } = resource;
    const name = orDoubt(() => resource.ref);
    if (name instanceof NotSimulatedError) return;
    const body = bodyOf(resource);
    if (body === undefined) return;
    const { Content: written, VersionName: versionName, TargetType: targetType } = properties;
    this.#create(
      { name, arn: this.#arn(region, name), region, stackName, logicalId, constructPath },
      { body, ...(written !== undefined && { written }), ...(typeof versionName === 'string' && { versionName }) },
      typeof targetType === 'string' ? targetType : undefined,
    );
  }

  #create(identity: DeployedIdentity, content: DocumentContent, targetType?: string): void {
    const versions = [{ ...content, number: 1, createdAt: this.#options.clock.now }];
    this.#documents.set(`${identity.region} ${identity.name}`, { identity, versions, defaultVersion: 1, ...(targetType !== undefined && { targetType }) });
  }

  #changeable({ identity }: StoredDocument): Changeable {
    return this.#documents.get(`${identity.region} ${identity.name}`)!;
  }

  #nameIn(arn: string, region: string): string {
    const resource = resourceOfArn(arn);
    const isOwn = accountOfArn(arn) === this.#options.accountId && regionOfArn(arn) === region && resource.startsWith('document/');
    if (!isOwn) throw new NotSimulatedError(`document of another account or region, ${arn}`);
    return resource.slice('document/'.length);
  }

  #arn(region: string, name: string): string {
    return resourceArn('ssm', region, this.#options.accountId, `document/${name}`);
  }
}

/** A version by its number, `$DEFAULT` or `$LATEST`; undefined for one that there is not. */
export function versionOf({ versions, defaultVersion }: StoredDocument, version: string): StoredVersion | undefined {
  if (version === '$LATEST') return versions.at(-1);
  return versions[(version === '$DEFAULT' ? defaultVersion : Number(version)) - 1];
}

/**
 * What is written for a document, read.
 *
 * @param content JSON or YAML as text, or an object
 * @param refused the error for what is no document
 * @throws NotSimulatedError for what of it nobody can tell what it does
 */
export function readAutomationContent(content: JsonValue | undefined, where: string, refused: (what: string) => Error): RunbookDocument {
  return runnable(readContent(content, where, refused));
}

/** Documents that were read, by resource: a game day, and a search for faults more so, makes many accounts of the same templates. */
const BODIES = new WeakMap<LoadedResource, { readonly body: RunbookDocument | NotSimulatedError | undefined }>();

/** The document of a resource; undefined for one that is not of Automation. */
function bodyOf(resource: LoadedResource): RunbookDocument | NotSimulatedError | undefined {
  const before = BODIES.get(resource);
  if (before !== undefined) return before.body;
  const body = orDoubt(() => {
    const { properties, stackName, logicalId } = resource;
    if (properties.DocumentType !== 'Automation') return undefined;
    allowOnly(properties, SSM_RESOURCES['AWS::SSM::Document']);
    return readAutomationContent(properties.Content, `${stackName}/${logicalId}`, (what) => new NotSimulatedError(what));
  });
  BODIES.set(resource, { body });
  return body;
}

function readContent(content: JsonValue | undefined, where: string, refused: (what: string) => Error): RunbookDocument {
  const parsed = typeof content === 'string' ? parseTemplateText(content, where) : { document: content };
  if ('problems' in parsed) throw refused(`a document that is ${parsed.problems[0]!.what}`);
  const read = readRunbookDocument(parsed.document, (path) => ({ file: where, path: path.join('.') }));
  if ('document' in read) return read.document;
  const { what, received } = read.problems[0]!;
  throw refused(`an Automation document: ${what}${received === undefined ? '' : `, received ${received}`}`);
}

/** A document with nothing in it that there is not. @throws NotSimulatedError for anything else */
function runnable(body: RunbookDocument): RunbookDocument {
  if (body.schemaVersion !== '0.3') throw new NotSimulatedError(`schemaVersion ${body.schemaVersion} of an Automation document`);
  if (body.unknownKeys.length > 0) throw new NotSimulatedError(`${body.unknownKeys.join(', ')} of an Automation document`);
  for (const { name, action, unknownKeys } of allSteps(body.steps)) {
    if (!Object.hasOwn(ACTIONS, action)) throw new NotSimulatedError(`action ${action} of an Automation document`);
    if (unknownKeys.length > 0) throw new NotSimulatedError(`${unknownKeys.join(', ')} of step ${name}`);
  }
  return body;
}
