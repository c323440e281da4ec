import type { NotSimulatedError } from '../../../aws/errors';
import { Port } from '../../core/port';
import type { ExternalEndpoint } from './https-request';

/** Who answers functions outside of AWS; provided by whoever makes the account. */
export const EXTERNAL_ENDPOINTS = new Port<readonly ExternalEndpoint[]>('external endpoints');

/** Why it cannot be determined what a function does, by its ARN; undefined when it can. */
export const FUNCTION_DOUBT = new Port<(functionArn: string) => NotSimulatedError | undefined>('doubt about functions');

/** Why it cannot be determined what becomes of what is sent to a queue or stream, by its ARN: a function takes it from there. Undefined when none does. */
export const EVENT_SOURCE_DOUBT = new Port<(sourceArn: string) => NotSimulatedError | undefined>('doubt about event sources');
