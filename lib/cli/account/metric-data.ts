import type { GetMetricDataCommandInput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { AccountClient } from './account-client';
import { askAccount } from './account-problem';

/**
 * The results of GetMetricData from all pages, in their order: one that goes on on the next page is there twice.
 *
 * @throws ProblemsError AWS001 to AWS004 when CloudWatch does not answer
 */
export async function readMetricData(account: AccountClient, region: string, request: GetMetricDataCommandInput): Promise<MetricDataResult[]> {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const metrics = await account.metrics(region);
  const results: MetricDataResult[] = [];
  for (let token: string | undefined; ;) {
    const page = await askAccount('cloudwatch:GetMetricData', region, () => metrics.send(new GetMetricDataCommand({ ...request, NextToken: token })));
    results.push(...(page.MetricDataResults ?? []));
    token = page.NextToken;
    if (token === undefined) return results;
  }
}
