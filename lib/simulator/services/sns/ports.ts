import type { JsonObject } from '../../../aws/cloudformation/template';
import type { Principal } from '../../../aws/iam/principal';
import type { Instant } from '../../../time/time';
import { Port } from '../../core/port';
import type { Subscription } from './topic';

/** Endpoints whose owners have not confirmed their subscriptions; provided by whoever makes the account. */
export const PENDING_ENDPOINTS = new Port<readonly string[]>('pending endpoints');

/** A message that a topic accepted. */
export interface PublishedMessage {
  readonly at: Instant;
  readonly messageId: string;
  readonly topicArn: string;
  readonly publisher: Principal;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: JsonObject;
  /** Subscriptions that received it. */
  readonly recipients: readonly Subscription[];
}

/** Everything topics accepted, in order. */
export const PUBLISHED = new Port<readonly PublishedMessage[]>('published messages');

/** Number of subscriptions that received a message, by its id. */
export const RECIPIENT_COUNT = new Port<(messageId: string) => number>('recipients of a message');
