/** ARNs are read and written here and nowhere else. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */

/** The parts of `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for services without regions, such as IAM. */
  readonly region: string;
  /** Empty where a service leaves it out, such as S3. */
  readonly account: string;
  /** `alarm:portal`, `table/incidents/index/open`, `pages`: may itself have colons. */
  readonly resource: string;
}

/** `arn`, partition, service, region, account, resource. */
const PARTS = 6;

/** The six parts of an ARN, or of a pattern of ARNs; fewer when the text has fewer. The last may have colons. */
export function arnParts(text: string): string[] {
  const parts = text.split(':');
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}

/** True when a text has all parts of an ARN, whether or not some of them are patterns. */
export function hasArnParts(text: string): boolean {
  return arnParts(text).length === PARTS;
}

/** The parts of an ARN, undefined for any other text. */
export function parseArn(text: string): Arn | undefined {
  if (!isArn(text)) return undefined;
  const parts = arnParts(text);
  if (parts.length < PARTS) return undefined;
  const [, partition, service, region, account, resource] = parts as [string, string, string, string, string, string];
  return { partition, service, region, account, resource };
}

/** The text of an ARN. */
export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** True for a text that is meant as an ARN, where a name could stand as well. */
export function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

/** The account part of an ARN, empty when it has none. */
export function accountOfArn(arn: string): string {
  return parseArn(arn)?.account ?? '';
}

/** The region part of an ARN, empty when it has none. */
export function regionOfArn(arn: string): string {
  return parseArn(arn)?.region ?? '';
}

/** The service part of an ARN, empty for any other text. */
export function serviceOfArn(arn: string): string {
  return parseArn(arn)?.service ?? '';
}

/** The resource part of an ARN: the name itself of a topic or queue. Empty for any other text. */
export function resourceOfArn(arn: string): string {
  return parseArn(arn)?.resource ?? '';
}

/** What stands behind the last colon: the name of a topic, queue, function or alarm. Any other text is a name already. */
export function lastPartOfArn(text: string): string {
  return text.slice(text.lastIndexOf(':') + 1);
}

/** The name of the function of an ARN, without its version or alias; undefined for any other text. */
export function functionNameOf(arn: string): string | undefined {
  const { service, resource } = parseArn(arn) ?? {};
  return service === 'lambda' && resource?.startsWith('function:') === true ? resource.split(':')[1] : undefined;
}

/** The name of the alarm of an ARN, undefined for any other text. */
export function alarmNameIn(arn: string): string | undefined {
  const { service, resource } = parseArn(arn) ?? {};
  return service === 'cloudwatch' && resource?.startsWith('alarm:') === true ? resource.slice('alarm:'.length) : undefined;
}

/** The name of the alarm of an ARN, or the text itself, which is a name already. */
export function alarmNameOf(alarmArn: string): string {
  return alarmNameIn(alarmArn) ?? alarmArn;
}

/** True for the root of an account, `arn:aws:iam::123456789012:root`. */
export function isAccountRootArn(text: string): boolean {
  const { service, account = '', resource } = parseArn(text) ?? {};
  return service === 'iam' && resource === 'root' && isAccountId(account);
}

/** True for the twelve digits of an account. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** A group of regions with accounts, consoles and service addresses of its own. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** Partition by the prefix of the region. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOfRegion(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** ARN of a resource of a regional service. */
export function resourceArn(service: string, region: string, account: string, resource: string): string {
  return formatArn({ partition: partitionOfRegion(region), service, region, account, resource });
}
