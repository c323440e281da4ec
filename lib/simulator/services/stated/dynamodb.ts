import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds until a table is gone, when it is not stated. */
const SECONDS_OF_DELETION = 30;

/** `Items` is how many items it holds. */
const BESIDES = ['secondsOfDeletion', 'Items'];

/** Tables as a whole. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html */
export const STATED_DYNAMODB = statedService(
  { name: 'dynamodb', title: 'DynamoDB' },
  { 'dynamodb table': { key: ['TableName'], like: 'dynamodb:DescribeTable $.Table', besides: BESIDES } },
  {
    DescribeTable: { effect: 'read', input: ['TableName'], resource: tableArn, run: (input, call) => ({ Table: describe(tableOf(input, call), input, call) }) },
    Scan: {
      effect: 'write',
      input: ['TableName', 'Select', 'Limit'],
      resource: tableArn,
      run: (input, call) => {
        const { Items: items } = tableOf(input, call);
        if (input.Select !== 'COUNT') throw new NotSimulatedError('dynamodb:Scan without Select COUNT', nameOf(input));
        if (items === undefined) throw new NotSimulatedError(`table ${nameOf(input)} stated without Items`);
        const count = Math.min(Number(items), Number(input.Limit ?? items));
        return { Count: count, ScannedCount: count };
      },
    },
    DeleteTable: {
      effect: 'write',
      input: ['TableName'],
      resource: tableArn,
      run: (input, call) => {
        const table = tableOf(input, call);
        const name = String(table.TableName);
        if (table.DeletionProtectionEnabled === true)
          throw new ServiceError(
            'ValidationException',
            `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
          );
        if ((table.TableStatus ?? 'ACTIVE') !== 'ACTIVE')
          throw new ServiceError(
            'ResourceInUseException',
            `Attempt to change a resource which is still in use: Table is being ${String(table.TableStatus).toLowerCase()}: ${name}`,
          );
        table.TableStatus = 'DELETING';
        call.after(Number(table.secondsOfDeletion ?? SECONDS_OF_DELETION), () => call.store.remove('dynamodb table', call.region, name));
        return { TableDescription: describe(table, input, call) };
      },
    },
  },
);

/** Tables are named by name or ARN. */
function nameOf({ TableName: written }: CallInput): string {
  return String(written).split('/').at(-1)!;
}

function tableOf(input: CallInput, call: StatedCall): Stated {
  const missing = new ServiceError('ResourceNotFoundException', `Requested resource not found: Table: ${nameOf(input)} not found`);
  return call.existing('dynamodb table', nameOf(input), missing);
}

function describe(table: Stated, input: CallInput, call: StatedCall): Stated {
  return { TableArn: tableArn(input, call), TableStatus: 'ACTIVE', ...withoutMembers(table, ...BESIDES) };
}

function tableArn(input: CallInput, call: StatedCall): string {
  return call.arn(`table/${nameOf(input)}`);
}
