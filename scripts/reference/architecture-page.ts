/** docs/architecture.md: written by hand, but for its table of rooms, which is made from the rules that the code is held to. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS, PURE_ROOMS, ROOMS, type Room } from '../layers/rooms';

const BEGIN = '<!-- rooms: written by npm run golden -->';
const END = '<!-- end of rooms -->';

/** The page with its table as it has to be. */
export function architecturePage(): string {
  const page = readFileSync(join(__dirname, '../../docs/architecture.md'), 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`docs/architecture.md has no table between ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${roomsTable()}\n\n${page.slice(end)}`;
}

function roomsTable(): string {
  const rows = Object.entries(ROOMS).map(([name, room]) => `| \`lib/${name}\` | ${room.holds} | ${mayImport(room)} |`);
  const exceptions = EXCEPTIONS.map(({ file, mayImport: what, why }) => `- \`lib/${file}\` may import \`${what}\`: ${why}`);
  return [
    '| Folder | Holds | May import |',
    '|---|---|---|',
    ...rows,
    '| `bin` | the CDK app and the command line | all |',
    '',
    'Lowest first. Exceptions, each with its reason:',
    '',
    ...exceptions,
  ].join('\n');
}

function mayImport({ rooms, packages, anyBuiltIn }: Room): string {
  const allPure = PURE_ROOMS.every((each) => rooms.includes(each));
  const named = allPure ? ['the pure rooms', ...rooms.filter((each) => !PURE_ROOMS.includes(each))] : rooms;
  const all = [...named, ...packages.map((each) => `\`${each}\``), ...(anyBuiltIn ? ['all of Node'] : [])];
  return all.length === 0 ? 'nothing' : all.join(', ');
}
