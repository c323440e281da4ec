import { BUDGET_NOTICES } from '../../signals/cost-signals';
import type { WidgetDraft } from '../dashboard';
import type { DashboardFacts } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { metricRow } from '../rows';
import { graphWidget } from '../widgets';

/** Where AWS has what an account is charged. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html */
const BILLING_REGION = 'us-east-1';

/** What the account is charged in the running month, with the budget; nothing where nobody said what it may cost. */
export function chargesGraph({ cost }: DashboardFacts): readonly (readonly WidgetDraft[])[] {
  if (cost === undefined) return [];
  const { monthlyBudgetUsd } = cost;
  const actual = BUDGET_NOTICES.filter(({ type, percent }) => type === 'ACTUAL' && percent < 100);
  return [
    [
      graphWidget(
        {
          title: 'Charged to the account since the first of the month, USD',
          description: `What AWS expects to charge the whole account for the running month, which begins again at 0 on its first day. The account may cost ${monthlyBudgetUsd} USD; people are notified at the other lines. The metric is there once "receive CloudWatch billing alerts" is on in the preferences of billing.`,
          width: GRID_COLUMNS,
          height: 6,
        },
        {
          region: BILLING_REGION,
          period: 21_600,
          start: '-P30D',
          rows: [
            metricRow(
              { namespace: 'AWS/Billing', metricName: 'EstimatedCharges', dimensions: { Currency: 'USD' }, statistic: 'Maximum' },
              { label: 'charged so far' },
            ),
          ],
          axis: { label: 'USD', min: 0 },
          annotations: {
            horizontal: [
              { label: 'budget of the month', value: monthlyBudgetUsd },
              ...actual.map(({ percent }) => ({ label: `${percent} % of it`, value: (monthlyBudgetUsd * percent) / 100 })),
            ],
          },
        },
      ),
    ],
  ];
}
