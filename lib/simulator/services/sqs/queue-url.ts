import { accountOfArn, regionOfArn, resourceOfArn } from '../../../aws/arn';

/** The URL of a queue from its ARN: what `SendMessage` takes and a DeadLetterConfig does not give. */
export function queueUrl(queueArn: string): string {
  const region = regionOfArn(queueArn);
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${suffix}/${accountOfArn(queueArn)}/${resourceOfArn(queueArn)}`;
}
