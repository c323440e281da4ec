import type { JsonObject } from '../../../aws/cloudformation/template';
import type { Principal } from '../../../aws/iam/principal';
import type { Instant } from '../../../time/time';
import { Port } from '../../core/port';

/** A message that a queue accepted. */
export interface QueuedMessage {
  readonly at: Instant;
  readonly messageId: string;
  readonly queueArn: string;
  readonly sender: Principal;
  readonly body: string;
  readonly attributes: JsonObject;
}

/** Everything queues accepted, in order. */
export const QUEUED = new Port<readonly QueuedMessage[]>('queued messages');
