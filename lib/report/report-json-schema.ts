import { z } from 'zod';
import { measurementSchema } from '../gameday/measurements';
import { instant, name, names, number, oneOf, OUTCOMES } from '../gameday/report-fields';
import { timelineEventSchema } from '../gameday/timeline-events';
import { REPORT_VERSION } from './game-day-json';

const outcome = oneOf(OUTCOMES, 'What came of it; what could not be determined is never a pass.');

/** The report of one scenario. */
const scenarioReportSchema = z.object({
  scenario: z.object({
    id: name('Name of the scenario.'),
    title: name('What happens.'),
    environment: name('Environment rehearsed.'),
    start: instant('Virtual instant at which it started.'),
    durationMinutes: number('How long it lasted, minutes.'),
    proves: names('Requirements it proves.'),
  }),
  outcome,
  timeline: z.array(timelineEventSchema).describe('What happened, in order.'),
  measurements: z.array(measurementSchema).describe('Every figure beside what was expected of it.'),
  differences: z
    .array(
      z.object({
        kind: oneOf(
          ['template', 'behaviour', 'delivery'],
          'The text of the template differs, an alarm did something else, or a notification cannot reach its topic.',
        ),
        name: name('Alarm, topic or other part.'),
        resource: name('`stack/LogicalId`.'),
        constructPath: name('Construct that made it.').optional(),
        what: name('What differs.'),
        planned: name('What was planned.'),
        found: name('What was found.'),
      }),
    )
    .describe('Where the template, or what it did, is not what was planned. Any of them fails the game day.'),
  unknown: names('What could not be determined, and why.'),
  notes: names('What a reader has to know and does not change the outcome.'),
});

/** What `day2 gameday --json` writes. Within one version members are added, never renamed or given another meaning. */
const reportSchema = z.object({
  version: z.literal(REPORT_VERSION).describe('Version of this form.'),
  scenarios: z.array(scenarioReportSchema).describe('One report a scenario, in the order they were named or read.'),
});

/** JSON Schema of what `day2 gameday --json` prints. */
export function reportJsonSchema(): { readonly fileName: string; readonly content: string } {
  const { $schema, ...content } = z.toJSONSchema(reportSchema, { target: 'draft-7', unrepresentable: 'any' });
  const schema = { $schema, title: 'day2 gameday --json', ...content };
  return { fileName: 'game-day-report.schema.json', content: `${JSON.stringify(schema, null, 2)}\n` };
}
