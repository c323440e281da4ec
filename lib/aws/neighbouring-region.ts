/**
 * Regions by the beginning of their codes, with two of the same part of the world and the same partition. None is opt-in, and none is
 * us-east-1, where the metrics of CloudFront are.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const NEIGHBOURS: readonly (readonly [beginning: RegExp, first: string, second: string])[] = [
  [/^us-gov-/, 'us-gov-west-1', 'us-gov-east-1'],
  [/^cn-/, 'cn-north-1', 'cn-northwest-1'],
  [/^(?:us|ca|mx|sa)-/, 'us-west-2', 'us-east-2'],
  [/^ap-/, 'ap-southeast-1', 'ap-northeast-1'],
  [/^/, 'eu-west-1', 'eu-central-1'],
];

/** Another region than this one, near to it: for what has to go on when this one is gone. */
export function neighbouringRegion(region: string): string {
  const [, first, second] = NEIGHBOURS.find(([beginning]) => beginning.test(region))!;
  return first === region ? second : first;
}
