import { CAPACITY_BUFFER, useBeforeBuffer, type CapacityLimit } from '../../capacity/capacity-limit';
import { roundTo12Digits } from '../../slo/burn-rate';
import { formatMeasured } from '../../thresholds/threshold';
import { formatDurationMinutes } from '../../time/time';
import { code, list, paragraph, subheading, table, type Block, type HandoverDocument } from '../document';
import { isOpen, open, type HandoverFacts } from '../facts';
import { baselinesSource, baselinesTable } from '../parts/baselines';

/** What every resource can bear, and from which use on more has to be ordered. */
function limitsTable({ model }: HandoverFacts): Block {
  return table(
    ['Resource', 'Of', 'What', 'Limit', 'Known from', 'More from', 'Lead time'],
    model.services.flatMap(({ title, limits = [] }) =>
      limits.map((limit) => [
        limit.resource,
        title,
        limit.measure.what,
        formatMeasured(limit.limit, limit.measure),
        originText(limit),
        formatMeasured(useBeforeBuffer(limit.limit), limit.measure),
        formatDurationMinutes(limit.leadTimeMinutes),
      ]),
    ),
  );
}

function originText({ origin }: CapacityLimit): string {
  switch (origin.kind) {
    case 'share':
      return 'it is a share';
    case 'provisioned':
      return 'it is provisioned';
    case 'tested':
      return `tested on ${origin.on}: ${origin.evidence}`;
  }
}

/** What comes before a limit is reached, and what comes when it is. */
function triggersTable({ plan }: HandoverFacts): Block {
  const alarms = plan.regions.flatMap(({ thresholds = [] }) => thresholds.filter(({ watches }) => watches.capacity !== undefined));
  return table(
    ['Trigger', 'Mode', 'When', 'Severity', 'Alarm'],
    alarms.map(({ name, severity, watches }) => [
      watches.resource,
      watches.capacity!,
      `${watches.measure.what} above ${formatMeasured(watches.value, watches.measure)} for ${formatDurationMinutes(watches.forMinutes)}`,
      severity,
      code(name),
    ]),
  );
}

/** Limits, triggers and baselines. Requirements 000-07, 002-53. */
export function capacityBlocks(facts: HandoverFacts): readonly Block[] {
  const buffer = `${Math.round(roundTo12Digits((CAPACITY_BUFFER - 1) * 100))} %`;
  const hasLimits = facts.model.services.some(({ limits = [] }) => limits.length > 0);
  return [
    paragraph(
      `A resource has to bear ${buffer} more than what is used. Proactive triggers come when that is gone, reactive ones when the limit itself is reached.`,
    ),
    ...(hasLimits ? [limitsTable(facts), paragraph(['How much is used today, and when each limit is reached: ', open(facts, 'use-of-capacity')])] : []),
    ...(isOpen(facts, 'limits') ? [paragraph(['Of some services no limit is stated. ', open(facts, 'limits')])] : []),
    ...(hasLimits ? [subheading('Triggers'), triggersTable(facts)] : []),
    subheading('Scaling'),
    list([
      'Resources that scale by themselves follow a target value; a minute at most lies between two steps out, five between two steps in.',
      ['Everything else is ordered: ', code('day2 capacity'), ' says every month which limit is reached when, and what is due within its lead time.'],
    ]),
  ];
}

/** The capacity plan, with the baselines it is measured by. */
export function capacityPlanDocument(facts: HandoverFacts): HandoverDocument {
  return {
    id: 'capacity-plan',
    title: 'Capacity plan',
    sections: [
      { heading: 'Capacity and scaling', blocks: capacityBlocks(facts) },
      {
        heading: 'Baselines',
        blocks: [
          paragraph(baselinesSource(facts)),
          baselinesTable(facts),
          ...(isOpen(facts, 'unwatched-baselines') ? [paragraph(['Some of them nothing watches. ', open(facts, 'unwatched-baselines')])] : []),
        ],
      },
    ],
  };
}
