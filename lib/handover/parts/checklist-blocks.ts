import { HANDOVER_ITEMS } from '../checklist/items';
import { code, paragraph, table, type Block } from '../document';
import type { HandoverFacts } from '../facts';

/** What has to be so before a service is handed over, and what accepts it. Requirements 000-10, 000-21. */
export function checklistBlocks({ model }: HandoverFacts): readonly Block[] {
  return [
    paragraph([
      'A handover is accepted when every item has passed: ',
      code(`day2 handover checklist --env ${model.environment}`),
      ' says how each stands today.',
    ]),
    table(
      ['No.', 'Item', 'What has to be so', 'Decided by'],
      HANDOVER_ITEMS.map(({ id, text, decidedBy }, index) => [`${index + 1}`, id, text, decidedBy]),
    ),
  ];
}
