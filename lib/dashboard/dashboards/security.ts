import { SECURITY_SOURCES } from '../../signals/security-signals';
import type { DashboardDraft, WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownRule } from '../facts';
import { runbookPage } from '../links';
import { elsewhere, metricRow } from '../rows';
import { openGraph, openNumbers } from '../sections/incidents';
import { graphWidget, textWidget } from '../widgets';

/** For whoever answers for security: what is reported, what of it pages, and whether it arrives. Undefined where no finding is heard. Requirement 002-31. */
export function securityDashboard(facts: DashboardFacts): DashboardDraft | undefined {
  const { security, paging } = facts;
  if (security === undefined || paging === undefined) return undefined;
  return {
    id: 'security',
    title: 'Security',
    purpose:
      'For whoever answers for security: which findings page and how severe they are, how many came, and whether all of them reached the incident engine.',
    start: '-P7D',
    variables: [],
    lines: [
      [policyText(facts, security.policy), findingsGraph(facts, security.rules)],
      [lostGraph(facts, security.rules), openNumbers(facts, paging, { width: 12, height: 6 })],
      [openGraph(facts, paging, { width: 24, height: 6 })],
    ],
  };
}

function policyText(facts: DashboardFacts, { owner, runbook, severities }: NonNullable<DashboardFacts['security']>['policy']): WidgetDraft {
  const sources = SECURITY_SOURCES.filter(({ id }) => severities[id] !== undefined).map(({ id, title }) => {
    const levels = Object.entries(severities[id]!).map(([level, severity]) => `${level} is ${severity}`);
    return `- **${title}**: ${levels.join(', ')}`;
  });
  return textWidget(
    {
      title: 'Findings that page',
      description:
        'Which findings of security services open an incident, how severe it is, who answers for it, and the runbook to start from. What is not named here pages nobody.',
      width: 8,
      height: 8,
    },
    [`Answers for them: ${owner}. Runbook: ${runbookPage(facts, runbook)}.`, '', ...sources, '', 'Other findings page nobody: look at them in Security Hub.'],
  );
}

function findingsGraph({ region }: DashboardFacts, rules: readonly ShownRule[]): WidgetDraft {
  return graphWidget(
    {
      title: 'Findings brought, in an hour',
      description:
        'How many findings each rule handed over: in the home region to the incident engine, elsewhere to the home region. A finding that is reported again is counted again, and opens no second incident.',
      width: 16,
      height: 8,
    },
    { region, period: 3_600, rows: rules.map((rule) => ruleRow(rule, 'Invocations', region)), axis: { label: 'findings', min: 0 } },
  );
}

function lostGraph({ region }: DashboardFacts, rules: readonly ShownRule[]): WidgetDraft {
  return graphWidget(
    {
      title: 'Findings that could not be handed over, in an hour',
      description:
        'Anything above nothing is a finding that nobody was paged for: it waits in the dead-letter queue of the rules. Start the runbook incident-engine, and look at the finding in the service that reported it.',
      width: 12,
      height: 6,
    },
    { region, period: 3_600, rows: rules.map((rule) => ruleRow(rule, 'FailedInvocations', region)), axis: { label: 'findings', min: 0 } },
  );
}

function ruleRow({ name, region }: ShownRule, metricName: string, home: string) {
  const label = region === home ? name : `${name} in ${region}`;
  return metricRow({ namespace: 'AWS/Events', metricName, dimensions: { RuleName: name }, statistic: 'Sum' }, { label, ...elsewhere(region, home) });
}
