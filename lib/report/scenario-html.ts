import type { ScenarioCourse } from '../gameday/course';
import type { Measurement } from '../gameday/measurements';
import type { GameDayReport } from '../gameday/report';
import type { ChartBand } from '../page/chart';
import type { ChartPen } from '../page/draw-chart';
import { spanText } from '../page/figures';
import { html, Html, type Content } from '../page/html';
import { drawLanes, type Lane } from '../page/lanes';
import { belongsTo, table } from '../page/page';
import { formatDurationMinutes, MINUTE_MS } from '../time/time';
import { BUCKETS, concernedObjectives, objectiveCharts, quietText, type Shown } from './course-charts';
import { alarmLanes, causeLanes, gateLanes, incidentLanes, peopleLanes, runbookLanes } from './course-lanes';
import { subjectsOf } from './event-subjects';
import { spentText, PAGES, timelineLine, timelineTime } from './game-day-text';
import type { PlayedScenario } from './junit';
import { measurementText } from './measurement-text';
import { outcomeBadge } from './outcome-badge';

/** Time before the first and after the last event that is shown with them, at least, minutes. */
const MARGIN_MINUTES = 15;

/** One scenario: what is wrong first, then what happened, then every figure. */
export function scenarioSection(played: PlayedScenario, services: readonly string[], pen: ChartPen): Html {
  const { report, course } = played;
  const { scenario, outcome } = report;
  const about = `${scenario.environment}, ${spanText(scenario.start, scenario.start + scenario.durationMinutes * MINUTE_MS)}, ${formatDurationMinutes(scenario.durationMinutes)} of virtual time`;
  return html`<section id="${scenario.id}" ${belongsTo(scenarioSubjects(played, services))}>
    <h2>${scenario.id} ${outcomeBadge(outcome)}</h2>
    <p>${scenario.title}</p>
    <p class="muted">${about}</p>
    ${failuresOf(report)}${figuresOf(report.measurements, services)}${differencesOf(report)}${course !== undefined && drawnCourse(report, course, services, pen)}${timelineOf(report, services)}
  </section>`;
}

/** Services that something happened to in a scenario, and people who were reached, or not, or acted: what it can be filtered by. */
export function scenarioSubjects(
  { report, course }: PlayedScenario,
  services: readonly string[],
): { readonly service: readonly string[]; readonly person: readonly string[] } {
  const drawn = course === undefined ? [] : concernedObjectives(course).map(({ service }) => service);
  const subjects = report.timeline.filter(({ at }) => at >= report.scenario.start).map((event) => subjectsOf(event, services));
  return { service: [...drawn, ...subjects.flatMap((each) => each.services)], person: subjects.flatMap((each) => each.people) };
}

function failuresOf({ measurements, differences, unknown }: GameDayReport): Content {
  const lines = [
    ...measurements.filter(({ outcome }) => outcome !== 'passed').map((each) => ({ outcome: each.outcome, ...measurementText(each) })),
    ...differences.map(({ name, what, planned, found }) => ({ outcome: 'failed' as const, what: `${name}: ${what}`, expected: planned, measured: found })),
  ];
  if (lines.length === 0 && unknown.length === 0) return undefined;
  return html`<ul class="failures">
    ${lines.map(
      ({ outcome, what, expected, measured }) =>
        html`<li>${outcomeBadge(outcome)} ${what}: expected <strong>${expected}</strong>, measured <strong>${measured}</strong></li>`,
    )}${unknown.map((what) => html`<li>${outcomeBadge('could not tell')} ${what}</li>`)}
  </ul>`;
}

/** So many figures are shown at once: more of them would push what happened off the screen, and those that are wrong stand above. */
const FIGURES_AT_ONCE = 6;

function figuresOf(measurements: readonly Measurement[], services: readonly string[]): Content {
  if (measurements.length === 0) return undefined;
  const passed = measurements.filter(({ outcome }) => outcome === 'passed').length;
  const isOpen = measurements.length <= FIGURES_AT_ONCE;
  const sorted = [...measurements.filter((each) => each.outcome !== 'passed'), ...measurements.filter((each) => each.outcome === 'passed')];
  const rows = sorted.map((measurement) => {
    const { what, expected, measured } = measurementText(measurement);
    const spent = 'budgetSpent' in measurement ? measurement.budgetSpent : undefined;
    return {
      cells: [outcomeBadge(measurement.outcome), what, expected, measured, spent === undefined ? '' : spentText(spent)],
      attributes: belongsTo({ service: services.filter((service) => isAbout(measurement, service)) }),
    };
  });
  return html`<details${isOpen && new Html(' open')}>
    <summary>Figures beside their expectations: ${passed} of ${measurements.length} as expected</summary>
    ${table(undefined, ['outcome', 'what', 'expected', 'measured', 'budget spent'], rows)}
  </details>`;
}

function isAbout(measurement: Measurement, service: string): boolean {
  const subject: Readonly<Record<string, unknown>> = 'subject' in measurement ? measurement.subject : {};
  return subject.service === service || (typeof subject.objective === 'string' && subject.objective.startsWith(`${service}/`));
}

function differencesOf({ differences }: GameDayReport): Content {
  if (differences.length === 0) return html`<p>Plan and template: every alarm, topic and permission is as planned, and every alarm did what was planned.</p>`;
  return table(
    'Not as planned',
    ['name', 'what', 'planned', 'found', 'resource'],
    differences.map(({ name, what, planned, found, resource, constructPath }) => ({
      cells: [html`<span class="name">${name}</span>`, what, planned, found, html`<span class="name">${constructPath ?? resource}</span>`],
    })),
  );
}

function drawnCourse(report: GameDayReport, course: ScenarioCourse, services: readonly string[], pen: ChartPen): Html {
  const shown = shownOf(report, course);
  const causes = causeLanes(report);
  const bands = causes.flatMap(({ spans = [] }): ChartBand[] =>
    spans
      .filter(({ look, from, to }) => look === 'workload' && to > shown.from && from < shown.to)
      .map(({ from, to }) => ({ name: 'workload of the scenario', from, to })),
  );
  const concerned = concernedObjectives(course);
  const quiet = course.objectives.filter((objective) => !concerned.includes(objective));
  const alarms = alarmLanes(course, report, services);
  const isOn = ({ spans = [] }: Lane) => spans.some(({ look }) => look === 'alarm');
  const blind = alarms.filter((lane) => !isOn(lane));
  const lanes = (title: string, own: readonly Lane[]) => own.length > 0 && drawLanes(title, { ...shown, lanes: own });
  return html`<h3>What happened</h3>
    <p class="muted">
      Shown is ${spanText(shown.from, shown.to)}${shown.from > course.start || shown.to < course.end ? ': before and after it nothing is in the timeline' : ''}.
      Of lines with more values than fit, the lowest and the highest of each ${BUCKETS}th of the time are drawn.
    </p>
    ${KEYS}
    ${lanes('Made to happen', causes)}${lanes('Alarms', alarms.filter(isOn))}${lanes('Incidents and acknowledgements', incidentLanes(report, services))}${lanes('People', peopleLanes(report))}${lanes('Runbooks and their steps', runbookLanes(course, shown))}${lanes('Error budgets', gateLanes(course))}
    ${
      blind.length > 0 &&
      html`<details>
        <summary>${blind.length} alarms were never on and had no data for a while</summary>
        ${lanes('Alarms without data', blind)}
      </details>`
    }
    ${concerned.map(
      (objective) =>
        html`<div${belongsTo({ service: [objective.service] })}><h3>${objective.name}</h3>${objectiveCharts(objective, course, shown, bands).map((chart) => pen.figure(chart))}</div>`,
    )}${
      quiet.length > 0 &&
      html`<details>
        <summary>Nothing came near an alert of ${quiet.length} objectives</summary>
        <ul>
          ${quiet.map((objective) => html`<li${belongsTo({ service: [objective.service] })}>${objective.name}: ${quietText(objective)}</li>`)}
        </ul>
      </details>`
    }`;
}

const KEYS = html`<ul class="keys">
  <li>
    <span class="lane"><i class="span alarm" style="left:0;width:100%"></i></span>in ALARM, or frozen
  </li>
  <li>
    <span class="lane"><i class="span unknown" style="left:0;width:100%"></i></span>no data, or unknown
  </li>
  <li>
    <span class="lane"><i class="span state" style="left:0;width:100%"></i></span>open, or changes restricted
  </li>
  <li>
    <span class="lane"><i class="mark page" style="left:50%"></i></span>paged
  </li>
  <li>
    <span class="lane"><i class="mark answer" style="left:50%"></i></span>acknowledged, or acted
  </li>
  <li>
    <span class="lane"><i class="mark failure" style="left:50%"></i></span>not reached
  </li>
</ul>`;

/** From a little before the first event to a little after the last: hours in which nothing happens would make minutes invisible. */
function shownOf({ timeline }: GameDayReport, { start, end }: ScenarioCourse): Shown {
  let first = Infinity;
  let last = -Infinity;
  for (const { at, code } of timeline) {
    if (at < start || code === 'metric-alarm-changed') continue;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  if (first > last) return { from: start, to: end };
  const margin = Math.max(MARGIN_MINUTES * MINUTE_MS, (last - first) / 10);
  const whole = (instant: number) => Math.round(instant / MINUTE_MS) * MINUTE_MS;
  return { from: Math.max(start, whole(first - margin)), to: Math.min(end, whole(last + margin)) };
}

function timelineOf({ timeline, scenario }: GameDayReport, services: readonly string[]): Content {
  const shown = timeline.filter(({ at, code }) => at >= scenario.start && code !== 'metric-alarm-changed');
  if (shown.length === 0) return html`<p>Nothing stands in the timeline.</p>`;
  return html`<details>
    <summary>Timeline (${shown.length} events)</summary>
    ${table(
      undefined,
      ['time', 'event'],
      shown.map((event) => {
        const { services: ofServices, people } = subjectsOf(event, services);
        const text = timelineLine(event);
        return {
          cells: [
            html`<span class="time">${timelineTime(event.at, scenario.start)}</span>`,
            PAGES.includes(event.code) ? html`<strong>${text}</strong>` : text,
          ],
          attributes: belongsTo({ service: ofServices, person: people }),
        };
      }),
    )}
  </details>`;
}
