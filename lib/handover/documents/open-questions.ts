import { paragraph, table, type Block, type HandoverDocument } from '../document';
import type { HandoverFacts } from '../facts';
import { roleTitle } from '../input';

/** What is not known. Requirement 000-17. */
export function questionBlocks(facts: HandoverFacts): readonly Block[] {
  if (facts.questions.length === 0) return [paragraph('None.')];
  return [
    table(
      ['No.', 'Question', 'Owner', 'Due'],
      facts.questions.map(({ question, owner, due }, index) => [`Q${index + 1}`, question, roleTitle(facts, owner), due]),
    ),
  ];
}

/** Every question that is open. */
export function openQuestionsDocument(facts: HandoverFacts): HandoverDocument {
  return { id: 'open-questions', title: 'Open questions', sections: [{ heading: 'Open questions', blocks: questionBlocks(facts) }] };
}
