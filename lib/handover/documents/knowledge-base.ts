import { ARTEFACT_IDS, ARTEFACTS, type ArtefactId } from '../artefacts/artefacts';
import { DOCUMENT_IDS, linkTo, paragraph, subheading, table, type Block, type DocumentId, type HandoverDocument, type Inline } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { roleTitle, runbookLink } from '../input';
import { materialReviews, type MaterialReview } from '../reviews/material-reviews';
import type { KnowledgeTopic } from '../settings';

/** What each document answers. */
const ANSWERS: Readonly<Record<DocumentId, string>> = {
  operations: 'the whole of operations on one page: begin here',
  'incident-response': 'what to do when something is wrong',
  'observability-status': 'what is measured, and what is not',
  'support-playbook': 'who asks whom where, and how soon there is an answer',
  'on-call-roster': 'who is on call in the coming weeks',
  'roles-raci': 'which roles there are, and who answers for what',
  'role-cards': 'what each role does, for whoever is new in it',
  'runbook-inventory': 'which runbooks there are, and whether they were rehearsed',
  'severity-matrix': 'how bad something is, and who is notified when',
  'triage-workflow': 'what becomes of an alarm',
  'capacity-plan': 'what resources can bear',
  'maintenance-calendar': 'what is done when, and when nothing may be changed',
  'knowledge-base': 'where everything stands',
  training: 'what somebody who joins learns, in order',
  'open-questions': 'what is not known, who finds it out, and by when',
};

/** Documents that are generated, and who keeps what they are made from. */
function documentsTable(): Block {
  return table(
    ['Document', 'What it answers'],
    DOCUMENT_IDS.map((id) => [linkTo(id, id), ANSWERS[id]]),
  );
}

function topicsTable(facts: HandoverFacts): Block {
  return table(
    ['Topic', 'Kind', 'Of the architecture', 'Home', 'Where', 'Owner'],
    facts.settings.knowledge.map((topic) => [
      topic.topic,
      topic.kind,
      topic.covers.join(', ') || 'nothing',
      'file' in topic.at ? 'repository' : 'wiki',
      locationOf(topic.at),
      roleTitle(facts, topic.owner),
    ]),
  );
}

/** What operations refer to and others write. Requirement 001-02. */
function artefactsTable(facts: HandoverFacts): Block {
  const where = (id: ArtefactId): Inline => {
    const location = facts.artefacts[id];
    if (location === undefined) return open(facts, 'artefacts');
    if ('none' in location) return `none: ${location.none}`;
    return locationOf(location);
  };
  return table(
    ['Document', 'What it answers', 'Where'],
    ARTEFACT_IDS.map((id) => [id, ARTEFACTS[id].title, where(id)]),
  );
}

/** When each piece was last looked at, that which is due first at the top. Requirement 003-15. */
function reviewsTable(facts: HandoverFacts): Block {
  const due = ({ dueOn = '' }: MaterialReview) => dueOn;
  return table(
    ['What', 'Kind', 'Owner', 'Reviewed every', 'Last review', 'Holds until', 'State'],
    materialReviews(facts)
      .toSorted((a, b) => (due(a) === due(b) ? 0 : due(a) < due(b) ? -1 : 1))
      .map((review) => [
        review.kind === 'runbook' ? runbookLink(facts, review.name) : review.name,
        review.kind,
        roleTitle(facts, review.owner),
        `${review.reviewEveryDays} days`,
        review.reviewedOn ?? open(facts, 'reviews'),
        review.dueOn ?? 'nobody can tell',
        review.outcome === 'failed' ? 'stale' : review.outcome === 'passed' ? 'current' : 'nobody can tell',
      ]),
  );
}

function locationOf(at: KnowledgeTopic['at']): Inline {
  return 'file' in at ? { text: at.file, to: { file: at.file } } : { text: at.address, to: { address: at.address } };
}

/** Where everything stands, each thing once; of reviews those that are due. Requirement 000-09. */
export function knowledgeBlocks(facts: HandoverFacts): readonly Block[] {
  return [
    paragraph('These documents are generated from configuration, runbooks and evidence: nobody edits them, and CI fails while they are stale.'),
    documentsTable(),
    subheading('Written by people'),
    ...(facts.settings.knowledge.length === 0
      ? [paragraph(['No topic is named. ', open(facts, 'knowledge')])]
      : [topicsTable(facts), ...(isOpen(facts, 'architecture') ? [paragraph(['Not all of the architecture has a home. ', open(facts, 'architecture')])] : [])]),
    subheading('Written by others'),
    artefactsTable(facts),
    subheading('Reviews'),
    ...reviewsSummary(facts),
  ];
}

/** How reviews stand: how many there are, and which comes next. */
function reviewsSummary(facts: HandoverFacts): readonly Block[] {
  const reviews = materialReviews(facts);
  const current = reviews.filter(({ outcome }) => outcome === 'passed');
  const [next] = current.flatMap(({ dueOn }) => dueOn ?? []).sort();
  return [
    ...(isOpen(facts, 'reviews') ? [paragraph(['Reviews are due. ', open(facts, 'reviews')])] : []),
    paragraph([
      `${current.length} of ${reviews.length} runbooks, modules, topics and practices are reviewed in their time${next === undefined ? '' : `; the next review is due by ${next}`}. Each: `,
      linkTo('reviews', 'knowledge-base', 'All reviews'),
      '.',
    ]),
  ];
}

/** What is documented where. */
export function knowledgeBaseDocument(facts: HandoverFacts): HandoverDocument {
  return {
    id: 'knowledge-base',
    title: 'Knowledge base',
    sections: [
      { heading: 'Knowledge base structure', blocks: knowledgeBlocks(facts) },
      { heading: 'All reviews', blocks: [reviewsTable(facts)] },
    ],
  };
}
