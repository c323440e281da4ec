import type { DashboardPlan, PlannedWidget } from '../../dashboard/dashboard';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { madeFrom, markdownTable } from './markdown';

/** How each dashboard of an environment is read: what it is for, and what every widget says. Requirement 002-35. */
export function dashboardGuide(plan: OperationsPlan): string {
  const lines = [
    ...madeFrom('How to read the dashboards', plan),
    'Dashboards are in CloudWatch of the account, under these names. Woken at night? Begin with the one of incidents; it says what to do first.',
    '',
    ...markdownTable(
      ['Dashboard', 'Name', 'What it answers'],
      plan.dashboards.map(({ title, name, purpose }) => [title, `\`${name}\``, purpose]),
    ),
    '',
    '## What is the same on all of them',
    '',
    '- A graph without a line means that nothing was measured, which is not health: see [when monitoring itself is in trouble](monitoring-troubleshooting.md).',
    '- Dashed lines are what is promised, what alarms compare with, or where changes have to ask; their labels say which.',
    '- Times are chosen above the dashboard. Graphs of budgets and figures of 30 days have a time range of their own.',
    '- What each figure is made of, and what it means, is in [what is measured](metric-definitions.md).',
    '',
    ...plan.dashboards.flatMap((dashboard) => sectionOf(dashboard)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function sectionOf({ title, name, purpose, start, variables, widgets, part }: DashboardPlan): readonly string[] {
  const chosen = variables.map(({ label, values }) => `${label} (${values.length} to choose from)`);
  return [
    `## ${title}${part === 1 ? '' : `, part ${part}`}`,
    '',
    `\`${name}\`. ${purpose} It opens with the last ${rangeText(start)}.${chosen.length === 0 ? '' : ` Above it one chooses: ${chosen.join('; ')}.`}`,
    '',
    ...markdownTable(
      ['Widget', 'What it says, and what to do'],
      alike(widgets).map(({ titles, description }) => [titles.join('; '), description]),
    ),
    '',
  ];
}

/** Widgets that say the same of several services are one row. */
function alike(widgets: readonly PlannedWidget[]): readonly { readonly titles: readonly string[]; readonly description: string }[] {
  const rows = new Map<string, string[]>();
  for (const { title, description } of widgets) {
    const titles = rows.get(description);
    if (titles === undefined) rows.set(description, [title]);
    else if (!titles.includes(title)) titles.push(title);
  }
  return [...rows].map(([description, titles]) => ({ titles, description }));
}

/** `-P1D` to `1 day`, `-PT8H` to `8 hours`. */
function rangeText(start: string): string {
  const [, count = '', unit = ''] = /^-PT?(\d+)([DH])$/.exec(start) ?? [];
  return `${count} ${unit === 'D' ? 'day' : 'hour'}${count === '1' ? '' : 's'}`;
}
