/** A runbook as a page for whoever starts it at night: generated from its document, so that it says what is deployed. */

import { isJsonObject } from '../../aws/cloudformation/template';
import { runbookLink as consoleAddress } from '../../incident/message/console-links';
import type { RunbookPlan } from '../../plan/runbook-plan';
import type { RunbookDocument, RunbookParameter, RunbookStep } from '../../runbook/document/document';
import { readRunbookDocument } from '../../runbook/document/read-document';
import { stepsOfDryRun } from '../../runbook/effects/dry-run';
import { DRY_RUN } from '../../runbook/effects/effect-of-step';
import { withBoundParameters } from '../../runbook/library/bound-parameters';
import type { Purpose, Risk, RunbookFacts } from '../../runbook/library/runbook';
import { formatDurationMinutes } from '../../time/time';
import { code, list, paragraph, steps, table, type Block, type Section, type Text } from '../document';
import { triggerText } from '../documents/runbook-inventory';
import { open, type HandoverFacts } from '../facts';
import { roleTitle, runbookLink, type InventoriedRunbook } from '../input';
import { alarmsOf } from '../parts/alarms';
import { lastRehearsals, rehearsalText } from '../parts/rehearsals';
import { stepCallsText, stepEndText, type StepContext } from './step-words';

const RISK_WORDS: Readonly<Record<Risk, string>> = {
  low: 'low: a wrong run changes nothing of a service',
  medium: 'medium: what a wrong run does is undone at once',
  high: 'high: a wrong run can mean an outage or a loss',
};

const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  recovery: 'gets a service back; no freeze holds it',
  routine: 'can wait: it asks the change calendar, and a freeze holds it',
  diagnosis: 'shows what is known, and changes nothing of a service',
};

/** Parameters that nobody gives: one is filled in where it is deployed, the other follows from how it is started. */
const FILLED_IN: readonly string[] = ['AutomationAssumeRole', 'Prefix'];

/** The sections of the page of a runbook. */
export function runbookSections(facts: HandoverFacts, runbook: InventoriedRunbook): readonly Section[] {
  const planned = facts.plan.runbooks.find(({ name }) => name === runbook.name);
  const document = deployedDocument(planned) ?? runbook.document;
  const alarms = alarmsOf(facts.plan).filter((alarm) => alarm.runbook === runbook.name);
  return [
    { heading: 'What it is for', blocks: [...descriptionOf(document).map((text) => paragraph(text)), factsList(facts, runbook)] },
    { heading: 'How to start it', blocks: startBlocks(facts, runbook, document, planned) },
    { heading: 'Parameters', blocks: parameterBlocks(document) },
    { heading: 'Steps', blocks: stepBlocks(facts, runbook, document) },
    ...dryRunSections(document),
    ...(alarms.length === 0
      ? []
      : [
          {
            heading: 'Alarms that lead here',
            blocks: [
              table(
                ['Severity', 'Fires when', 'Region', 'Alarm'],
                alarms.map(({ severity, firesWhen, region, name }) => [severity, firesWhen, region, code(name)]),
              ),
            ],
          },
        ]),
    { heading: 'Last rehearsal', blocks: rehearsalBlocks(facts, runbook) },
  ];
}

/** The document as it is deployed, with the names of its environment where they stand; undefined for one that is not deployed. */
function deployedDocument(planned: RunbookPlan | undefined): RunbookDocument | undefined {
  if (planned === undefined) return undefined;
  const { Prefix: prefix } = isJsonObject(planned.content.parameters) ? planned.content.parameters : {};
  const value = isJsonObject(prefix) ? prefix.default : undefined;
  const read = readRunbookDocument(value === undefined ? planned.content : withBoundParameters(planned.content, { Prefix: value }), (path) => ({
    path: path.join('.'),
  }));
  return 'document' in read ? read.document : undefined;
}

function descriptionOf({ description = '' }: RunbookDocument): readonly string[] {
  return description.split('\n').filter((line) => line.trim() !== '');
}

function factsList(facts: HandoverFacts, runbook: InventoriedRunbook): Block {
  const { purpose, risk, owner, expectedMinutes, undo, dueWithinMinutes, approvers = [] } = runbook.facts;
  return list([
    `Purpose: ${PURPOSE_WORDS[purpose]}`,
    `Started by: ${triggerText(facts, runbook)}`,
    `Owner: ${roleTitle(facts, owner)}`,
    `Risk: ${RISK_WORDS[risk]}`,
    `Takes: about ${formatDurationMinutes(expectedMinutes)} when all goes well`,
    ...(dueWithinMinutes === undefined ? [] : [`Has to be done: within ${formatDurationMinutes(dueWithinMinutes)} of the finding that asks for it`]),
    `Approved by: ${approvers.length === 0 ? 'nobody has to approve it' : rolesText(facts, approvers)}`,
    `Undone by: ${undo}`,
  ]);
}

function rolesText(facts: HandoverFacts, roles: NonNullable<RunbookFacts['approvers']>): string {
  return roles.map((role) => roleTitle(facts, role)).join(', ');
}

/** The commands and the page of the console that start it. */
function startBlocks({ model, plan }: HandoverFacts, { name }: InventoriedRunbook, { parameters }: RunbookDocument, planned?: RunbookPlan): readonly Block[] {
  if (planned === undefined) return [paragraph(`It is not deployed in ${model.environment}.`)];
  const needed = asked(parameters).filter(({ defaultValue }) => defaultValue === undefined);
  const start = [`day2 runbook start ${name} --env ${model.environment}`, ...needed.map((parameter) => `--parameter ${parameter.name}=…`)].join(' ');
  const { region } = plan.regions[0]!;
  const inConsole: Text = ['In the console: ', { text: planned.documentName, to: { address: consoleAddress(region, planned.documentName) } }, ` in ${region}.`];
  const hasDryRun = parameters.some((parameter) => parameter.name === DRY_RUN);
  return [
    steps([
      ...(hasDryRun ? [['A dry run, which changes nothing and says what a live run would do: ', code(start)] satisfies Text] : []),
      ['A live run, once you have typed its name: ', code(`${start} --live`)],
    ]),
    list([inConsole]),
  ];
}

/** Parameters that whoever starts it gives, or leaves as they are. */
function asked(parameters: readonly RunbookParameter[]): readonly RunbookParameter[] {
  return parameters.filter(({ name }) => !FILLED_IN.includes(name) && name !== DRY_RUN);
}

function parameterBlocks({ parameters }: RunbookDocument): readonly Block[] {
  const rows = parameters.filter(({ name }) => !FILLED_IN.includes(name));
  if (rows.length === 0) return [paragraph('It has none.')];
  return [
    table(
      ['Parameter', 'What it says', 'Allowed', 'Unless it is given'],
      rows.map((parameter) => [parameter.name, parameter.description ?? parameter.writtenType, allowedText(parameter), defaultText(parameter)]),
    ),
  ];
}

function allowedText({ allowedValues, allowedPattern, writtenType }: RunbookParameter): Text {
  if (allowedValues.length > 0) return allowedValues.map((value) => String(value)).join(', ');
  return allowedPattern === undefined ? writtenType : [`${writtenType} like `, code(allowedPattern)];
}

function defaultText({ defaultValue }: RunbookParameter): Text {
  if (defaultValue === undefined) return 'it has to be given';
  if (defaultValue === '' || (Array.isArray(defaultValue) && defaultValue.length === 0)) return 'empty';
  return code(typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue));
}

/** Every step in the order in which it is written, those of a loop after it, and which of them a dry run never comes to. */
function stepBlocks(facts: HandoverFacts, runbook: InventoriedRunbook, document: RunbookDocument): readonly Block[] {
  const ofDryRun = new Set(stepsOfDryRun(document));
  const hasDryRun = document.parameters.some(({ name }) => name === DRY_RUN);
  const prefix = `${facts.model.application}-${facts.model.environment}-`;
  const context: StepContext = {
    documentLink: (written) => runbookLink(facts, written.startsWith(prefix) ? written.slice(prefix.length) : written),
    approvers: rolesText(facts, runbook.facts.approvers ?? []),
  };
  const rowsOf = (written: readonly RunbookStep[], within: string): readonly (readonly Text[])[] =>
    written.flatMap((step, index) => {
      const isLiveOnly = hasDryRun && !ofDryRun.has(step);
      const does = [step.description ?? step.action, ...(isLiveOnly ? ['Only in a live run.'] : [])].join(' ');
      return [
        [`${within}${step.name}`, does, stepCallsText(step, context), stepEndText(step, written[index + 1]?.name)],
        ...rowsOf(step.steps, `${within}${step.name}/`),
      ];
    });
  return [
    paragraph(
      'In this order, unless a step says otherwise; a step that fails ends the run, unless it says where it goes on. {{ name }} stands for a parameter or for what a step found.',
    ),
    table(['Step', 'What it does', 'Calls', 'Then'], rowsOf(document.steps, '')),
  ];
}

/** What a dry run says at its end, as the document has it. */
function dryRunSections(document: RunbookDocument): readonly Section[] {
  const texts = stepsOfDryRun(document).flatMap(({ inputs: { Name: name, Value: value } }) => {
    const text = name === 'variable:Report' && isJsonObject(value) ? value.Text : undefined;
    return typeof text === 'string' ? [text] : [];
  });
  if (texts.length === 0 || !document.parameters.some(({ name }) => name === DRY_RUN)) return [];
  return [{ heading: 'What a dry run says', blocks: [paragraph(texts.length === 1 ? 'At its end:' : 'At its end, one of these:'), list([...new Set(texts)])] }];
}

function rehearsalBlocks(facts: HandoverFacts, { name }: InventoriedRunbook): readonly Block[] {
  const text = rehearsalText(facts, 'runbook', name);
  if (text === undefined) return [paragraph(['It was not rehearsed. ', open(facts, 'rehearsed-runbooks')])];
  const last = lastRehearsals(facts, 'runbook', name);
  return [paragraph(`It ${text}.`), list(last.map(({ title, outcome }) => `${title}: ${outcome}`))];
}
