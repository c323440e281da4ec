import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';

const NAME = /^(?!\.)[\w.-]{1,256}(?<!\.)$/;
/** In any casing. */
const RESERVED = /^(aws|amazon)\./i;
/** With a label of the sender's own behind a dot. SQS does not know the list of SNS, which arrives there as a text. */
const TYPE = /^(String|Number|Binary)(\..+)?$/;

/**
 * Why SNS and SQS refuse attributes of a message; undefined when they do not.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function whyAttributesRefused(attributes: JsonObject): string | undefined {
  for (const [name, attribute] of Object.entries(attributes)) {
    const { DataType: type, StringValue: text, BinaryValue: bytes } = isJsonObject(attribute) ? attribute : {};
    if (RESERVED.test(name)) return `message attribute ${name} has a name that is reserved for AWS`;
    if (!NAME.test(name) || name.includes('..')) return `message attribute ${name} has a name that is not allowed`;
    if (typeof type !== 'string' || !TYPE.test(type)) return `message attribute ${name} has the type ${JSON.stringify(type) ?? 'none'}`;
    if (bytes === undefined && (typeof text !== 'string' || text === '')) return `message attribute ${name} must contain a value that is not empty`;
    if (type.startsWith('Number') && !Number.isFinite(Number(text))) return `message attribute ${name} is no number`;
  }
  return undefined;
}

/** Bytes that attributes add to a message: names, types and texts. */
export function attributeBytes(attributes: JsonObject): number {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    const { DataType: type, StringValue: text } = isJsonObject(attribute) ? attribute : {};
    for (const part of [name, type, text]) bytes += typeof part === 'string' ? Buffer.byteLength(part) : 0;
  }
  return bytes;
}
