import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { messageOf } from '../../problems/error-message';
import type { BudgetRecord } from '../../slo/budget/budget-record';
import type { LedgerTask } from '../../slo/budget/ledger-input';
import { MAX_PARAMETER_NAMES, parseBudgetRecord } from '../../slo/budget/stored-record';
import type { ParameterPort } from './clients';

/** What the parameter of an objective holds. */
export type Stored =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'record'; readonly record: BudgetRecord }
  /** Something that is no record of this objective: half-written, or somebody else's. */
  | { readonly kind: 'unreadable'; readonly text: string }
  /** It could not be read; there may be a history, so nothing may be written. */
  | { readonly kind: 'not read'; readonly fault: string };

/** Reads the parameters of objectives, in order. A request that fails leaves its own objectives unread, and no others. */
export async function readStored(parameters: ParameterPort, tasks: readonly LedgerTask[]): Promise<Map<LedgerTask, Stored>> {
  const stored = new Map<LedgerTask, Stored>();
  for (let start = 0; start < tasks.length; start += MAX_PARAMETER_NAMES) {
    const batch = tasks.slice(start, start + MAX_PARAMETER_NAMES);
    try {
      const { Parameters: found = [], InvalidParameters: missing = [] } = await parameters.send(
        new GetParametersCommand({ Names: batch.map(({ parameterName }) => parameterName) }),
      );
      const texts = new Map(found.map(({ Name: name, Value: value }) => [name, value]));
      for (const task of batch) stored.set(task, storedOf(task, texts.get(task.parameterName), missing.includes(task.parameterName)));
    } catch (error) {
      for (const task of batch) stored.set(task, { kind: 'not read', fault: `GetParameters failed: ${messageOf(error)}` });
    }
  }
  return stored;
}

function storedOf({ objective }: LedgerTask, text: string | undefined, isMissing: boolean): Stored {
  if (text === undefined) return isMissing ? { kind: 'nothing' } : { kind: 'not read', fault: 'GetParameters answered without the parameter' };
  const record = parseBudgetRecord(text);
  return record === undefined || record.objective !== objective ? { kind: 'unreadable', text } : { kind: 'record', record };
}

/** Writes the text of a record; a parameter of up to 4 KB stays a standard one. */
export async function writeRecord(parameters: ParameterPort, parameterName: string, text: string): Promise<void> {
  await parameters.send(new PutParameterCommand({ Name: parameterName, Value: text, Type: 'String', Tier: 'Intelligent-Tiering', Overwrite: true }));
}
