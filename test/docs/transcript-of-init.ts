import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { parseInstant } from '../../lib/time/time';

/** The page that shows it. */
export const TRANSCRIPT_PAGE = 'docs/how-to/begin-with-your-own.md';

/** The template that it begins with. */
const TEMPLATE = 'test/proposal/shop.template.yaml';

/** The day on which it was written: dates of turns and of the scenario follow. */
const NOW = parseInstant('2026-03-05T10:00:00Z')!;

const COMMANDS = [
  'npx day2 init --template template.yaml --application shop --environment prod:eu-central-1 --person ana --person ben --time-zone Europe/Berlin',
  'cd ops',
  'npx day2 check',
  'npx day2 gameday',
];

/**
 * What somebody sees who has a template and nothing of day2: from `day2 init` to a game day that passes. Everything runs as it would there,
 * in a temporary folder, the synthesis in a process of its own.
 *
 * @throws Error when a command fails
 */
export async function transcriptOfInit(): Promise<string> {
  const home = process.cwd();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'day2-transcript-')));
  const { now } = Date;
  try {
    copyFileSync(join(home, TEMPLATE), join(folder, 'template.yaml'));
    process.chdir(folder);
    Date.now = () => NOW;
    const shown: string[] = [];
    for (const command of COMMANDS) shown.push(`$ ${command}`, ...(await outputOf(command)), '');
    return shown.join('\n').trimEnd();
  } finally {
    Date.now = now;
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function outputOf(command: string): Promise<string[]> {
  const [program, ...words] = command.split(' ');
  if (program === 'cd') {
    process.chdir(words[0]!);
    return [];
  }
  const lines: string[] = [];
  const print = (text: string): void => void lines.push(...text.split('\n'));
  const { DAY2_CONFIG: _config, DAY2_ENVIRONMENT: _environment, ...environmentVariables } = process.env;
  const exitCode = await main(words.slice(1), {
    print,
    printError: print,
    printProgress: () => {},
    environmentVariables,
    now: () => Date.now(),
    isInteractive: false,
  });
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}:\n${lines.join('\n')}`);
  return elided(lines);
}

/** What the page does without: repeated warnings of names, figures that say how large everything is, and notes on first deployments. */
const ELIDED = [/^note: /, /^warning CFG130 (?!.*balancer)/, /^ {4}(?:received|allowed|change):/, /^ {2}eu-central-1: \d+ error budgets/, /^ {2}\d+ stacks;/];

/** The lines, with an ellipsis in place of those that the page does without. */
function elided(lines: readonly string[]): string[] {
  const shown = lines.map((line) => (ELIDED.some((pattern) => pattern.test(line)) ? '…' : line));
  return shown.filter((line, index) => line !== '…' || shown[index - 1] !== '…');
}

const BEGIN = '<!-- transcript: written by npm run golden -->';
const END = '<!-- end of transcript -->';

/** A page with another transcript in place of its own. */
export function withTranscript(page: string, transcript: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${TRANSCRIPT_PAGE} lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n\`\`\`console\n${transcript}\n\`\`\`\n\n${END}${after}`;
}
