import type { Service } from '../../lib/simulator/core/service-host';
import type { SimulatedAccount } from '../../lib/simulator/core/simulated-account';
import { SERVICES } from '../../lib/simulator/services/registry';

/**
 * The account, in which every call that succeeds is held against the declaration of its operation: the output has declared
 * members only, only declared IAM actions were asked for, and an operation that reads leaves nothing in the log but itself.
 */
export function withDeclaredCalls<T extends SimulatedAccount>(account: T, services: readonly Service[] = SERVICES): T {
  const call = account.call.bind(account);
  account.call = (principal, service, operation, input, region) => {
    const position = account.log.length;
    const output = call(principal, service, operation, input, region);
    const { output: members, iamActions, effect } = services.find(({ name }) => name === service)!.operations[operation]!;
    const entry = account.log[position]!;
    const actions = entry.kind === 'call' ? entry.checks.map(({ action }) => action) : [];
    const undeclared = [...Object.keys(output).filter((key) => !members.includes(key)), ...actions.filter((action) => !iamActions.includes(action))];
    if (undeclared.length > 0) throw new Error(`${service}:${operation} does not declare ${undeclared.join(', ')}`);
    if (effect === 'read' && account.log.length > position + 1) throw new Error(`${service}:${operation} is declared to read and does more`);
    return output;
  };
  return account;
}
