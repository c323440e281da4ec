import { accountOfArn, isArn, regionOfArn, resourceArn, resourceOfArn } from '../../../../aws/arn';
import type { DeployedIdentity, LoadedResource, LoadedStack } from '../../../../aws/assembly/loaded-stack';
import { allowOnly } from '../../../../aws/assembly/property';
import { parseTemplateText } from '../../../../aws/assembly/template-file';
import type { JsonValue } from '../../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../../aws/errors';
import { ACTIONS } from '../../../../runbook/document/actions';
import { allSteps, type RunbookDocument } from '../../../../runbook/document/document';
import { readRunbookDocument } from '../../../../runbook/document/read-document';
import { outsideTemplates } from '../../../core/not-simulated';
import { SSM_RESOURCES } from '../resources';

/** A version of a document, ready to run. */
export interface AutomationDocument {
  readonly identity: DeployedIdentity;
  /** From 1 up. */
  readonly version: number;
  readonly body: RunbookDocument;
}

/** Stack of documents that were handed to an account without a template. */
const NO_STACK = '(no stack)';

/**
 * Automation documents of an account, by region and name: those of its templates, and those that were added. They are noted
 * when they are started: most documents of a template have no part in what is rehearsed.
 */
export class AutomationDocuments {
  readonly #accountId: string;
  readonly #newVersionIsDefault: boolean;
  /** Versions in their order. */
  readonly #versions = new Map<string, (AutomationDocument | NotSimulatedError)[]>();

  /** @param newVersionIsDefault whether a version that is added becomes the default */
  constructor(accountId: string, stacks: readonly LoadedStack[], newVersionIsDefault: boolean) {
    this.#accountId = accountId;
    this.#newVersionIsDefault = newVersionIsDefault;
    for (const resource of stacks.flatMap((stack) => stack.resources)) if (resource.type === 'AWS::SSM::Document') this.#addDeployed(resource);
  }

  /** Adds a document that no template has, or a new version of one there is. */
  add(region: string, name: string, body: RunbookDocument): void {
    const versions = this.#versionsOf(region, name);
    const identity: DeployedIdentity = { name, arn: this.#arn(region, name), region, stackName: NO_STACK, logicalId: name };
    versions.push(orDoubt(() => ({ identity, version: versions.length + 1, body: runnable(body) })));
  }

  #addDeployed(resource: LoadedResource): void {
    const { region, stackName, logicalId, constructPath } = resource;
    const name = orDoubt(() => resource.ref);
    if (name instanceof NotSimulatedError) return;
    const body = bodyOf(resource);
    if (body === undefined) return;
    const identity: DeployedIdentity = { name, arn: this.#arn(region, name), region, stackName, logicalId, constructPath };
    this.#versionsOf(region, name).push(body instanceof NotSimulatedError ? body : { identity, version: 1, body });
  }

  /**
   * @param name of the document, or its ARN
   * @param version a number, `$DEFAULT` or `$LATEST`
   * @throws ServiceError AutomationDefinitionVersionNotFoundException for a version that there is not
   * @throws NotSimulatedError for a document that is not here, or that cannot be run
   */
  find(name: string, region: string, version: string): AutomationDocument {
    const known = isArn(name) ? this.#nameIn(name, region) : name;
    const versions = this.#versions.get(`${region} ${known}`);
    if (versions === undefined) {
      if (name.startsWith('AWS')) throw new NotSimulatedError(`document ${name}, which AWS owns`);
      throw outsideTemplates('Automation document', `${name} in ${region}`);
    }
    const latest = versions.length;
    const number = version === '$LATEST' ? latest : version === '$DEFAULT' ? (this.#newVersionIsDefault ? latest : 1) : Number(version);
    const found = versions[number - 1];
    if (found === undefined) throw new ServiceError('AutomationDefinitionVersionNotFoundException', `${known} has no version ${version}`);
    if (found instanceof NotSimulatedError) throw found;
    return found;
  }

  #nameIn(arn: string, region: string): string {
    const resource = resourceOfArn(arn);
    const isOwn = accountOfArn(arn) === this.#accountId && regionOfArn(arn) === region && resource.startsWith('document/');
    if (!isOwn) throw new NotSimulatedError(`document of another account or region, ${arn}`);
    return resource.slice('document/'.length);
  }

  #versionsOf(region: string, name: string): (AutomationDocument | NotSimulatedError)[] {
    const versions = this.#versions.get(`${region} ${name}`) ?? [];
    this.#versions.set(`${region} ${name}`, versions);
    return versions;
  }

  #arn(region: string, name: string): string {
    return resourceArn('ssm', region, this.#accountId, `document/${name}`);
  }
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
    return runnable(readContent(properties.Content, `${stackName}/${logicalId}`));
  });
  BODIES.set(resource, { body });
  return body;
}

function readContent(content: JsonValue | undefined, where: string): RunbookDocument {
  const parsed = typeof content === 'string' ? parseTemplateText(content, where) : { document: content };
  if ('problems' in parsed) throw new NotSimulatedError(`a document that is ${parsed.problems[0]!.what}`);
  const read = readRunbookDocument(parsed.document, (path) => ({ file: where, path: path.join('.') }));
  if ('document' in read) return read.document;
  const { what, received } = read.problems[0]!;
  throw new NotSimulatedError(`an Automation document: ${what}${received === undefined ? '' : `, received ${received}`}`);
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
