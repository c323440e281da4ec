import type { NotSimulatedError } from '../../../aws/errors';
import { Port } from '../../core/port';

/** Why it cannot be determined what a function does, by its ARN; undefined when it can. */
export const FUNCTION_DOUBT = new Port<(functionArn: string) => NotSimulatedError | undefined>('doubt about functions');
