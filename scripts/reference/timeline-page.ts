import { MEASUREMENTS } from '../../lib/gameday/measurements';
import { TIMELINE_EVENTS, type TimelineCode } from '../../lib/gameday/timeline-events';
import { TIMELINE_WORDS } from '../../lib/report/timeline-words';

/** The page that explains every line of a timeline, and every measurement, made from their declarations. */
export function timelinePage(): string {
  return [
    '# The timeline of a game day',
    '',
    '<!-- Made by `npm run golden` from lib/gameday/timeline-events.ts, lib/report/timeline-words.ts and lib/gameday/measurements.ts. -->',
    '',
    'A line of the timeline is the time of day in UTC, `+1` and so on for the days after the first, what happened in capitals, and the',
    'details; `PERSON` below stands for the name of whoever acted. `budget spent` is the share of the error budget of a whole period. Below the timeline every figure stands beside what was',
    'expected: `ok`, `FAIL`, or `??` for what could not be determined, which is never a pass.',
    '',
    '`day2 gameday --json` gives `{ version, scenarios }`, one report a scenario, with events as records, `{ at, code, ... }`; programs read',
    'codes and fields, never words. The form is in `schema/game-day-report.schema.json`; within one `version` members are only added.',
    '',
    '## Events',
    '',
    ...sections(TIMELINE_EVENTS, (code) => `Printed as ${TIMELINE_WORDS[code as TimelineCode].map((word) => `\`${word}\``).join(', ')}.`),
    '## Measurements',
    '',
    ...sections(MEASUREMENTS),
  ].join('\n');
}

/** A field; an optional one says what it means inside. */
interface Field {
  readonly description?: string | undefined;
  readonly unwrap?: unknown;
}

interface Declared {
  readonly says: string;
  readonly fields: Readonly<Record<string, Field>>;
}

function sections(catalogue: Readonly<Record<string, Declared>>, printed?: (code: string) => string): string[] {
  return Object.entries(catalogue).flatMap(([code, { says, fields }]) => {
    const rows = Object.entries(fields).map(([name, field]) => `| \`${name}\` | ${descriptionOf(field)} |`);
    return [
      `### \`${code}\``,
      '',
      says,
      '',
      ...(printed === undefined ? [] : [printed(code), '']),
      ...(rows.length === 0 ? [] : ['| Field | |', '|---|---|', ...rows, '']),
    ];
  });
}

function descriptionOf(field: Field): string {
  if (field.description !== undefined) return field.description;
  return 'unwrap' in field && typeof field.unwrap === 'function' ? descriptionOf((field as { unwrap(): Field }).unwrap()) : 'Several values: see the schema.';
}
