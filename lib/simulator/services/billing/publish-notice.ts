import { parseArn } from '../../../aws/arn';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { ServicePrincipal } from '../../../aws/iam/principal';
import type { ServiceHost } from '../../core/service-host';

/** Publishes what a service of billing has to say. A topic or a key that does not let it loses the message: the log has the refusal. */
export function publishNotice(
  host: ServiceHost,
  principal: ServicePrincipal,
  topicArn: string,
  notice: { readonly subject: string; readonly message: string },
): void {
  const region = parseArn(topicArn)?.region;
  if (region === undefined) throw new NotSimulatedError(`a notice of costs to ${topicArn}`, 'billing');
  try {
    host.call(principal, 'sns', 'Publish', { TopicArn: topicArn, Subject: notice.subject, Message: notice.message }, region);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}
