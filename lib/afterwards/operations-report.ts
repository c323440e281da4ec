/** What operations did and what could be improved, for whoever holds the retrospective. Requirements 001-18, 003-32. */

import { list, paragraph, subheading, table, type Block, type Section } from '../handover/document';
import type { Improvement, ImprovementCategory } from './improvements';
import type { OperationsFigures, OperationsGate, Share } from './operations-figures';

/** What the report is made from. */
export interface ReportedOperations {
  readonly figures: OperationsFigures;
  readonly gates: readonly OperationsGate[];
  readonly improvements: readonly Improvement[];
}

const CATEGORIES: readonly ImprovementCategory[] = ['reliability', 'alerting', 'automation', 'process', 'documentation'];

/** Figures, gates and improvements, as sections. */
export function operationsReport({ figures, gates, improvements }: ReportedOperations): readonly Section[] {
  const row = (name: string, { done, of, missed }: Share): readonly string[] => [
    name,
    of === 0 ? 'nothing was due' : `${done} of ${of}`,
    missed.join(', ') || 'none',
  ];
  return [
    {
      heading: 'Figures',
      blocks: [
        table(
          ['What', 'Kept', 'Missed'],
          [
            row('objectives met', figures.objectivesKept),
            row('incidents resolved in time', figures.resolvedInTime),
            row('postmortems held', figures.postmortemsHeld),
            row('actions done', figures.actionsDone),
            row('incidents documented', figures.documented),
          ],
        ),
        ...(figures.objectivesUnknown.length === 0 ? [] : [paragraph(`Could not be determined: ${figures.objectivesUnknown.join(', ')}.`)]),
      ],
    },
    {
      heading: 'Gates',
      blocks: [
        table(
          ['Gate', 'Outcome', 'Why'],
          gates.map(({ gate, outcome, why }) => [gate, outcome, why]),
        ),
      ],
    },
    {
      heading: 'What could be improved',
      blocks: improvements.length === 0 ? [paragraph('Nothing was found.')] : CATEGORIES.flatMap((category) => blocksOf(category, improvements)),
    },
    {
      heading: 'What becomes of it',
      blocks: [
        paragraph(
          'Whoever holds the retrospective goes through the list, and gives each entry a day or takes it out. What a new feature has to solve goes into its plan: the same entries stand in improvement-backlog.json, with their owners.',
        ),
      ],
    },
  ];
}

function blocksOf(category: ImprovementCategory, improvements: readonly Improvement[]): Block[] {
  const found = improvements.filter((each) => each.category === category);
  if (found.length === 0) return [];
  return [
    subheading(category),
    list(found.map(({ title, because, owner, due }) => `${title}, because ${because} (${owner}${due === undefined ? '' : `, by ${due}`})`)),
  ];
}
