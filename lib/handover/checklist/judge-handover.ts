import { leftOutAutomation } from '../activation/planned-automation';
import type { DocumentId } from '../document';
import type { HandoverInput } from '../input';
import { everythingReviewed } from '../reviews/material-reviews';
import { attested, signedOff } from './attestations';
import {
  accountVerified,
  businessPassed,
  drilled,
  loadTestPassed,
  nothingCritical,
  requirementsTraced,
  runbooksRehearsed,
  teamDrilled,
  templatesAsPlanned,
  unlessAccountSays,
} from './evidence-checks';
import { HANDOVER_ITEMS, type HandoverItem, type ItemId } from './items';
import { failed, passed, together, type Judgement } from './judgement';
import {
  escalationHolds,
  nobodyAlone,
  outsideNamed,
  rosterCovers,
  severitiesAnswered,
  textsCanBeFilled,
  toolsKnown,
  topicsKnown,
  workShared,
} from './people-checks';
import {
  alarmsComplete,
  anomaliesGuarded,
  artefactsThere,
  baselinesRecorded,
  dashboardsThere,
  deadLettersWatched,
  highRiskApproved,
  objectivesThere,
  rollbackThere,
  stricterThanPromised,
  workScheduled,
} from './plan-checks';

/** What the repository has of the handover. */
export interface RepositoryState {
  /** Documents that are missing, or not what would be generated. */
  readonly stale: readonly DocumentId[];
}

/** An item, and how it stands. */
export interface JudgedItem extends HandoverItem, Judgement {}

type ItemCheck = (input: HandoverInput, state: RepositoryState) => Judgement;

const bothOf =
  (...checks: readonly ItemCheck[]): ItemCheck =>
  (input, state) =>
    together(checks.map((check) => check(input, state)));

const current =
  (id: DocumentId): ItemCheck =>
  ({ settings }, { stale }) =>
    stale.includes(id) ? failed(`${settings.paths[id]} is missing or stale`) : passed(settings.paths[id]);

/** The check that decides each item; absent where only people can. */
const CHECKS: Readonly<Partial<Record<ItemId, ItemCheck>>> = {
  severities: severitiesAnswered,
  'alarms-complete': alarmsComplete,
  'runbooks-rehearsed': runbooksRehearsed,
  escalation: escalationHolds,
  coverage: rosterCovers,
  'nobody-alone': nobodyAlone,
  raci: workShared,
  subscriptions: accountVerified(['VER010', 'VER011', 'VER012']),
  'encrypted-topics': unlessAccountSays(['VER008', 'VER009'], templatesAsPlanned),
  'dead-letters': deadLettersWatched,
  watchdog: drilled('watchdog'),
  objectives: unlessAccountSays(['VER004', 'VER005', 'VER006', 'VER017'], objectivesThere),
  'stricter-than-promised': stricterThanPromised,
  dashboards: dashboardsThere,
  infrastructure: bothOf(templatesAsPlanned, accountVerified()),
  application: bothOf(templatesAsPlanned, accountVerified(['VER004', 'VER005', 'VER006', 'VER017', 'VER020'])),
  performance: loadTestPassed,
  security: nothingCritical,
  'business-logic': businessPassed,
  baselines: baselinesRecorded,
  'incident-document': current('incident-response'),
  'observability-document': current('observability-status'),
  'architecture-known': topicsKnown,
  'tools-known': toolsKnown,
  artefacts: artefactsThere,
  reviews: everythingReviewed,
  traceability: requirementsTraced,
  rollback: rollbackThere,
  communication: textsCanBeFilled,
  'external-contacts': outsideNamed,
  'procedures-done': bothOf(runbooksRehearsed, teamDrilled),
  'incident-drill': drilled('incident-drill'),
  'escalation-drill': drilled('escalation-drill'),
  'self-healing': unlessNothingHeals(drilled('self-healing')),
  override: unlessNothingHeals(drilled('override')),
  approvals: highRiskApproved,
  anomalies: anomaliesGuarded,
  freezes: bothOf(
    ({ model }) => (model.maintenance?.freezes === undefined ? failed('there is no change calendar') : passed('there is a change calendar')),
    drilled('freezes'),
  ),
  'postmortem-clock': drilled('postmortem-clock'),
  cadences: workScheduled,
  'sign-off': signedOff,
};

/** What heals by itself has nothing to show where there is none of it, for a reason that is written. */
function unlessNothingHeals(check: ItemCheck): ItemCheck {
  return (input, state) => leftOutAutomation('self-healing', input) ?? check(input, state);
}

/** How every item stands, in their order. What nobody can tell is no pass. Requirements 000-10, 000-21, 002-91 to 002-95. */
export function judgeHandover(input: HandoverInput, state: RepositoryState): readonly JudgedItem[] {
  return HANDOVER_ITEMS.map((item) => {
    const check: ItemCheck | undefined = CHECKS[item.id];
    const byPeople: ItemCheck = (facts) => attested(facts, item.id);
    const isByPeople = item.decidedBy !== 'check' && item.id !== 'sign-off';
    const decide = bothOf(...(check === undefined ? [] : [check]), ...(isByPeople ? [byPeople] : []));
    return { ...item, ...decide(input, state) };
  });
}
