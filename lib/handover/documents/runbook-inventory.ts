import type { RunbookReference } from '../../runbook/library/reference';
import { formatDurationMinutes } from '../../time/time';
import { code, joined, paragraph, subheading, table, type Block, type HandoverDocument, type Inline, type Text } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { roleTitle, runbookLink, type InventoriedRunbook } from '../input';
import { alarmsOf } from '../parts/alarms';
import { rehearsalText } from '../parts/rehearsals';

/** Every runbook with what starts it, who keeps it, and when it was last rehearsed. */
function inventoryTable(facts: HandoverFacts): Block {
  return table(
    ['Runbook', 'What it does', 'Started by', 'Owner', 'Risk', 'Takes', 'Last rehearsal'],
    facts.runbooks.map((runbook) => [
      runbookLink(facts, runbook.name),
      runbook.facts.title,
      triggerText(facts, runbook),
      roleTitle(facts, runbook.facts.owner),
      runbook.facts.risk,
      formatDurationMinutes(runbook.facts.expectedMinutes),
      rehearsalText(facts, 'runbook', runbook.name) ?? open(facts, 'rehearsed-runbooks'),
    ]),
  );
}

/** What starts it; of a page, how many alarms lead to it. */
export function triggerText(facts: HandoverFacts, { name, facts: { triggers } }: InventoriedRunbook): string {
  const alarms = alarmsOf(facts.plan).filter(({ runbook }) => runbook === name).length;
  const tasks = (facts.plan.maintenance?.tasks?.tasks ?? []).filter(({ task }) => task.runbook === name).map(({ task }) => task.id);
  const ofPage = alarms === 0 ? 'page' : `page (${alarms} ${alarms === 1 ? 'alarm' : 'alarms'})`;
  const ofSchedule = tasks.length === 0 ? 'schedule' : `schedule (${tasks.join(', ')})`;
  return triggers.map((trigger) => (trigger === 'page' ? ofPage : trigger === 'schedule' ? ofSchedule : trigger)).join(', ');
}

/** What else whoever responds is sent to. */
export function referencesTable(facts: HandoverFacts): Block {
  return table(
    ['Guide', 'For', 'Where'],
    facts.references.map((reference) => [reference.title, reference.categories.join(', ') || 'every incident', locationOf(facts, reference)]),
  );
}

function locationOf(facts: HandoverFacts, { kind, at }: RunbookReference): Inline {
  switch (kind) {
    case 'ssm':
      return runbookLink(facts, at);
    case 'document':
      return { text: at, to: { file: at } };
    case 'external':
      return { text: at, to: { address: at } };
  }
}

/** Which alarms lead where. */
function alarmTable(facts: HandoverFacts): Block {
  const { plan } = facts;
  const runbooks = [...new Set(alarmsOf(plan).map(({ runbook }) => runbook))].sort();
  const row = (runbook: string): readonly Text[] => [
    runbookLink(facts, runbook),
    joined(
      alarmsOf(plan)
        .filter((alarm) => alarm.runbook === runbook)
        .map(({ name, region }, _, all) => (all.filter((other) => other.name === name).length > 1 ? [code(name), ` in ${region}`] : code(name))),
    ),
  ];
  return table(['Runbook', 'Alarms that lead to it'], runbooks.map(row));
}

/** Runbooks, and what is beside them. Requirements 000-02, 000-20. */
export function inventoryBlocks(facts: HandoverFacts): readonly Block[] {
  if (facts.runbooks.length === 0) return [paragraph('There is no runbook beside the configuration.')];
  return [
    inventoryTable(facts),
    ...(isOpen(facts, 'rehearsed-runbooks') ? [paragraph(['Not every runbook was rehearsed. ', open(facts, 'rehearsed-runbooks')])] : []),
    ...(facts.references.length === 0 ? [] : [subheading('Guides beside the runbooks'), referencesTable(facts)]),
  ];
}

/** The whole inventory, with the alarms that lead to each runbook. */
export function runbookInventoryDocument(facts: HandoverFacts): HandoverDocument {
  return {
    id: 'runbook-inventory',
    title: 'Runbook inventory',
    sections: [
      { heading: 'Runbook inventory', blocks: inventoryBlocks(facts) },
      { heading: 'Alarms by runbook', blocks: [alarmTable(facts)] },
    ],
  };
}
