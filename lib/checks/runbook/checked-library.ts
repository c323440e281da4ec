import { isAddress } from '../../incident/message/console-links';
import type { OperationsModel } from '../../model/model';
import type { Runbook } from '../../runbook/library/runbook';

/** What checks of runbooks look at: the library, and every environment it is deployed in. */
export interface CheckedLibrary {
  readonly runbooks: readonly Runbook[];
  readonly models: readonly OperationsModel[];
  /** Runbooks that alarms of day2's own name. */
  readonly ownRunbooks: readonly string[];
}

/** Names of the runbooks that pages of an environment lead to; addresses are none. */
export function namedByPages({ models, ownRunbooks }: CheckedLibrary): ReadonlySet<string> {
  const named = models.flatMap(({ services }) => services.flatMap(({ objectives }) => objectives.map(({ runbook }) => runbook)));
  return new Set([...named, ...ownRunbooks].filter((name) => !isAddress(name)));
}
