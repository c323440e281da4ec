import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { runbookDocumentName } from '../incident/message/console-links';
import type { RunbookBindings } from '../model/model';
import { withBoundParameters } from '../runbook/library/bound-parameters';
import { withDefaults, type Runbook } from '../runbook/library/runbook';
import { boundValues } from './bound-values';
import type { RunbookPlan } from './runbook-plan';

/** What runbooks are planned for. */
export interface RunbookScope extends NamedScope {
  readonly runbooks?: RunbookBindings;
}

/** Runbooks as they are deployed in an environment: names begin with those of application and environment, and what it binds is no parameter. */
export function planRunbooks(runbooks: readonly Runbook[], scope: RunbookScope): readonly RunbookPlan[] {
  const prefix = `${scope.application}-${scope.environment}`;
  return runbooks.map(({ name, facts, content }) => ({
    name,
    documentName: runbookDocumentName(scope, name),
    facts,
    content: withBoundParameters(withDefaults(content, { Prefix: prefix }), boundValues(facts, scope.runbooks)),
    values: { Prefix: [prefix] },
  }));
}
