/** The account part of an ARN, empty when it has none. */
export function accountOfArn(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** The region part of an ARN, empty when it has none. */
export function regionOfArn(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** The name of the alarm of an ARN. */
export function alarmNameOf(alarmArn: string): string {
  return alarmArn.slice(alarmArn.indexOf(':alarm:') + ':alarm:'.length);
}

/** Partition by the prefix of the region. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOfRegion(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** ARN of a resource of a regional service. */
export function resourceArn(service: string, region: string, accountId: string, resource: string): string {
  return `arn:${partitionOfRegion(region)}:${service}:${region}:${accountId}:${resource}`;
}
