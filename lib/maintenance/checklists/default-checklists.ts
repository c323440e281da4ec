import type { ChecklistItem } from './checklist';

/** Names of the checklists whose items are known without being written. */
export const DEFAULT_CHECKLISTS = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
/** One of {@link DEFAULT_CHECKLISTS}. */
export type DefaultChecklist = (typeof DEFAULT_CHECKLISTS)[number];

/** What a checklist is about when nothing else is said. */
interface DefaultItems {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

const item = (id: string, text: string, filledBy?: string): ChecklistItem => ({ id, text, ...(filledBy !== undefined && { filledBy }) });

/**
 * The operations lists of the requirements as one: 002-58 to 002-60 and 003-16 to 003-19 name the same work in other words, and each
 * stands here once. What a runbook can do by itself is a task, not an item; what stands here needs somebody who judges, or the repository.
 */
export const DEFAULT_ITEMS: Readonly<Record<DefaultChecklist, DefaultItems>> = {
  daily: {
    title: 'Daily operations',
    items: [
      item('health-check', 'System status, alarms and the heartbeat of the incident engine', 'day2 incident list'),
      item('dashboards-and-kpis', 'Dashboards and key figures, and where they are heading', 'day2 slo status'),
      item('alert-triage', 'Every alert since yesterday: was it right, was it needed, does it come again'),
      item('capacity', 'Use of resources against their limits', 'day2 capacity'),
      item('security-events', 'Security events, compliance, new vulnerabilities'),
      item('performance', 'Figures of performance, and what could be faster'),
      item('metrics-snapshot', 'The telemetry snapshot of the day is archived', 'day2 snapshot'),
    ],
  },
  weekly: {
    title: 'Weekly operations',
    items: [
      item('maintenance-and-patches', 'Which tasks failed, which patches wait; a critical one is in within 24 hours'),
      item('dependency-review', 'Updates of dependencies; those that are about security are in within 24 hours'),
      item('slo-review', 'Objectives kept and missed, and what is left of their budgets', 'day2 slo status'),
      item('incident-review', 'Incidents of the week, and how they were answered', 'day2 incident list --all'),
      item('performance-analysis', 'Trends and bottlenecks'),
      item('capacity-trend', 'Trend of resources, and what it costs', 'day2 capacity'),
      item('security-assessment', 'Security posture, audit of compliance, vulnerabilities'),
      item('documentation', 'Runbooks, knowledge, training and practices are current; a gap is closed within 24 hours', 'day2 handover reviews'),
      item('sync', 'Operators, release manager and SRE liaison: open and overdue actions, and whether the tools of support work', 'day2 incident list --all'),
    ],
  },
  monthly: {
    title: 'Monthly operations',
    items: [
      item('infrastructure-review', 'Architecture, technology, upgrades to plan'),
      item('security-audit', 'Security review, penetration tests, compliance'),
      item('performance-optimisation', 'What is made faster next'),
      item('cost-review', 'Costs of resources, savings, budget'),
      item('unused-resources', 'What nobody uses any more is removed'),
      item('rightsizing', 'Resources far larger than their peaks get smaller', 'day2 capacity'),
      item('quota-review', 'Service quotas against the growth of the coming months', 'day2 capacity'),
      item('process-improvement', 'What of operations gets simpler or automated'),
      item('capacity-plan', 'Capacity for the growth to come, maintenance that is foreseeable', 'day2 capacity --out artifacts/operations/capacity'),
      item('postmortem-analysis', 'Postmortems of the month: what they have in common, which actions are late'),
      item('training-update', 'Training material and procedures'),
      item('automation-review', 'Runs of tasks and runbooks: done, failed, overridden, started without need', 'day2 report'),
      item('roster-audit', 'Roster, contacts and subscriptions are those of today', 'day2 oncall confirmations'),
      item('game-day', 'An outage is rehearsed', 'day2 gameday'),
    ],
  },
  quarterly: {
    title: 'Quarterly operations',
    items: [
      item('strategy', 'Strategy and objectives of operations'),
      item('technology', 'Technology stack and alternatives'),
      item('team-development', 'Development and training of the team'),
      item('budget', 'Budget and resources of operations'),
    ],
  },
};
