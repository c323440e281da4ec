import { execFileSync } from 'node:child_process';

/** Lines may be long: nobody wraps what is generated. Everything else is as markdownlint has it. */
const CONFIG = { default: true, MD013: false };

/**
 * What markdownlint finds in texts, by their names. It is a module of the new kind, which Jest cannot load: a process of its own does.
 */
export function lintMarkdown(strings: Readonly<Record<string, string>>): readonly string[] {
  const script = `
    import { lint } from 'markdownlint/sync';
    import { readFileSync } from 'node:fs';
    const found = lint(JSON.parse(readFileSync(0, 'utf8')));
    const lines = Object.entries(found).flatMap(([name, all]) => all.map(({ lineNumber, ruleNames, errorDetail }) => name + ':' + lineNumber + ' ' + ruleNames.join('/') + ' ' + (errorDetail ?? '')));
    console.log(JSON.stringify(lines));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { input: JSON.stringify({ strings, config: CONFIG }) });
  return JSON.parse(output.toString()) as string[];
}
