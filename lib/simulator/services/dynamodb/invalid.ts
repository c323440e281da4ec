import { ServiceError } from '../../../aws/errors';

/** The error DynamoDB answers an input with that it does not accept. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** The same, for what an item or a key holds. */
export function invalidValue(message: string): ServiceError {
  return invalid(`One or more parameter values were invalid: ${message}`);
}
