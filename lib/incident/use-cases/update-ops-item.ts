import { formatInstant } from '../../time/time';
import type { Effect } from '../lifecycle/effect';
import type { Incident } from '../lifecycle/incident';
import type { EffectOutcomeEvent } from '../lifecycle/incident-event';
import { latestRun } from '../lifecycle/self-healing';
import { unapprovedText } from '../lifecycle/unapproved';
import { alarmRunbookDocuments, runbookRunLink } from '../message/console-links';
import { healingLink, healingText } from '../message/healing-lines';
import type { Engine } from './engine';
import type { OpsItemState } from './ports';

type OpsItemEffect = Extract<Effect, { kind: 'ops item' }>;

/**
 * Keeps the OpsItem of an incident as the incident is. Its severity stands in the texts of the item, as an OpsItem knows four only. It is
 * opened with the runbooks of the alarms of that time; afterwards these belong to people, who may have associated others.
 */
export async function updateOpsItem({ opsItems, policy }: Engine, incident: Incident, effect: OpsItemEffect): Promise<EffectOutcomeEvent['outcome']> {
  const { id, title, impact, openedAt, startedAt, group, opsItemId } = incident;
  const state = stateOf(incident, effect, policy.region);
  const searchable = (value: string) => ({ value, isSearchable: true });
  const known =
    opsItemId ??
    (await opsItems.create({
      ...state,
      title: `${id}: ${title}`,
      description: `${impact}\nopened ${formatInstant(openedAt)}, began ${formatInstant(startedAt)}`,
      deduplication: `${policy.application}-${policy.environment}-${id}`,
      runbooks: alarmRunbookDocuments(policy, incident),
      data: { ...state.data, incident: searchable(id), service: searchable(group), openedAt: { value: formatInstant(openedAt), isSearchable: false } },
    }));
  if (opsItemId !== undefined || effect.status !== 'Open' || effect.flags.length > 0) await opsItems.update(known, effect.status, state);
  return { kind: 'done', reference: known };
}

function stateOf(incident: Incident, { severity: urgencyOf, flags }: OpsItemEffect, region: string): OpsItemState {
  const { policy, severity, round } = incident;
  const run = latestRun(incident);
  const step = incident.unapproved?.at(-1);
  // The least there is for a severity that has no OpsItem of its own: its incident had one when it was worse.
  const urgency = policy.severities[urgencyOf].opsItem ?? { severity: 4, priority: 5 };
  return {
    severity: urgency.severity,
    priority: urgency.priority,
    data: {
      severity: { value: severity, isSearchable: true },
      round: { value: String(round), isSearchable: false },
      ...(run !== undefined && { selfHealing: { value: `${healingText(run)}: ${healingLink(run, region)}`, isSearchable: true } }),
      ...(step !== undefined && { notApproved: { value: `${unapprovedText(step)}: ${runbookRunLink(region, step.executionId)}`, isSearchable: true } }),
      ...Object.fromEntries(flags.map((flag) => [flag, { value: 'true', isSearchable: true }])),
    },
  };
}
