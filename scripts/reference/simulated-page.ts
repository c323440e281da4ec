/** The reference page of the simulated account, from the declarations that the services are registered with. */

import type { OperationDeclaration } from '../../lib/simulator/core/service';
import type { ResourceDeclaration, Service } from '../../lib/simulator/core/service-host';
import { SERVICES } from '../../lib/simulator/services/registry';

/** The page as Markdown: a section for every service of the registry, by title. */
export function simulatedPage(): string {
  const services = SERVICES.toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const lines = [
    '# What is simulated',
    '',
    '<!-- Made by `npm run golden` from lib/simulator/services/registry.ts. -->',
    '',
    'What the simulated account understands of templates and calls. It never guesses:',
    '',
    '- A call to an operation, or with an input member, that is not listed ends in an error that names it.',
    '- Where "other properties" says `refused`, a resource with a property that is not listed is not simulated, and a game day that needs',
    '  it ends in "could not tell", never in a pass. Resources that make alarms, topics, subscriptions, parameters and schedules are',
    '  noted when the templates are read, the others when something uses them.',
    '- Where it says `ignored`, nothing but the listed properties is looked at.',
    '- A property that is listed may still have values that are not simulated; they end the same way and are named.',
    '- A resource of a type that is listed nowhere on this page has no part in the account; others may refer to it by name.',
    '- A topic, key, queue, function, table, bus or document that no template has may have been deployed by others: what a call to it does',
    '  is "could not tell", never a lost page.',
    '',
    'Refused wherever they stand in a template: macros (`Transform`), and nested stacks (`AWS::CloudFormation::Stack`, `AWS::Serverless::Application`)',
    'whose template is neither in the assembly nor a file beside that of the stack around it.',
    ...services.flatMap(section),
  ];
  return `${lines.join('\n')}\n`;
}

function section({ name, title, resources, refused, operations, events }: Service): string[] {
  const types = Object.entries(resources).map(([type, declaration]) => resourceRow(type, declaration));
  const calls = Object.entries(operations).map(([operation, declaration]) => operationRow(operation, declaration));
  return [
    '',
    `## ${title} (\`${name}\`)`,
    ...table('| Resource type | Properties | Other properties |', types),
    ...(Object.keys(refused).length === 0 ? [] : ['', 'Refused by name:', '', ...refusals(refused)]),
    ...table('| Operation | Input | Output | IAM actions | Effect |', calls),
    ...(events.length === 0 ? [] : ['', `Events it emits: ${events.map(code).join(', ')}.`]),
  ];
}

function table(head: string, rows: readonly string[]): string[] {
  const columns = head.split('|').length - 2;
  return rows.length === 0 ? [] : ['', head, `|${'---|'.repeat(columns)}`, ...rows];
}

function resourceRow(type: string, declaration: ResourceDeclaration): string {
  if (!('reads' in declaration)) return `| ${code(type)} | ${codes(declaration)} | refused |`;
  const { reads, note } = declaration;
  return `| ${code(type)} | ${codes(reads)} | ignored${note === undefined ? '' : `; ${note}`} |`;
}

function operationRow(name: string, { input, output, iamActions, effect }: OperationDeclaration): string {
  return `| ${code(name)} | ${codes(input)} | ${codes(output)} | ${codes(iamActions)} | ${effect} |`;
}

function refusals(refused: Readonly<Record<string, string>>): string[] {
  return Object.entries(refused).map(([type, why]) => `- ${code(type)}: ${why}`);
}

function codes(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map(code).join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}
