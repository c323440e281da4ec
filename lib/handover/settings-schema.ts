/** What `handover.yaml` may say. The texts are the help that editors show. */

import { z } from 'zod';
import { identifier, sentence } from '../config/fields';
import { localDate } from '../config/time-fields';
import { either, field, listOf, map, mapOf, oneOf, text, wholeNumber } from '../problems/schema-fields';
import { AUTOMATIONS } from './activation/step-ids';
import { ARTEFACT_IDS, ARTEFACTS } from './artefacts/artefacts';
import { ATTESTABLE_IDS } from './checklist/items';
import { DOCUMENT_IDS } from './document';
import { EVERY_TOOL, EVERY_TOPIC, PROFICIENT_FOR_DAYS } from './proficiency/written-proficiency';
import { TRAINING_MODULES } from './reviews/training-modules';
import { ARCHITECTURE_TOPICS, DEFAULT_EVIDENCE_FOLDER, TOPIC_KINDS } from './settings';

/** How often runbooks and modules are looked at where nothing is said, days: twice a year. Our choice. */
export const REVIEW_EVERY_DAYS = 180;

const path = (example: string) =>
  text(/^(?!\/)(?!.*\.\.)[^\s<>"\\()]{1,300}$/, 'a path from the folder that the configuration stands in, without spaces', example);
const markdown = text(/^(?!\/)(?!.*\.\.)[^\s<>"\\()]{1,296}\.md$/, 'a path of a Markdown file, without spaces', 'docs/operations/incident-response.md');
const address = text(/^https:\/\/[^\s<>"()]{3,490}$/, 'an https address', 'https://wiki.example.com/edi');

const topic = map({
  topic: field(sentence('how documents are translated'), 'What somebody has to know.'),
  kind: field(oneOf(TOPIC_KINDS).optional(), 'Something to know, material to learn from, or how things are best done.', 'knowledge'),
  covers: field(listOf(oneOf(ARCHITECTURE_TOPICS), 'topics of the architecture', 5).optional(), 'What of the architecture stands there.', 'none of it'),
  owner: field(identifier('docs-lead'), 'Role that keeps it.'),
  at: field(either(address, path('docs/architecture.md'), 'a file of the repository, or an https address'), 'Where it stands; a file has to be there.'),
  reviewEveryDays: field(wholeNumber(1, 731, '90'), 'Days between two reviews.'),
  reviewedOn: field(localDate('2026-11-02').optional(), 'When it was last looked at.', 'never'),
});

const reviewDates = (names: Parameters<typeof mapOf>[0]) =>
  map({
    everyDays: field(wholeNumber(1, 731, '180').optional(), 'Days between two reviews.', `${REVIEW_EVERY_DAYS}`),
    reviewedOn: field(mapOf(names, localDate('2026-11-30'), 'a map from names to dates').optional(), 'When each was last looked at.', 'never'),
  });

const MODULE_IDS = Object.keys(TRAINING_MODULES);

const reviews = map({
  runbooks: field(
    reviewDates(text(/^[a-z][a-z0-9-]{0,63}$/, 'a name of a runbook', 'roll-back-deployment')).optional(),
    'Of runbooks, by name. The owner stands in each runbook.yaml.',
  ),
  training: field(
    reviewDates(text(new RegExp(`^(?:${MODULE_IDS.join('|')})$`), MODULE_IDS.join(', '), MODULE_IDS[0]!)).optional(),
    'Of the modules in the document `training`.',
  ),
});

const question = map({
  question: field(sentence('Who answers for the partner portal after the move?'), 'What is not known.'),
  owner: field(identifier('operations-lead'), 'Role that finds it out.'),
  due: field(localDate('2026-12-18'), 'By when.'),
});

const tool = map({
  id: field(identifier('console'), 'What the tool is called, unique.'),
  title: field(sentence('look at alarms, start runbooks'), 'What it is used for.'),
});

const access = map({
  to: field(identifier('console'), 'Tool it is access to, by its id under `tools`.'),
  through: field(
    sentence('single sign-on, the permission set EdiOperator in the account of production'),
    'What is granted: an account, a permission set, a group. Never a secret.',
  ),
  at: field(address.optional(), 'Where it is, or where it is asked for.', '`through` says it'),
  grantedBy: field(identifier('security'), 'Role that grants it.'),
  for: field(listOf(identifier('primary-operator'), 'roles', 50).optional(), 'Roles that get it.', 'everybody whom a page reaches first'),
});

const proficiency = map({
  people: field(listOf(identifier('ana'), 'people', 200), 'Who showed it, of the roster.'),
  in: field(
    listOf(sentence('console'), 'tools and topics', 200),
    `Ids of tools, topics as \`knowledge\` writes them, \`${EVERY_TOOL}\` or \`${EVERY_TOPIC}\`.`,
  ),
  on: field(localDate('2026-11-30'), `When; it holds for ${PROFICIENT_FOR_DAYS} days.`),
});

const artefactId = text(new RegExp(`^(?:${ARTEFACT_IDS.join('|')})$`), ARTEFACT_IDS.join(', '), ARTEFACT_IDS[0]!);

const automationId = text(new RegExp(`^(?:${AUTOMATIONS.join('|')})$`), AUTOMATIONS.join(', '), AUTOMATIONS[2]);

const telemetry = map({
  id: field(text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name without spaces', 'T-4'), 'What the document calls it, unique.'),
  source: field(sentence('threat model, refused sign-ins'), 'Document that asks for it.'),
  signal: field(sentence('how many sign-ins are refused'), 'What has to be seen.'),
  namespace: field(text(/^[^:\p{Cc}][^\p{Cc}]{0,254}$/u, 'the namespace of a metric', 'AWS/ApplicationELB'), 'Namespace of the metric that shows it.'),
  metricName: field(
    text(/^[^\p{Cc}]{1,255}$/u, 'the name of a metric', 'HTTPCode_Target_4XX_Count'),
    'Name of the metric; of what is in a log, that of its metric filter.',
  ),
});

const attestation = map({
  item: field(oneOf(ATTESTABLE_IDS), 'Item of the checklist, or line of a certificate, that is so.'),
  by: field(identifier('zoe'), 'Who says it, of the roster.'),
  on: field(localDate('2026-11-30'), 'Since when.'),
  evidence: field(sentence('the report of the partner test'), 'What it rests on.'),
  until: field(localDate('2027-05-31'), 'The last day on which it holds.'),
});

/** `handover.yaml`. */
export const handoverSchema = map({
  paths: field(
    z
      .strictObject(Object.fromEntries(DOCUMENT_IDS.map((id) => [id, markdown.optional()])), {
        error: (issue) => (issue.code === 'unrecognized_keys' ? DOCUMENT_IDS.join(', ') : 'a map from documents to paths'),
      })
      .optional(),
    'Where documents stand, if elsewhere than usual.',
    'as the documents day2 is built from name them',
  ),
  knowledge: field(listOf(topic, 'topics', 200).optional(), 'What people wrote, and where it stands.', 'nothing, which is an open question'),
  reviews: field(reviews.optional(), 'When runbooks and modules of training are looked at, and last were.', 'never'),
  questions: field(listOf(question, 'questions', 200).optional(), 'What is not known, besides what day2 asks by itself.', 'none'),
  tools: field(listOf(tool, 'tools', 50).optional(), 'What people on the team work with.', 'none'),
  access: field(listOf(access, 'entries', 100).optional(), 'How somebody who joins gets to each tool.', 'nothing, which is an open question'),
  proficiency: field(
    listOf(proficiency, 'entries', 500).optional(),
    'Who has shown that they can use a tool, or know a topic. Everybody whom a page reaches first has to.',
    'nobody',
  ),
  artefacts: field(
    mapOf(
      artefactId,
      either(address, path('docs/testing/TestPlan.md'), 'a file or folder of the repository, or an https address'),
      'a map from artefacts to where they stand',
    ).optional(),
    `Documents of design, test and release that operations refer to, and where they stand; one that is not there fails. They are ${ARTEFACT_IDS.map((id) => `\`${id}\` (${ARTEFACTS[id].usually})`).join(', ')}.`,
    'where they usually stand; what is not there is an open question',
  ),
  withoutArtefacts: field(
    mapOf(artefactId, sentence('the platform team keeps one for all services'), 'a map from artefacts to reasons').optional(),
    'Which of them there are none of, and why.',
    'none',
  ),
  telemetry: field(
    listOf(telemetry, 'requirements', 200).optional(),
    'What those documents ask to observe. What neither an alarm nor a dashboard has is a gap of observation.',
    'nothing, which is an open question',
  ),
  withoutAutomations: field(
    mapOf(automationId, sentence('nothing here restarts by itself'), 'a map from automations to reasons').optional(),
    'Automations of an activation that there are none of, and why. One that is planned all the same is found.',
    'none: each has to be planned before it is enabled',
  ),
  drills: field(
    mapOf(
      text(/^[a-z][a-z-]{0,39}$/, 'an item of the checklist', 'escalation-drill'),
      listOf(identifier('portal-outage-unanswered'), 'scenarios', 50),
      'a map from items of the checklist to scenarios',
    ).optional(),
    'Game days that show an item of the checklist.',
    'none, so that nobody can tell',
  ),
  attestations: field(
    listOf(attestation, 'attestations', 500).optional(),
    'What people say is so; `sign-off` needs two of operations and one from outside.',
    'none',
  ),
  evidence: field(
    path('docs/operations/evidence').optional(),
    'Folder in which `day2 evidence attach` files what documents and checklist rest on.',
    DEFAULT_EVIDENCE_FOLDER,
  ),
});
