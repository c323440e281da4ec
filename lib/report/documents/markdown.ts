/** A table as Markdown writes it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}

/** What stands on top of every document that is made of a plan. */
export function madeFrom(title: string, { application, environment }: { readonly application: string; readonly environment: string }): readonly string[] {
  return [`# ${title}`, '', `Made from the plan of ${application}, ${environment}: \`npm run golden\` writes it anew, and nobody edits it by hand.`, ''];
}
