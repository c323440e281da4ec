import type { RequestContext } from '../../../aws/iam/condition';
import { Port } from '../../core/port';
import type { CallContext } from '../../core/service';

/** Whether another service may use a key for a caller. */
export interface KeyUse {
  /**
   * Checks that a principal may have SNS use a key for a message.
   *
   * @param keyId id, ARN, or alias name or ARN
   * @param context condition keys that differ from the caller's own request
   * @throws BrokenLinkError with link `key policy` or `key state`
   */
  authorizeTopicUse(keyId: string, call: CallContext, context: RequestContext): void;
}

export const KEY_USE = new Port<KeyUse>('use of keys');
