import { isArn, resourceArn } from '../../../../aws/arn';
import type { JsonObject } from '../../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../../aws/errors';
import type { RunbookParameter } from '../../../../runbook/document/document';
import { authorizeIdentity } from '../../../core/authorize-identity';
import { takePage, type PageRules } from '../../../core/page';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../../core/service';
import type { DOCUMENT_OPERATIONS } from '../operations';
import { readAutomationContent, versionOf, type AutomationDocuments, type StoredDocument, type StoredVersion } from './documents';

const PAGES: PageRules = { sizeKey: 'MaxResults', most: 50, usual: 50, sizeError: 'ValidationException', tokenError: 'InvalidNextToken' };
/** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const MAX_VERSIONS = 1_000;

/** What can be asked and changed of Automation documents and their versions. */
export class DocumentOperations {
  readonly operations: OperationRuns<typeof DOCUMENT_OPERATIONS> = {
    DescribeDocument: (input, call) => this.#describe(input, call),
    GetDocument: (input, call) => this.#get(input, call),
    ListDocumentVersions: (input, call) => this.#listVersions(input, call),
    UpdateDocument: (input, call) => this.#update(input, call),
    UpdateDocumentDefaultVersion: (input, call) => this.#updateDefault(input, call),
  };
  readonly #accountId: string;
  readonly #documents: AutomationDocuments;

  constructor(accountId: string, documents: AutomationDocuments) {
    this.#accountId = accountId;
    this.#documents = documents;
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeDocument.html */
  #describe(input: CallInput, call: CallContext): CallOutput {
    const document = this.#existing('ssm:DescribeDocument', input, call);
    return { Document: this.#description(document, askedVersion(document, input)) };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html */
  #get(input: CallInput, call: CallContext): CallOutput {
    const document = this.#existing('ssm:GetDocument', input, call);
    const version = askedVersion(document, input);
    const format = optionalInput(input, 'DocumentFormat') ?? 'JSON';
    return { ...inShort(document, version), Content: contentAs(format, document, version), DocumentType: 'Automation', DocumentFormat: format };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocumentVersions.html */
  #listVersions(input: CallInput, call: CallContext): CallOutput {
    const document = this.#existing('ssm:ListDocumentVersions', input, call);
    const versions = document.versions.toReversed().map((version) => ({
      ...inShort(document, version),
      DocumentFormat: formatOf(version),
      IsDefaultVersion: version.number === document.defaultVersion,
    }));
    const { items, rest } = takePage(versions, input.MaxResults, input.NextToken, PAGES);
    return { DocumentVersions: items, ...rest };
  }

  /**
   * The default version stays: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html,
   * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocumentDefaultVersion.html
   */
  #update(input: CallInput, call: CallContext): CallOutput {
    const document = this.#existing('ssm:UpdateDocument', input, call);
    const { name } = document.identity;
    const latest = document.versions.at(-1)!;
    const replaced = optionalInput(input, 'DocumentVersion');
    if (replaced === undefined) throw new NotSimulatedError('ssm:UpdateDocument without DocumentVersion');
    if (versionOf(document, replaced) !== latest) throw invalidVersion(`${replaced} is not the latest version of ${name}`);
    const written = requiredInput(input, 'Content');
    if (written === latest.written || written === JSON.stringify(latest.written)) {
      throw new ServiceError('DuplicateDocumentContent', `The content of ${name} is the same as in its latest version`);
    }
    const versionName = optionalInput(input, 'VersionName');
    if (versionName !== undefined && document.versions.some((version) => version.versionName === versionName)) {
      throw new ServiceError('DuplicateDocumentVersionName', `${name} has a version ${versionName}`);
    }
    if (document.versions.length >= MAX_VERSIONS) throw new ServiceError('DocumentVersionLimitExceeded', `${name} has ${MAX_VERSIONS} versions`);
    const body = readAutomationContent(written, name, (what) => new ServiceError('InvalidDocumentContent', what));
    const added = this.#documents.addVersion(document, { body, written, ...(versionName !== undefined && { versionName }) });
    return { DocumentDescription: this.#description(document, added) };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocumentDefaultVersion.html */
  #updateDefault(input: CallInput, call: CallContext): CallOutput {
    const document = this.#existing('ssm:UpdateDocumentDefaultVersion', input, call);
    const number = requiredInput(input, 'DocumentVersion');
    const version = /^[1-9]\d*$/.test(number) ? versionOf(document, number) : undefined;
    if (version === undefined) throw invalidVersion(`${document.identity.name} has no version ${number}`);
    this.#documents.setDefault(document, version);
    const { versionName } = version;
    return {
      Description: { Name: document.identity.name, DefaultVersion: number, ...(versionName !== undefined && { DefaultVersionName: versionName }) },
    };
  }

  #existing(action: string, input: CallInput, call: CallContext): StoredDocument {
    const name = requiredInput(input, 'Name');
    const arn = isArn(name) ? name : resourceArn('ssm', call.region, this.#accountId, `document/${name}`);
    authorizeIdentity(action, arn, call);
    return this.#documents.stored(name, call.region);
  }

  #description(document: StoredDocument, version: StoredVersion): JsonObject {
    if (version.body instanceof NotSimulatedError) throw version.body;
    const { description, parameters, schemaVersion } = version.body;
    return {
      ...inShort(document, version),
      ...(description !== undefined && { Description: description }),
      ...(document.targetType !== undefined && { TargetType: document.targetType }),
      Owner: this.#accountId,
      Parameters: parameters.map(describeParameter),
      DocumentType: 'Automation',
      DocumentFormat: formatOf(version),
      SchemaVersion: schemaVersion,
      LatestVersion: String(document.versions.length),
      DefaultVersion: String(document.defaultVersion),
    };
  }
}

/** By number, `$DEFAULT` or `$LATEST`, or by its name; without either the default. */
function askedVersion(document: StoredDocument, input: CallInput): StoredVersion {
  const versionName = optionalInput(input, 'VersionName');
  const number = optionalInput(input, 'DocumentVersion') ?? (versionName === undefined ? '$DEFAULT' : undefined);
  const found = number === undefined ? document.versions.find((version) => version.versionName === versionName) : versionOf(document, number);
  if (found !== undefined && (versionName === undefined || found.versionName === versionName)) return found;
  throw invalidVersion(`${document.identity.name} has no version ${[number, versionName].filter((part) => part !== undefined).join(' ')}`);
}

function invalidVersion(message: string): ServiceError {
  return new ServiceError('InvalidDocumentVersion', message);
}

function inShort({ identity }: StoredDocument, { number, versionName, createdAt }: StoredVersion): JsonObject {
  return {
    Name: identity.name,
    ...(versionName !== undefined && { VersionName: versionName }),
    DocumentVersion: String(number),
    CreatedDate: new Date(createdAt).toISOString(),
    Status: 'Active',
  };
}

function describeParameter({ name, writtenType, description, defaultValue }: RunbookParameter): JsonObject {
  return {
    Name: name,
    Type: writtenType,
    ...(description !== undefined && { Description: description }),
    ...(defaultValue !== undefined && { DefaultValue: typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue) }),
  };
}

function formatOf({ written }: StoredVersion): 'JSON' | 'YAML' {
  return typeof written === 'string' && !written.trimStart().startsWith('{') ? 'YAML' : 'JSON';
}

/** @throws NotSimulatedError for a text that was written in another format, or not at all: how AWS lays it out is not known */
function contentAs(format: string, { identity }: StoredDocument, version: StoredVersion): string {
  const { written } = version;
  if (written === undefined) throw new NotSimulatedError(`the text of ${identity.name}, which was handed over without one`);
  if (format !== formatOf(version)) throw new NotSimulatedError(`${identity.name} as ${format}, which is written in ${formatOf(version)}`);
  return typeof written === 'string' ? written : JSON.stringify(written);
}
