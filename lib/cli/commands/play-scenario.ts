import type { ScenarioCourse } from '../../gameday/course';
import { hasPaging, playPaging } from '../../gameday/play-paging';
import { runGameDay } from '../../gameday/run-game-day';
import type { TimelineEvent } from '../../gameday/timeline-events';
import type { PlayedScenario } from '../../report/junit';
import type { Scenario } from '../../scenario/scenario';
import type { Instant } from '../../time/time';
import { pythonRunner } from '../account/python-runner';
import type { PlannedEnvironment } from '../files/operations';
import { rehearsalLocation } from '../files/rehearsal-location';
import type { StacksOf } from '../files/stacks';

/** What is said while a scenario is played. */
export interface PlayListener {
  readonly onTimeline: (event: TimelineEvent) => void;
  /** With the virtual instant reached. */
  readonly onProgress: (reached: Instant) => void;
}

/** How much of a scenario is played: all of a game day, or paging alone, for what must always be true of it. */
export type PlayedPart = 'everything' | 'paging';

/** What is played, and what is kept of it beside the report. */
export interface PlaySettings {
  /** Default: everything. */
  readonly part?: PlayedPart;
  /** True: what happened minute by minute is kept, for a report that draws it. */
  readonly keepsCourse?: boolean;
}

/** Plays one scenario, and says how long that took on the clock of the machine. */
export type PlayScenario = (scenario: Scenario, listener: PlayListener) => Promise<PlayedScenario>;

/**
 * A way to play scenarios of these environments, one after another. Templates are read here, once an environment.
 *
 * @throws ProblemsError with what is wrong with the templates
 */
export function playerOf(
  environments: readonly PlannedEnvironment[],
  stacksOf: StacksOf,
  { part = 'everything', keepsCourse = false }: PlaySettings = {},
): PlayScenario {
  const prepared = environments.map((environment) => ({ ...environment, stacks: stacksOf(rehearsalLocation(environment)) }));
  return async (scenario, { onTimeline, onProgress }) => {
    const { model, plan, stacks } = prepared.find((each) => each.plan.environment === scenario.environment)!;
    const begin = performance.now();
    let course: ScenarioCourse | undefined;
    const onCourse = keepsCourse ? (made: ScenarioCourse) => void (course = made) : undefined;
    const report =
      part === 'paging' && hasPaging(plan)
        ? await playPaging({ scenario, model, plan, stacks, onTimeline })
        : await runGameDay({ scenario, model, plan, stacks, runScript: pythonRunner(), onTimeline, onProgress, ...(onCourse !== undefined && { onCourse }) });
    return { report, seconds: (performance.now() - begin) / 1_000, ...(course !== undefined && { course }) };
  };
}
