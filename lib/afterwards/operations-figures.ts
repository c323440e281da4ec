/** How operations did, from records: what was promised and kept. Drills count for none of it. Requirements 003-29, 003-30, 003-32, 003-33, 003-34. */

import { kindFacts } from '../handover/evidence/kinds';
import type { Incident } from '../incident/lifecycle/incident';
import { postmortemDeadline } from '../incident/lifecycle/postmortem-clock';
import { owedItems } from '../incident/lifecycle/resolution';
import type { Outcome } from '../problems/problem';
import type { BudgetFigures } from '../slo/budget/budget-record';
import type { GateState } from '../slo/budget/gate-state';
import type { Instant } from '../time/time';
import { DAY_MS } from '../time/zoned-time';
import { isResolvedInTime } from './resolved-in-time';

/** An objective as it was measured. */
export interface MeasuredObjective {
  /** `partner-portal/availability`. */
  readonly objective: string;
  readonly targetPercent: number;
  readonly state: GateState;
  /** Why it is in this state, a sentence. */
  readonly reason: string;
  /** Absent: it could not be determined. */
  readonly figures?: BudgetFigures;
}

/** How much of what was due was done, and what was not. */
export interface Share {
  readonly done: number;
  readonly of: number;
  /** What was not, by id or name. */
  readonly missed: readonly string[];
}

/** The figures of operations. */
export interface OperationsFigures {
  /** Objectives that are met over their window, of those that could be measured. */
  readonly objectivesKept: Share;
  /** Objectives of which that could not be determined. */
  readonly objectivesUnknown: readonly string[];
  /** Incidents that were resolved in the time of their severity, of those whose time is over or that are resolved. */
  readonly resolvedInTime: Share;
  /** Postmortems that were filed, of those that are owed by now: a waived one is not owed, one that is not due yet neither. */
  readonly postmortemsHeld: Share;
  /** Actions of postmortems that are done or live on elsewhere, of those that are due by now or done. */
  readonly actionsDone: Share;
  /** Incidents after which the documents say what was learnt, or why they need not, of those that owe it. */
  readonly documented: Share;
}

/** A gate of operations. */
export interface OperationsGate {
  readonly gate: 'postmortem process' | 'improvement';
  readonly outcome: Outcome;
  /** What decided it, one sentence. */
  readonly why: string;
}

/** A drill that is on record. */
export interface HeldDrill {
  readonly scenario: string;
  readonly environment: string;
  /** Id of the person who answered it. */
  readonly trainee: string;
  readonly drilledAt: Instant;
}

/** Which drills rehearse what comes before a postmortem. */
export interface DrillsThatCount {
  readonly environment: string;
  /** Ids of people of the roster. */
  readonly people: readonly string[];
  /** Scenarios in which the clock of a postmortem starts; absent: nobody said which do, and any counts. */
  readonly scenarios?: readonly string[];
}

/** How long an improvement counts. Requirement 003-30 asks for one in the last month. */
const IMPROVEMENT_DAYS = 30;

/** The figures at an instant. */
export function operationsFigures(objectives: readonly MeasuredObjective[], incidents: readonly Incident[], now: Instant): OperationsFigures {
  const real = incidents.filter(({ drill }) => !drill);
  const measured = objectives.flatMap(({ objective, targetPercent, figures }) =>
    figures === undefined ? [] : [{ name: objective, isDone: figures.attainedPercent >= targetPercent }],
  );
  return {
    objectivesKept: share(measured),
    objectivesUnknown: objectives.filter(({ figures }) => figures === undefined).map(({ objective }) => objective),
    resolvedInTime: share(real.flatMap((incident) => judged(incident.id, isResolvedInTime(incident, now)))),
    postmortemsHeld: share(real.flatMap((incident) => judged(incident.id, isPostmortemHeld(incident, now)))),
    actionsDone: share(
      real.flatMap(({ id, postmortem }) =>
        (postmortem?.content?.actions ?? []).flatMap(({ status, dueAt }, index) =>
          judged(`${id}/${index + 1}`, status !== 'open' ? true : now >= dueAt ? false : undefined),
        ),
      ),
    ),
    documented: share(
      real
        .filter((incident) => incident.resolution !== undefined && owedItems(incident).includes('documentation'))
        .map(({ id, checklist }) => ({ name: id, isDone: checklist.some(({ item }) => item === 'documentation') })),
    ),
  };
}

/** Undefined while it is not due, and where none is owed. */
function isPostmortemHeld(incident: Incident, now: Instant): boolean | undefined {
  const { postmortem } = incident;
  if (postmortem?.status === 'filed') return true;
  const due = postmortem?.status === 'due' ? postmortemDeadline(incident) : undefined;
  return due !== undefined && now >= due ? false : undefined;
}

/**
 * The gates: postmortems have a clock, and people of the roster have rehearsed what comes before it in this environment, as recently as evidence of a drill
 * counts; and something was improved in the last month, by a postmortem that was filed or an action that was done. A drill that did not go well was held all
 * the same: what it found is in the backlog.
 */
export function operationsGates(incidents: readonly Incident[], drills: readonly HeldDrill[], count: DrillsThatCount, now: Instant): readonly OperationsGate[] {
  const improved = incidents
    .filter(({ drill: isDrill }) => !isDrill)
    .flatMap(({ id, timeline }) =>
      timeline.filter(({ code, at }) => isImprovement(code) && at <= now && now - at <= IMPROVEMENT_DAYS * DAY_MS).map(({ what }) => `${id}: ${what}`),
    );
  return [
    postmortemGate(drills, count, now),
    {
      gate: 'improvement',
      outcome: improved.length === 0 ? 'failed' : 'passed',
      why: improved.at(-1) ?? `no postmortem was filed and no action done in the last ${IMPROVEMENT_DAYS} days`,
    },
  ];
}

function postmortemGate(drills: readonly HeldDrill[], count: DrillsThatCount, now: Instant): OperationsGate {
  const gate = 'postmortem process';
  const drillDays = kindFacts('drill').days;
  const recent = drills.filter(({ drilledAt }) => drilledAt <= now && now - drilledAt <= drillDays * DAY_MS).toSorted((a, b) => b.drilledAt - a.drilledAt);
  const drill = recent.find((each) => whyNotCounted(each, count) === undefined);
  if (drill !== undefined) return { gate, outcome: 'passed', why: `rehearsed with ${drill.scenario} by ${drill.trainee}` };
  const others = recent.map((each) => `; ${each.scenario} does not count: ${whyNotCounted(each, count)}`);
  return { gate, outcome: 'failed', why: `no drill that rehearses it is on record in the last ${drillDays} days${others.join('')}` };
}

function whyNotCounted({ scenario, environment, trainee }: HeldDrill, count: DrillsThatCount): string | undefined {
  if (environment !== count.environment) return `it was held in ${environment}`;
  if (!count.people.includes(trainee)) return `${trainee} is not on the roster`;
  return count.scenarios === undefined || count.scenarios.includes(scenario) ? undefined : `no postmortem is rehearsed with it (${count.scenarios.join(', ')})`;
}

function isImprovement(code: string): boolean {
  return code === 'postmortem filed' || code === 'action moved';
}

/** One thing to count; none where there is nothing to judge yet. */
function judged(name: string, isDone: boolean | undefined): { readonly name: string; readonly isDone: boolean }[] {
  return isDone === undefined ? [] : [{ name, isDone }];
}

function share(all: readonly { readonly name: string; readonly isDone: boolean }[]): Share {
  return { done: all.filter(({ isDone }) => isDone).length, of: all.length, missed: all.filter(({ isDone }) => !isDone).map(({ name }) => name) };
}
