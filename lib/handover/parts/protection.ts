import { compareSeverity, wakesSomebody, type Severity } from '../../incident/severity';
import { SECURITY_SOURCES } from '../../signals/security-signals';
import { objectiveName } from '../../slo/objective';
import type { ObjectiveKind } from '../../slo/sli/sli';
import type { HandoverInput } from '../input';
import { alarmsOf, type DocumentedAlarm } from './alarms';

/** What alarms of S0 and S1 protect, by the classes of requirements that are not about functions. Requirement 001-20. */
export const PROTECTED = ['availability', 'reliability', 'security'] as const;
/** One of {@link PROTECTED}. */
export type Protected = (typeof PROTECTED)[number];

/** Whether it can be used is availability; whether it does what it should, fast, complete and in time, is reliability. */
const BY_KIND: Readonly<Record<ObjectiveKind, Protected>> = {
  availability: 'availability',
  'success-rate': 'reliability',
  latency: 'reliability',
  freshness: 'reliability',
  delivery: 'reliability',
};

/** Something that wakes people, with what it protects. */
export interface Protection {
  readonly of: Protected;
  readonly severity: Severity;
  /** What is watched, such as `partner-portal/availability` or `findings of GuardDuty`. */
  readonly watches: string;
}

/** Everything of S0 and S1 with what it protects: alarms, and findings of security services; worst first. */
export function protectionsOf({ model, plan }: Pick<HandoverInput, 'model' | 'plan'>): readonly Protection[] {
  const kinds = new Map(
    model.services.flatMap((service) => service.objectives.map((objective) => [objectiveName(service, objective), objective.kind] as const)),
  );
  const alarms = alarmsOf(plan).map((alarm) => ({ of: protectedBy(alarm, kinds), severity: alarm.severity, watches: alarm.watches }));
  const findings = SECURITY_SOURCES.flatMap(({ id, title }) =>
    Object.values(plan.incidents?.policy.security?.severities[id] ?? {}).map((severity): Protection => ({
      of: 'security',
      severity,
      watches: `findings of ${title}`,
    })),
  );
  const all = [...alarms, ...findings].filter(({ severity }) => wakesSomebody(severity)).sort((a, b) => compareSeverity(a.severity, b.severity));
  return all.filter((each, index) => all.findIndex((other) => other.watches === each.watches && other.severity === each.severity) === index);
}

/** What is not about an objective, such as a threshold or paging itself, is there so that the others work. */
function protectedBy({ watches }: DocumentedAlarm, kinds: ReadonlyMap<string, ObjectiveKind>): Protected {
  const kind = kinds.get(watches);
  return kind === undefined ? 'reliability' : BY_KIND[kind];
}
