import { accountOfArn, isArn, regionOfArn, resourceArn, resourceOfArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly } from '../../../aws/assembly/property';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
import { stateOfAll } from '../../../maintenance/calendar/calendar-state';
import type { ChangeCalendar } from '../../../maintenance/calendar/change-calendar';
import { formatInstant, parseInstant } from '../../../time/time';
import { authorizeIdentity } from '../../core/authorize-identity';
import { outsideTemplates, type NotSimulatedParts } from '../../core/not-simulated';
import { optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { calendarIn } from './calendar-content';
import type { CHANGE_CALENDAR_OPERATIONS } from './operations';
import { SSM_RESOURCES } from './resources';

/** A change calendar of a template with its versions, oldest first; of one that cannot be read, why. */
interface CalendarDocument {
  readonly name: string;
  readonly arn: string;
  readonly versions: { readonly content: string; readonly calendar: ChangeCalendar }[];
  /** From 1 up. */
  defaultVersion: number;
}

/**
 * Change calendars of the templates: their state at any instant, and new versions that operators write. A version counts once it is
 * the default. The event of a change of state, which AWS sends up to 15 minutes late, is not simulated.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export class ChangeCalendars {
  readonly operations: OperationRuns<typeof CHANGE_CALENDAR_OPERATIONS> = {
    GetCalendarState: (input, call) => this.#getState(input, call),
    GetDocument: (input, call) => this.#getDocument(input, call),
    UpdateDocument: (input, call) => this.#update(input, call),
    UpdateDocumentDefaultVersion: (input, call) => this.#makeDefault(input, call),
  };
  readonly #accountId: string;
  /** By region and name. */
  readonly #documents = new Map<string, CalendarDocument | NotSimulatedError>();

  constructor(accountId: string, stacks: readonly LoadedStack[], notSimulated: NotSimulatedParts) {
    this.#accountId = accountId;
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      if (resource.type === 'AWS::SSM::Document') notSimulated.attempt(resource, () => this.#add(resource));
    }
  }

  #add(resource: LoadedResource): void {
    const { region, ref: name } = resource;
    if (resource.properties.DocumentType !== 'ChangeCalendar') return;
    const document = orDoubt(() => this.#read(resource));
    this.#documents.set(`${region} ${name}`, document);
    if (document instanceof NotSimulatedError) throw document;
  }

  #read({ properties, region, ref: name }: LoadedResource): CalendarDocument {
    allowOnly(properties, SSM_RESOURCES['AWS::SSM::Document']);
    const { Content: content } = properties;
    if (typeof content !== 'string') throw new NotSimulatedError('the content of a change calendar that is no text');
    const arn = resourceArn('ssm', region, this.#accountId, `document/${name}`);
    try {
      return { name, arn, versions: [{ content, calendar: calendarIn(content) }], defaultVersion: 1 };
    } catch (error) {
      if (error instanceof ServiceError) throw new NotSimulatedError(`a change calendar that is none: ${error.message}`);
      throw error;
    }
  }

  #getState(input: CallInput, call: CallContext): CallOutput {
    const names = Array.isArray(input.CalendarNames) ? input.CalendarNames.map(String) : [];
    if (names.length === 0) throw new ServiceError('ValidationException', 'CalendarNames is required');
    const asked = optionalInput(input, 'AtTime');
    const at = asked === undefined ? call.now : parseInstant(asked);
    if (at === undefined) throw new ServiceError('ValidationException', `AtTime ${asked} is no time such as 2026-03-02T08:00:00Z`);
    const calendars = names.map((name) => {
      const { versions, defaultVersion, arn } = this.#find(name, call);
      authorizeIdentity('ssm:GetCalendarState', arn, call);
      return versions[defaultVersion - 1]!.calendar;
    });
    const { state, nextTransition } = stateOfAll(calendars, at);
    return { State: state, AtTime: formatInstant(at), ...(nextTransition !== undefined && { NextTransitionTime: formatInstant(nextTransition) }) };
  }

  #getDocument(input: CallInput, call: CallContext): CallOutput {
    const document = this.#find(requiredInput(input, 'Name'), call);
    authorizeIdentity('ssm:GetDocument', document.arn, call);
    const version = numberOf(optionalInput(input, 'DocumentVersion') ?? '$DEFAULT', document);
    const found = document.versions[version - 1];
    if (found === undefined) throw new ServiceError('InvalidDocumentVersion', 'The document has no such version.');
    return {
      Name: document.name,
      DocumentVersion: String(version),
      DocumentType: 'ChangeCalendar',
      DocumentFormat: 'TEXT',
      Status: 'Active',
      Content: found.content,
    };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html */
  #update(input: CallInput, call: CallContext): CallOutput {
    const document = this.#find(requiredInput(input, 'Name'), call);
    authorizeIdentity('ssm:UpdateDocument', document.arn, call);
    const content = requiredInput(input, 'Content');
    const { versions } = document;
    const latest = versions.length;
    if (numberOf(optionalInput(input, 'DocumentVersion') ?? '$LATEST', document) !== latest)
      throw new ServiceError('InvalidDocumentVersion', 'Only the latest version of a document can be updated.');
    if (versions.at(-1)!.content === content) throw new ServiceError('DuplicateDocumentContent', 'The content of the document is that of the version before.');
    versions.push({ content, calendar: calendarIn(content) });
    return {
      DocumentDescription: {
        Name: document.name,
        DocumentVersion: String(latest + 1),
        LatestVersion: String(latest + 1),
        DefaultVersion: String(document.defaultVersion),
        DocumentType: 'ChangeCalendar',
        Status: 'Updating',
      },
    };
  }

  #makeDefault(input: CallInput, call: CallContext): CallOutput {
    const document = this.#find(requiredInput(input, 'Name'), call);
    authorizeIdentity('ssm:UpdateDocumentDefaultVersion', document.arn, call);
    const version = Number(requiredInput(input, 'DocumentVersion'));
    if (document.versions[version - 1] === undefined) throw new ServiceError('InvalidDocumentVersion', 'The document has no such version.');
    document.defaultVersion = version;
    return { Description: { Name: document.name, DefaultVersion: String(version) } };
  }

  /** @throws OutsideTemplatesError for a document that is no change calendar of a template */
  #find(name: string, { region }: CallContext): CalendarDocument {
    const isOwn = isArn(name) && accountOfArn(name) === this.#accountId && regionOfArn(name) === region;
    const document = this.#documents.get(`${region} ${isOwn ? resourceOfArn(name).slice('document/'.length) : name}`);
    if (document === undefined) throw outsideTemplates('change calendar', `${name} in ${region}`);
    if (document instanceof NotSimulatedError) throw document;
    return document;
  }
}

function numberOf(version: string, { versions, defaultVersion }: CalendarDocument): number {
  return version === '$LATEST' ? versions.length : version === '$DEFAULT' ? defaultVersion : Number(version);
}
