import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { runbookDocumentName } from '../incident/message/console-links';
import { withDefaults, type Runbook } from '../runbook/library/runbook';
import type { RunbookPlan } from './runbook-plan';

/** Runbooks as they are deployed in an environment: names begin with those of application and environment. */
export function planRunbooks(runbooks: readonly Runbook[], scope: NamedScope): readonly RunbookPlan[] {
  const prefix = `${scope.application}-${scope.environment}`;
  return runbooks.map(({ name, facts, content }) => ({
    name,
    documentName: runbookDocumentName(scope, name),
    facts,
    content: withDefaults(content, { Prefix: prefix }),
    values: { Prefix: [prefix] },
  }));
}
