import { code, linkTo, paragraph, steps, type Block, type HandoverDocument } from '../document';
import type { HandoverFacts } from '../facts';
import { checklistBlocks } from '../parts/checklist-blocks';
import { objectiveBlocks } from '../parts/objectives';
import { capacityBlocks } from './capacity-plan';
import { knowledgeBlocks } from './knowledge-base';
import { maintenanceBlocks } from './maintenance-calendar';
import { questionBlocks } from './open-questions';
import { raciBlocks } from './roles-raci';
import { inventoryBlocks } from './runbook-inventory';
import { severityBlocks } from './severity-matrix';
import { triageBlocks } from './triage-workflow';

/** From figures to changes. Requirement 000-11. */
function improvementBlocks({ model }: HandoverFacts): readonly Block[] {
  const reviews = (model.maintenance?.checklists ?? []).map(({ id }) => id);
  return [
    steps([
      ['Figures: budgets and incidents are written down every day with ', code('day2 snapshot'), ', and for a month with ', code('day2 report'), '.'],
      reviews.length === 0
        ? 'Review: no checklist is scheduled, so nobody looks at them at a known time.'
        : ['Review: the ', linkTo(`checklists (${reviews.join(', ')})`, 'maintenance-calendar'), ' say who looks at them when.'],
      'Backlog: what postmortems and reviews ask for is an action with an owner and a day; an incident is closed when its actions are done or transferred.',
      ['Rehearsal: what was changed is played again with ', code('day2 gameday'), ' before it is deployed.'],
    ]),
    paragraph('What came of an action is seen in the next figures; the loop begins again.'),
  ];
}

/** The sections of the operations and handover document: these titles, in this order, and nothing else. Requirements 000-16, 000-25. */
const SECTIONS: readonly { readonly heading: string; readonly blocks: (facts: HandoverFacts) => readonly Block[] }[] = [
  { heading: 'Operational Roles & RACI', blocks: raciBlocks },
  { heading: 'Incident Classification Matrix', blocks: severityBlocks },
  { heading: 'Runbook Inventory', blocks: inventoryBlocks },
  { heading: 'SLOs & Error Budgets', blocks: objectiveBlocks },
  { heading: 'Monitoring & Triage Workflow', blocks: triageBlocks },
  { heading: 'Capacity & Scaling Strategy', blocks: capacityBlocks },
  { heading: 'Maintenance & Housekeeping Plan', blocks: maintenanceBlocks },
  { heading: 'Knowledge Base Structure', blocks: knowledgeBlocks },
  { heading: 'Handover Checklist', blocks: checklistBlocks },
  { heading: 'Continuous Improvement Loop', blocks: improvementBlocks },
  { heading: 'Open Questions', blocks: questionBlocks },
];

/** The titles of the eleven sections, in order. */
export const OPERATIONS_SECTIONS: readonly string[] = SECTIONS.map(({ heading }) => heading);

/** The whole of operations in eleven sections. Subheadings of different sections differ, so every anchor is one. */
export function operationsDocument(facts: HandoverFacts): HandoverDocument {
  return {
    id: 'operations',
    title: `Operations and handover: ${facts.model.application} ${facts.model.environment}`,
    sections: SECTIONS.map(({ heading, blocks }) => ({ heading, blocks: blocks(facts) })),
  };
}
