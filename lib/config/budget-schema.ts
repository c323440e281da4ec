/** What a configuration may say about error budgets: their windows, the levels of the gate, the times left out. */

import { z } from 'zod';
import { addIssue, EXAMPLE_MARK, field, listOf, map, oneOf, text, written } from '../problems/schema-fields';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { Exclusion } from '../slo/budget/exclusion';
import { DEFAULT_GATE_POLICY } from '../slo/budget/gate-policy';
import type { GatePolicy } from '../slo/budget/gate-state';
import { roundTo12Digits } from '../slo/burn-rate';
import { formatDurationMinutes, MINUTE_MS, MINUTES_PER_DAY, parseInstant } from '../time/time';
import { isTimeZone } from '../time/zoned-time';
import { sentence, servicesOrObjectives, wholeMinutes } from './fields';

/** The finest grain in which CloudWatch keeps two months of metrics, and the ledger counts. */
export const EXCLUSION_GRAIN_MINUTES = 5;
const GRAIN = `${EXCLUSION_GRAIN_MINUTES} minutes`;

/** `calendar` of an objective. */
export const calendarSchema = map(
  {
    unit: field(oneOf(['week', 'month', 'quarter']), 'The budget starts again with each of these; weeks begin on Monday.'),
    timeZone: field(
      written((name) => (isTimeZone(name) ? name : undefined), /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, 'the name of an IANA time zone', 'Europe/Berlin'),
      'Time zone in which they begin.',
    ),
  },
  '{ unit: month, timeZone: Europe/Berlin }',
).transform(({ unit, timeZone }): Extract<BudgetWindow, { kind: 'calendar' }> => ({ kind: 'calendar', unit, timeZone }));

const percentText = (share: number): string => String(roundTo12Digits(share * 100));
const levelDefaults = {
  caution: `{ below: ${percentText(DEFAULT_GATE_POLICY.cautionBelow)}, leaveAt: ${percentText(DEFAULT_GATE_POLICY.leaveCaution)} }`,
  restricted: `{ below: ${percentText(DEFAULT_GATE_POLICY.restrictedBelow)}, leaveAt: ${percentText(DEFAULT_GATE_POLICY.leaveRestricted)} }`,
  frozen: `{ at: ${percentText(DEFAULT_GATE_POLICY.frozenAt)}, leaveAt: ${percentText(DEFAULT_GATE_POLICY.leaveFrozen)}, stableFor: ${formatDurationMinutes(DEFAULT_GATE_POLICY.stableMinutes)} }`,
};

function percent(of: 'budget' | 'time', example: string): z.ZodNumber {
  const error = `a percentage of the ${of}, from 0 to 100${EXAMPLE_MARK}${example}`;
  return z.number({ error }).min(0, { error }).max(100, { error });
}
const remaining = (example: string) => percent('budget', example);

const levels = map({
  caution: field(
    map(
      { below: field(remaining('50'), 'Below this share the state is caution.'), leaveAt: field(remaining('55'), 'At this share it is left.') },
      levelDefaults.caution,
    ).optional(),
    'When changes pass with a notice, percent of the budget remaining.',
    levelDefaults.caution,
  ),
  restricted: field(
    map(
      { below: field(remaining('20'), 'Below this share the state is restricted.'), leaveAt: field(remaining('25'), 'At this share it is left.') },
      levelDefaults.restricted,
    ).optional(),
    'When changes need an approval, percent of the budget remaining.',
    levelDefaults.restricted,
  ),
  frozen: field(
    map(
      {
        at: field(remaining('0'), 'At this share, or below, the state is frozen.'),
        leaveAt: field(remaining('5'), 'At this share it is left, once it has stayed there.'),
        stableFor: field(wholeMinutes('24h'), 'How long it has to stay there.'),
      },
      levelDefaults.frozen,
    ).optional(),
    'When changes are blocked, percent of the budget remaining.',
    levelDefaults.frozen,
  ),
});

/** `errorBudget` of operations.yaml. */
export const errorBudgetSchema = map({
  exclusions: field(
    oneOf(['drop', 'count-as-good', 'add-back']).optional(),
    'What it means that an environment excludes a time: `drop` takes it out of the total, `count-as-good` keeps the total and takes it for good, `add-back` counts it as it was and writes back what it spent. The figures differ.',
    'none; required as soon as an environment has exclusions',
  ),
  levels: field(levels.optional(), 'Shares of the budget at which its state changes.', 'as given below'),
  incident: field(
    percent('budget', '20').optional(),
    'A single incident that spent more than this freezes until it has a postmortem, percent.',
    percentText(DEFAULT_GATE_POLICY.incidentShare),
  ),
  coverage: field(
    percent('time', '90').optional(),
    'Below this share of measured time the state is unknown, percent.',
    percentText(DEFAULT_GATE_POLICY.coverageLimit),
  ),
})
  .check((context) => {
    const policy = toPolicy(context.value);
    for (const [path, low, high] of orderOf(policy)) {
      if (low < high) continue;
      addIssue(context, ['levels', ...path], {
        code: 'CFG043',
        what: 'the levels of the budget are out of order',
        received: percentText(high),
        allowed: `more than ${percentText(low)}`,
        change: 'order them: frozen below restricted below caution, and each is left above where it begins',
      });
    }
  })
  .transform((settings) => ({ exclusionMeaning: settings.exclusions, policy: toPolicy(settings) }));

interface WrittenBudget {
  readonly levels?: {
    readonly caution?: { readonly below: number; readonly leaveAt: number };
    readonly restricted?: { readonly below: number; readonly leaveAt: number };
    readonly frozen?: { readonly at: number; readonly leaveAt: number; readonly stableFor: number };
  };
  readonly incident?: number;
  readonly coverage?: number;
}

function toPolicy({ levels: given = {}, incident, coverage }: WrittenBudget): GatePolicy {
  const { caution, restricted, frozen } = given;
  const share = (percent: number | undefined, byDefault: number) => (percent === undefined ? byDefault : roundTo12Digits(percent / 100));
  const standard = DEFAULT_GATE_POLICY;
  return {
    cautionBelow: share(caution?.below, standard.cautionBelow),
    leaveCaution: share(caution?.leaveAt, standard.leaveCaution),
    restrictedBelow: share(restricted?.below, standard.restrictedBelow),
    leaveRestricted: share(restricted?.leaveAt, standard.leaveRestricted),
    frozenAt: share(frozen?.at, standard.frozenAt),
    leaveFrozen: share(frozen?.leaveAt, standard.leaveFrozen),
    stableMinutes: frozen?.stableFor ?? standard.stableMinutes,
    incidentShare: share(incident, standard.incidentShare),
    coverageLimit: share(coverage, standard.coverageLimit),
  };
}

/** Pairs of levels of which the second has to be above the first, with the place of the second. */
function orderOf(policy: GatePolicy): readonly (readonly [path: string[], low: number, high: number])[] {
  return [
    [['frozen', 'leaveAt'], policy.frozenAt, policy.leaveFrozen],
    [['restricted', 'below'], policy.frozenAt, policy.restrictedBelow],
    [['restricted', 'leaveAt'], policy.restrictedBelow, policy.leaveRestricted],
    [['caution', 'below'], policy.restrictedBelow, policy.cautionBelow],
    [['caution', 'leaveAt'], policy.cautionBelow, policy.leaveCaution],
  ];
}

const wholeGrain = (minutes: number) => minutes % EXCLUSION_GRAIN_MINUTES === 0;

/** One entry of `exclusions` of an environment. */
export const exclusionSchema = map({
  on: field(servicesOrObjectives, 'What is excused.'),
  from: field(
    written(
      (value) => {
        const instant = parseInstant(value);
        return instant !== undefined && wholeGrain(instant / MINUTE_MS) ? instant : undefined;
      },
      /^20\d\d-\d\d-\d\dT\d\d:\d\d:00Z$/,
      `an instant of this century on whole ${GRAIN}, UTC`,
      '2026-03-01T22:00:00Z',
    ),
    'When it begins.',
  ),
  for: field(
    wholeMinutes('2h', 31 * MINUTES_PER_DAY).check((context) => {
      if (wholeGrain(context.value)) return;
      addIssue(context, [], {
        code: 'CFG013',
        what: 'for has a value that is not allowed',
        allowed: `a duration in multiples of ${GRAIN}, the grain in which budgets are counted`,
        change: `write something like for: ${formatDurationMinutes(Math.ceil(context.value / EXCLUSION_GRAIN_MINUTES) * EXCLUSION_GRAIN_MINUTES)}`,
      });
    }),
    'How long it lasts.',
  ),
  reason: field(sentence('move of the database, announced on 20 February'), 'Why, for everybody who reads the budget.'),
  author: field(
    text(/^[^\p{Cc}@\d]{1,100}$/u, 'the role that decided it, without digits and @: never the contact of a person', 'operations lead'),
    'Role that decided it; not a person.',
  ),
}).transform(({ on, from, for: minutes, reason, author }): WrittenExclusion => ({
  on,
  exclusion: { from, to: from + minutes * MINUTE_MS, reason, author },
}));

/** `errorBudget`, well formed. */
export type ErrorBudgetSettings = z.output<typeof errorBudgetSchema>;

/** An exclusion and the services and objectives it is for. */
export interface WrittenExclusion {
  readonly on: readonly string[];
  readonly exclusion: Exclusion;
}

/** `exclusions` of an environment. */
export const exclusionsSchema = listOf(exclusionSchema, 'exclusions', 200);
