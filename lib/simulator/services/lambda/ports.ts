import type { NotSimulatedError } from '../../../aws/errors';
import { Port } from '../../core/port';

/** Why it cannot be determined what a function does, by its ARN; undefined when it can. A function no template has is no doubt. */
export const FUNCTION_DOUBT = new Port<(functionArn: string) => NotSimulatedError | undefined>('doubt about functions');
