/**
 * Regions that every account has enabled: those launched before 20 March 2019. SNS calls the others opt-in regions where it
 * delivers to a queue or a function of another region.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
const ENABLED_BY_DEFAULT =
  /^(?:us-(?:east|west)-[12]|ca-central-1|sa-east-1|eu-(?:central|north)-1|eu-west-[123]|ap-south-1|ap-northeast-[12]|ap-southeast-[12]|us-gov-(?:east|west)-1|cn-north(?:west)?-1)$/;

/**
 * The service that delivers messages of a topic, as the policy of a queue or function that is subscribed has to name it: of
 * an opt-in region it is another one, and a policy that names the usual one loses every message. Of two opt-in regions it is
 * that of the subscriber.
 */
export function snsDeliverer(topicRegion: string, subscriberRegion: string): string {
  if (topicRegion === subscriberRegion) return 'sns.amazonaws.com';
  const optIn = [subscriberRegion, topicRegion].find((region) => !ENABLED_BY_DEFAULT.test(region));
  return optIn === undefined ? 'sns.amazonaws.com' : `sns.${optIn}.amazonaws.com`;
}
