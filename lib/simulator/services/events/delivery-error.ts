import { ServiceError } from '../../../aws/errors';
import { BrokenLinkError } from '../../core/service';

/** An event of another region met a rule that would hand it on to a third one. */
export class ThirdRegionError extends ServiceError {
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html */
  constructor(busArn: string) {
    super('ThirdRegionHopDetected', `an event that came from another region is not handed on to ${busArn}`);
  }
}

const NO_PERMISSION: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'AuthorizationErrorException', 'KMSAccessDeniedException']);
const NO_RESOURCE: ReadonlySet<string> = new Set(['NotFoundException', 'QueueDoesNotExist', 'ResourceNotFoundException']);
const THROTTLING = /Thrott|TooManyRequests|LimitExceeded|RequestLimit/;

/**
 * Whether a delivery is tried again. A missing permission or a missing target does not come by itself; everything else
 * may pass. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function isWorthRepeating(error: ServiceError): boolean {
  const isFinal = error instanceof ThirdRegionError || error instanceof BrokenLinkError;
  return !isFinal && !NO_PERMISSION.has(error.name) && !NO_RESOURCE.has(error.name);
}

/**
 * The ERROR_CODE of a dead letter, of the codes that AWS gives as a sample.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deliveryErrorCode(error: ServiceError): string {
  if (error instanceof ThirdRegionError) return 'THIRD_REGION_HOP_DETECTED';
  if (NO_RESOURCE.has(error.name)) return 'NO_RESOURCE';
  if (NO_PERMISSION.has(error.name) || error instanceof BrokenLinkError) return 'NO_PERMISSIONS';
  return THROTTLING.test(error.name) ? 'THROTTLING' : 'ERROR_FROM_TARGET';
}
