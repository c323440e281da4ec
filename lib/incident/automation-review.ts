import type { Instant } from '../time/time';
import type { Incident } from './lifecycle/incident';

/** How what runs by itself has done, as the records of incidents have it. Requirement 002-74. */
export interface AutomationReview {
  /** Runbooks that alarms started. */
  readonly runs: number;
  /** Of those, dry runs that ended. */
  readonly dryRuns: number;
  /** Runs after which the last minutes were well. */
  readonly healed: number;
  /** Of the healed, those after which it burned again or came back: people were needed after all. */
  readonly falseHeals: number;
  /** Runs that failed, took too long, or could not be observed: people were paged. */
  readonly failed: number;
  /** Runs that people stopped. */
  readonly overridden: number;
  /** Starts that were refused by a limit. */
  readonly refused: number;
  /** Incidents of whose long record a part was left out: there may have been more. */
  readonly incomplete: readonly string[];
}

const NOTHING: AutomationReview = { runs: 0, dryRuns: 0, healed: 0, falseHeals: 0, failed: 0, overridden: 0, refused: 0, incomplete: [] };

/** Counts what ran by itself from an instant until before another. Drills count for nothing. */
export function reviewAutomation(incidents: readonly Incident[], from: Instant, to: Instant): AutomationReview {
  return incidents
    .filter(({ drill }) => !drill)
    .map((incident) => reviewOne(incident, from, to))
    .reduce(sum, NOTHING);
}

/** Reads a record from its beginning, so that a run that began before counts where it ended. */
function reviewOne({ id, timeline, omitted }: Incident, from: Instant, to: Instant): AutomationReview {
  const count = { ...NOTHING, incomplete: omitted?.timeline === undefined ? [] : [id] };
  let latest: 'none' | 'goes on' | 'healed' = 'none';
  for (const { at, code } of timeline) {
    const counts = (figure: Exclude<keyof AutomationReview, 'incomplete'>) => void (at >= from && at < to && (count[figure] += 1));
    if (latest === 'healed' && (code === 'healing started' || code === 'not healed' || code === 'reopened')) {
      counts('falseHeals');
      latest = 'none';
    }
    if (code === 'healing started') {
      counts('runs');
      latest = 'goes on';
    } else if (code === 'healing refused') counts('refused');
    else if (code === 'healing dry run') {
      counts('dryRuns');
      latest = 'none';
    } else if (code === 'healed') {
      counts('healed');
      latest = 'healed';
    } else if (code === 'healing stopped') {
      counts('overridden');
      latest = 'none';
    } else if (code === 'not healed' && latest === 'goes on') {
      counts('failed');
      latest = 'none';
    }
  }
  return count;
}

function sum(one: AutomationReview, other: AutomationReview): AutomationReview {
  return {
    runs: one.runs + other.runs,
    dryRuns: one.dryRuns + other.dryRuns,
    healed: one.healed + other.healed,
    falseHeals: one.falseHeals + other.falseHeals,
    failed: one.failed + other.failed,
    overridden: one.overridden + other.overridden,
    refused: one.refused + other.refused,
    incomplete: [...one.incomplete, ...other.incomplete],
  };
}
