/** What could be improved, from figures, incidents, drills and postmortems. Requirements 001-18, 002-75, 003-47. */

import type { Incident } from '../incident/lifecycle/incident';
import { formatPercent } from '../slo/burn-rate';
import { formatInstant, type Instant } from '../time/time';
import type { MeasuredObjective, OperationsFigures } from './operations-figures';

/** Days in which an improvement is made that nobody agreed a day for: until the next monthly review. Our choice; requirement 000-11 asks for a day. */
export const DAYS_TO_IMPROVE = 30;

/** What an improvement is about. */
export type ImprovementCategory = 'reliability' | 'alerting' | 'automation' | 'process' | 'documentation';

/** One entry of the backlog. */
export interface Improvement {
  /** Stays the same as long as it is about the same. */
  readonly id: string;
  readonly category: ImprovementCategory;
  /** Where it comes from. */
  readonly source: 'metric' | 'incident' | 'drill' | 'postmortem';
  readonly title: string;
  /** What was observed, one sentence. */
  readonly because: string;
  /** Role or person. */
  readonly owner: string;
  /** ISO instant; absent: nobody said by when, and in the backlog it is {@link DAYS_TO_IMPROVE} after it was first found. */
  readonly due?: string;
}

/** A figure of a drill that was not as it should be. */
export interface DrillFinding {
  readonly scenario: string;
  /** `acknowledged`, `updates`, `runbook started`. */
  readonly figure: string;
  readonly because: string;
}

/** Everything improvements are found in. */
export interface ImprovementSources {
  readonly objectives: readonly MeasuredObjective[];
  readonly figures: OperationsFigures;
  readonly incidents: readonly Incident[];
  readonly drills: readonly DrillFinding[];
  /** Role that answers for a service, by its id. */
  readonly ownerOf: (serviceId: string) => string;
  /** Role that leads incidents. */
  readonly lead: string;
  readonly now: Instant;
}

/** Times within an incident that an alarm may come back before it is worth looking at. Our choice. */
const FLAPS = 3;
/** Incidents that one alarm opened before a runbook should try first. Our choice. */
const REPEATED = 2;

/** The improvements, in the order of their sources. The same sources give the same list. */
export function improvementsFrom(sources: ImprovementSources): readonly Improvement[] {
  const real = { ...sources, incidents: sources.incidents.filter(({ drill }) => !drill) };
  return [...ofBudgets(real), ...ofLateness(real), ...ofAlarms(real), ...ofDrills(real), ...ofPostmortems(real)];
}

function ofBudgets({ objectives, ownerOf }: ImprovementSources): Improvement[] {
  return objectives.flatMap(({ objective, targetPercent, state, reason, figures }): Improvement[] => {
    const owner = ownerOf(objective.split('/')[0]!);
    if (figures === undefined) {
      return state !== 'unknown'
        ? []
        : [{ id: `measure/${objective}`, category: 'alerting', source: 'metric', title: `measure ${objective}`, because: reason, owner }];
    }
    if (state === 'healthy') return [];
    const because = `${formatPercent(figures.remaining)} of its error budget is left (${figures.attainedPercent.toFixed(3)} % of ${targetPercent} %): ${reason}`;
    return [{ id: `budget/${objective}`, category: 'reliability', source: 'metric', title: `win back the error budget of ${objective}`, because, owner }];
  });
}

function ofLateness({ figures, lead }: ImprovementSources): Improvement[] {
  const late = figures.resolvedInTime.missed.map((id): Improvement => ({
    id: `late/${id}`,
    category: 'process',
    source: 'incident',
    title: `find out why ${id} took so long`,
    because: `${id} was not resolved in the time of its severity`,
    owner: lead,
  }));
  const undocumented = figures.documented.missed.map((id): Improvement => ({
    id: `documentation/${id}`,
    category: 'documentation',
    source: 'incident',
    title: `write down what was learnt in ${id}`,
    because: `the item documentation of ${id} is open`,
    owner: lead,
  }));
  return [...late, ...undocumented];
}

/** What comes again and again should not need a person each time. */
function ofAlarms({ incidents, ownerOf }: ImprovementSources): Improvement[] {
  const opened = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const first = incident.alarms[0]?.name;
    if (first !== undefined && incident.paged.length > 0) opened.set(first, [...(opened.get(first) ?? []), incident]);
  }
  const repeated = [...opened].flatMap(([alarm, all]): Improvement[] => {
    if (all.length < REPEATED || all.some(({ healing }) => healing !== undefined)) return [];
    const because = `it opened ${all.length} incidents that paged somebody: ${all.map(({ id }) => id).join(', ')}`;
    return [
      {
        id: `automate/${alarm}`,
        category: 'automation',
        source: 'incident',
        title: `let a runbook answer ${alarm} first`,
        because,
        owner: ownerOf(all[0]!.group),
      },
    ];
  });
  const unhealed = incidents.flatMap(({ id, group, healing }) =>
    (healing?.runs ?? [])
      .filter(({ status }) => status === 'failed' || status === 'refused')
      .map(({ runbook, why, number }): Improvement => ({
        id: `heal/${id}/${number}`,
        category: 'automation',
        source: 'incident',
        title: `look why ${runbook} did not heal`,
        because: `in ${id}: ${why ?? 'nobody said why'}`,
        owner: ownerOf(group),
      })),
  );
  const flapping = incidents
    .filter(({ flapCount }) => flapCount >= FLAPS)
    .map(({ id, group, flapCount }): Improvement => ({
      id: `flaps/${id}`,
      category: 'alerting',
      source: 'incident',
      title: `let the alarms of ${id} clear once`,
      because: `they were over and came back ${flapCount} times`,
      owner: ownerOf(group),
    }));
  return [...repeated, ...unhealed, ...flapping];
}

function ofDrills({ drills, lead }: ImprovementSources): Improvement[] {
  return drills.map(({ scenario, figure, because }): Improvement => ({
    id: `drill/${scenario}/${figure.replaceAll(' ', '-')}`,
    category: 'process',
    source: 'drill',
    title: `practise ${scenario} again`,
    because,
    owner: lead,
  }));
}

const CATEGORY_OF_ACTION = { prevent: 'reliability', detect: 'alerting', mitigate: 'automation', other: 'process' } as const;

/** Actions that are open, and postmortems that are overdue. */
function ofPostmortems({ incidents, figures, lead }: ImprovementSources): Improvement[] {
  const actions = incidents.flatMap(({ id, postmortem }) =>
    (postmortem?.content?.actions ?? []).flatMap(({ what, owner, dueAt, kind, status }, index): Improvement[] =>
      status !== 'open'
        ? []
        : [
            {
              id: `action/${id}/${index + 1}`,
              category: CATEGORY_OF_ACTION[kind],
              source: 'postmortem',
              title: what,
              because: `the postmortem of ${id} asks for it`,
              owner,
              due: formatInstant(dueAt),
            },
          ],
    ),
  );
  const overdue = figures.postmortemsHeld.missed.map((id): Improvement => ({
    id: `postmortem/${id}`,
    category: 'process',
    source: 'incident',
    title: `write the postmortem of ${id}`,
    because: 'it is overdue',
    owner: lead,
  }));
  return [...actions, ...overdue];
}
