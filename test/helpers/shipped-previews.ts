/** Dashboards of the shipped prod as pages, with the metrics that a scenario leaves. */

import { accountRoot } from '../../lib/aws/iam/principal';
import { playUntil } from '../../lib/gameday/scenario-account';
import { previewDashboards, type PreviewPage } from '../../lib/preview/preview-dashboards';
import { MINUTE_MS } from '../../lib/time/time';
import { shippedEnvironment, shippedScenario, shippedStacks } from './shipped-assembly';

/** The index first, then every dashboard, at the end of a shipped scenario. */
export async function shippedPreviews(scenarioId: string): Promise<readonly PreviewPage[]> {
  const { plan, model } = shippedEnvironment('prod');
  const stacks = shippedStacks('prod');
  const scenario = shippedScenario(scenarioId);
  const account = await playUntil({ scenario, model, plan, stacks, untilMinutes: scenario.duration });
  const now = scenario.start + scenario.duration * MINUTE_MS;
  const call = (region: string, operation: string, input: object) =>
    account.call(accountRoot(account.accountId), 'cloudwatch', operation, { ...input }, region);
  return previewDashboards(stacks, { scenario: scenario.id, account: { now, call } });
}
