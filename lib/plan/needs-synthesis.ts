import type { OperationsPlan, RegionPlan } from './alarm-plan';
import { ledgerAlarmsOf } from './budget-plan';
import type { IncidentPlan } from './incident-plan';

/**
 * What of a changed plan could not be deployed from the plan alone, in the words of a report: everything but the policy of the
 * incident engine, composite alarms, and what goes: metric alarms, topics of people and their subscriptions. Only templates say how the rest comes to be.
 *
 * Left out, because they may stay as they are: the schedule of the budget ledger, which hands it the objectives, and the alarms on
 * failed notifications, to which the topic of somebody who left is one without metrics.
 */
export function needsSynthesis(before: OperationsPlan, after: OperationsPlan): readonly string[] {
  const regions = new Map(after.regions.map((region) => [region.region, region]));
  const gone = before.regions.filter(({ region }) => !regions.has(region)).map(({ region }) => `the stacks of ${region} would go`);
  const alarms = before.regions.flatMap((region) => {
    const changed = regions.get(region.region);
    return changed === undefined ? [] : changedMetricAlarms(region, changed);
  });
  const chat = same(before.chat) === same(after.chat) ? [] : ['the channels of chat would be others'];
  const pagers = same(before.pagers) === same(after.pagers) ? [] : ['the pagers that hear alarms would be others'];
  return [...gone, ...alarms, ...changedPaging(before.incidents, after.incidents), ...chat, ...pagers];
}

/** Metric alarms that would be new, or measure something else. */
function changedMetricAlarms(before: RegionPlan, after: RegionPlan): string[] {
  const known = new Map(metricAlarmsOf(before).map((alarm) => [alarm.name, same(alarm)]));
  const ledgers = ({ errorBudget }: RegionPlan): string => same((errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)).map(({ name }) => name));
  return [
    ...metricAlarmsOf(after).flatMap((alarm) => {
      const was = known.get(alarm.name);
      if (was === same(alarm)) return [];
      return [was === undefined ? `the metric alarm ${alarm.name} would be new` : `the metric alarm ${alarm.name} would be another one`];
    }),
    ...(ledgers(before) === ledgers(after) ? [] : [`the budget ledgers of ${before.region} would be others`]),
  ];
}

function metricAlarmsOf({ objectives, errorBudget, thresholds = [] }: RegionPlan) {
  return [...objectives.flatMap(({ metricAlarms }) => metricAlarms), ...(errorBudget?.objectives ?? []).flatMap(({ alarms }) => alarms), ...thresholds];
}

function changedPaging(before: IncidentPlan | undefined, after: IncidentPlan | undefined): string[] {
  if (before === undefined || after === undefined) return before === after ? [] : ['somebody would be on call, or nobody any more'];
  const people = [
    ...newOf(topicsOf(before), topicsOf(after)).map((person) => `${person} has no topic, and would get one`),
    ...newOf(firstTiersOf(before), firstTiersOf(after)).map(
      (person) => `${person} would be subscribed to the fallback topic, which is for everybody of the first tiers`,
    ),
  ];
  if (people.length > 0) return people;
  const left = new Set(topicsOf(after));
  const others = PARTS.filter(({ of }) => same(of(before, left)) !== same(of(after, left)));
  return others.map(({ what }) => `${what} would be others`);
}

function topicsOf({ personTopics }: IncidentPlan): string[] {
  return personTopics.map(({ person }) => person);
}

function firstTiersOf({ regions }: IncidentPlan): string[] {
  return regions.flatMap(({ fallbackTopic }) => fallbackTopic.subscriptions.map(({ person }) => person));
}

function newOf(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return [...new Set(after)].filter((person) => !known.has(person));
}

/** Parts of paging that stand in templates and that no redeployment of a scenario changes. */
const PARTS: readonly { readonly what: string; readonly of: (plan: IncidentPlan, people: ReadonlySet<string>) => unknown }[] = [
  { what: 'the topics of tiers', of: ({ tierTopics, informedTopics }) => [...tierTopics, ...informedTopics].map(({ name }) => name) },
  { what: 'the pagers that hear pages', of: ({ pagers }) => pagers },
  { what: 'the contacts of people', of: ({ personTopics }, people) => personTopics.filter(({ person }) => people.has(person)) },
  {
    what: 'the alarms on paging itself',
    of: ({ pagingAlarms, regions }) => [
      pagingAlarms.filter(({ watches }) => watches !== 'notifications failed'),
      regions.map(({ silenceAlarm }) => silenceAlarm),
    ],
  },
  { what: 'the watchdog and its people', of: ({ watchdog }) => watchdog },
];

function same(value: unknown): string {
  return JSON.stringify(value);
}
