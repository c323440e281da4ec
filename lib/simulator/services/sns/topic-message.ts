import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { optionalInput, requiredInput, type CallInput } from '../../core/service';
import { attributeBytes, whyAttributesRefused } from '../sqs/message-attributes';

/** A message as it was given to Publish, checked. */
export interface TopicMessage {
  readonly subject?: string;
  /** As given: with a structure, the JSON text of all of them. */
  readonly message: string;
  /** In the shape of the API: `{ tier: { DataType: 'Number', StringValue: '2' } }`. */
  readonly attributes: JsonObject;
  /** True when there is a text per protocol. */
  readonly hasStructure: boolean;
  /** The text for the subscriptions of a protocol. */
  textFor(protocol: string): string;
}

/** Printable ASCII that begins with a letter, number or punctuation mark. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;
const MOST_BYTES = 262_144;

/**
 * Reads the input of Publish. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 *
 * @throws ServiceError InvalidParameterException where SNS refuses a subject, a structure or a size,
 *   InvalidParameterValueException where it refuses an attribute
 */
export function readMessage(input: CallInput): TopicMessage {
  const message = requiredInput(input, 'Message');
  const subject = optionalInput(input, 'Subject');
  const attributes = isJsonObject(input.MessageAttributes) ? input.MessageAttributes : {};
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  const refused = whyAttributesRefused(attributes);
  if (refused !== undefined) throw new ServiceError('InvalidParameterValueException', `Invalid parameter value: ${refused}`);
  if (Buffer.byteLength(message) + attributeBytes(attributes) > MOST_BYTES) throw invalid('Message too long');
  const structure = optionalInput(input, 'MessageStructure');
  if (structure !== undefined && structure !== 'json') throw invalid('MessageStructure');
  const texts = structure === undefined ? { default: message } : readTexts(message);
  return {
    ...(subject !== undefined && { subject }),
    message,
    attributes,
    hasStructure: structure !== undefined,
    textFor: (protocol) => (Object.hasOwn(texts, protocol) ? texts[protocol] : undefined) ?? texts.default,
  };
}

/** Whether SNS takes a text as a subject. */
export function isSubject(text: string): boolean {
  return SUBJECT.test(text);
}

/** Texts by protocol. One that is no text is passed over. */
function readTexts(message: string): { readonly default: string; readonly [protocol: string]: string } {
  const parsed = parseJsonObject(message);
  if (parsed === undefined) throw invalid('Message Structure - JSON message body failed to parse');
  const texts = Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const { default: fallback } = texts;
  if (fallback === undefined) throw invalid('Message Structure - No default entry in JSON message body');
  return { ...texts, default: fallback };
}

function invalid(what: string): ServiceError {
  return new ServiceError('InvalidParameterException', `Invalid parameter: ${what}`);
}
