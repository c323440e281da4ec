import type { RequestContext } from '../../../aws/iam/condition';
import type { CallContext } from '../../core/service';

/**
 * What KMS learns of the request when SNS uses the key of a topic for a message.
 *
 * CloudWatch hands the source of a message on to KMS; other services do not, so a key grant of theirs must not ask
 * for it. https://aws.github.io/modern-data-architecture-accelerator/typedocs/functions/_aws-mdaa_cloudwatch-constructs.grantCloudWatchAlarmsTopicAccess.html
 * For a role, SNS asks KMS on its behalf; what kms:ViaService is for a service that publishes is not documented.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyContext({ principal, region }: CallContext): RequestContext {
  if (typeof principal === 'string') return { 'kms:viaservice': `sns.${region}.amazonaws.com` };
  const handsSourceOn = principal.service === 'cloudwatch.amazonaws.com';
  return handsSourceOn ? {} : { 'aws:sourcearn': undefined, 'aws:sourceaccount': undefined, 'aws:sourceowner': undefined };
}
