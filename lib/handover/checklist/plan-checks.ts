import { DASHBOARD_IDS } from '../../dashboard/dashboard';
import { wakesSomebody } from '../../incident/severity';
import { DEFAULT_CHECKLISTS } from '../../maintenance/checklists/default-checklists';
import { objectiveName } from '../../slo/objective';
import { trainedFrom } from '../../thresholds/threshold';
import { ARTEFACT_IDS, danglingArtefacts, unknownArtefacts } from '../artefacts/artefacts';
import type { HandoverInput } from '../input';
import { ROLLBACK_RUNBOOK } from '../open-questions';
import { alarmsOf } from '../parts/alarms';
import { couldNotTell, failed, passed, unlessAny, type Judgement } from './judgement';

/** Requirements 002-34, 002-87. An address counts as a runbook, as it does for whoever is paged. */
export function alarmsComplete({ plan, runbooks }: HandoverInput): Judgement {
  const alarms = alarmsOf(plan);
  const without = alarms.filter(({ runbook }) => !runbook.startsWith('https://') && !runbooks.some(({ name }) => name === runbook));
  return unlessAny(
    without.map(({ name, runbook }) => `${name} leads to ${runbook}, which is no runbook`),
    `${alarms.length} alarms`,
  );
}

/** Requirement 000-05. */
export function objectivesThere({ model, plan }: HandoverInput): Judgement {
  const alarmed = plan.regions.flatMap(({ objectives }) => objectives.filter(({ compositeAlarms }) => compositeAlarms.length > 0).map(({ name }) => name));
  const bare = model.services.filter(({ objectives }) => objectives.length === 0).map(({ title }) => `${title} has no objective`);
  const names = model.services.flatMap((service) => service.objectives.map((objective) => objectiveName(service, objective)));
  return unlessAny([...bare, ...names.filter((name) => !alarmed.includes(name)).map((name) => `${name} has no alarm`)], `${names.length} objectives`);
}

/** What is promised is compared when the configuration is read: one that is not stricter is refused there. Requirement 002-56. */
export function stricterThanPromised({ model }: HandoverInput): Judgement {
  const promised = model.services.flatMap(({ objectives }) => objectives.filter(({ sla }) => sla !== undefined));
  const looser = promised.filter(({ targetPercent, sla }) => targetPercent <= sla!.targetPercent);
  if (promised.length === 0) return couldNotTell('nothing says what customers are promised');
  return unlessAny(
    looser.map(({ id }) => `${id} is not stricter than what is promised`),
    `${promised.length} promises`,
  );
}

export function dashboardsThere({ plan }: HandoverInput): Judgement {
  const missing = DASHBOARD_IDS.filter((id) => !plan.dashboards.some((dashboard) => dashboard.id === id));
  return unlessAny(
    missing.map((id) => `there is no dashboard ${id}`),
    `${DASHBOARD_IDS.length} dashboards`,
  );
}

/** Alarms without which a message could be lost and nobody would know. */
const HOPS = ['engine dead letters', 'rule dead letters', 'subscription dead letters'] as const;

export function deadLettersWatched({ plan: { incidents } }: HandoverInput): Judgement {
  if (incidents === undefined) return failed('nobody is on call');
  const missing = HOPS.filter((hop) => !incidents.pagingAlarms.some(({ watches }) => watches === hop));
  return unlessAny(
    missing.map((hop) => `no alarm on ${hop}`),
    HOPS.join(', '),
  );
}

/** Requirements 001-01, 001-02. */
export function artefactsThere({ artefacts }: HandoverInput): Judgement {
  const dangling = danglingArtefacts(artefacts);
  if (dangling.length > 0) return failed(dangling.map(({ id, file }) => `${id}: ${file} is not there`).join('; '));
  const unknown = unknownArtefacts(artefacts);
  if (unknown.length > 0) return couldNotTell(`nothing says where these stand, and they are not where they usually do: ${unknown.join(', ')}`);
  return passed(`${ARTEFACT_IDS.length} documents, or why there is none`);
}

/** Figures that day2 took because nobody wrote any are no record of a healthy system. Requirements 002-48 to 002-50. */
export function baselinesRecorded({ model }: HandoverInput): Judgement {
  return model.baselines === undefined ? couldNotTell('the baselines are those day2 begins with: nobody recorded any') : passed('recorded in operations.yaml');
}

export function rollbackThere({ plan, runbooks }: HandoverInput): Judgement {
  const severe = alarmsOf(plan).filter(({ severity }) => wakesSomebody(severity)).length;
  return runbooks.some(({ name }) => name === ROLLBACK_RUNBOOK)
    ? passed(`${ROLLBACK_RUNBOOK} for ${severe} alarms`)
    : failed(`there is no runbook ${ROLLBACK_RUNBOOK} for ${severe} alarms`);
}

/** Requirement 002-73. */
export function highRiskApproved({ runbooks }: HandoverInput): Judgement {
  const risky = runbooks.filter(({ facts: { risk } }) => risk === 'high');
  const alone = risky.filter(({ facts: { approvers = [] } }) => approvers.length === 0);
  return unlessAny(
    alone.map(({ name }) => `${name} asks nobody`),
    `${risky.length} runbooks of high risk`,
  );
}

/** An alarm that still learns is at most a ticket: the incident engine sees to it. Requirement 002-64. */
export function anomaliesGuarded({ model, at }: HandoverInput): Judgement {
  const learnt = model.services.flatMap(({ thresholds = [] }) => thresholds.flatMap((threshold) => trainedFrom(threshold) ?? []));
  if (learnt.length === 0) return passed('no alarm is on an anomaly');
  const learning = learnt.filter((from) => from > at).length;
  return passed(learning === 0 ? `${learnt.length} alarms are trained` : `${learning} alarms still learn, and are no more than tickets until then`);
}

/** Requirements 002-58 to 002-60, 003-16 to 003-19. */
export function workScheduled({ model }: HandoverInput): Judgement {
  const scheduled = (model.maintenance?.checklists ?? []).map(({ id }) => id);
  const missing = DEFAULT_CHECKLISTS.filter((id) => !scheduled.includes(id));
  return unlessAny(
    missing.map((id) => `no ${id} work is scheduled`),
    scheduled.join(', '),
  );
}
