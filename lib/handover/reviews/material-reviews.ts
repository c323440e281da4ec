import type { Outcome } from '../../problems/problem';
import type { Instant } from '../../time/time';
import { DAY_MS, formatLocalDay, parseLocalDay } from '../../time/zoned-time';
import { couldNotTell, failed, passed, type Judgement } from '../checklist/judgement';
import { ACTIVITIES, accountableFor, type HandoverInput } from '../input';
import type { TopicKind } from '../settings';
import { TRAINING_MODULES, type TrainingModuleId } from './training-modules';

/** Something people rely on, which is only right as long as somebody looks at it now and then. */
export interface KeptMaterial {
  readonly kind: 'runbook' | 'module' | TopicKind;
  /** Name of a runbook, title of a module, topic. */
  readonly name: string;
  /** Role that keeps it. */
  readonly owner: string;
  /** Days between two reviews. */
  readonly reviewEveryDays: number;
  /** Local date of the last review; absent: nobody wrote down that it was ever looked at. */
  readonly reviewedOn?: string;
}

/** Material, and whether it was reviewed in its time. */
export interface MaterialReview extends KeptMaterial, Judgement {
  /** Local date, the last on which the last review holds; absent where there was none. */
  readonly dueOn?: string;
}

/** Everything that is kept: the runbooks of the library, the modules, and what people wrote, in this order. Requirement 003-15. */
export function keptMaterial(input: Pick<HandoverInput, 'model' | 'runbooks' | 'settings'>): readonly KeptMaterial[] {
  const { runbooks, settings } = input;
  const { runbooks: ofRunbooks, training } = settings.reviews;
  const dated = ({ everyDays, reviewedOn }: typeof ofRunbooks, name: string) => ({
    reviewEveryDays: everyDays,
    ...(Object.hasOwn(reviewedOn, name) && { reviewedOn: reviewedOn[name]! }),
  });
  const documentation = accountableFor(input, ACTIVITIES.documentation);
  const modules = Object.keys(TRAINING_MODULES) as readonly TrainingModuleId[];
  return [
    ...runbooks.map(({ name, facts: { owner } }): KeptMaterial => ({ kind: 'runbook', name, owner, ...dated(ofRunbooks, name) })),
    ...modules.map((id): KeptMaterial => ({ kind: 'module', name: TRAINING_MODULES[id], owner: documentation, ...dated(training, id) })),
    ...settings.knowledge.map(({ kind, topic, owner, reviewEveryDays, reviewedOn }): KeptMaterial => ({
      kind,
      name: topic,
      owner,
      reviewEveryDays,
      ...(reviewedOn !== undefined && { reviewedOn }),
    })),
  ];
}

/**
 * Whether material is stale at an instant. A review holds for its days, the last of them included. What nobody looked at, or will look at
 * later, may be right or wrong: nobody can tell.
 */
export function judgeReview(material: KeptMaterial, at: Instant): MaterialReview {
  const { reviewedOn, reviewEveryDays } = material;
  if (reviewedOn === undefined) return { ...material, ...couldNotTell('nobody has written down a review') };
  const reviewed = parseLocalDay(reviewedOn);
  if (reviewed === undefined) throw new RangeError(`${reviewedOn} is no date`);
  const today = Math.floor(at / DAY_MS);
  const dueOn = formatLocalDay(reviewed + reviewEveryDays);
  if (reviewed > today) return { ...material, dueOn, ...couldNotTell(`its review of ${reviewedOn} is still to come`) };
  return { ...material, dueOn, ...(reviewed + reviewEveryDays < today ? failed(`a review was due on ${dueOn}`) : passed(`reviewed on ${reviewedOn}`)) };
}

/** How everything stands that is kept, at the instant of the handover. */
export function materialReviews(input: Pick<HandoverInput, 'at' | 'model' | 'runbooks' | 'settings'>): readonly MaterialReview[] {
  return keptMaterial(input).map((material) => judgeReview(material, input.at));
}

/** The names of what came out in one way, as far as a sentence has room for: the first five, and how many more. Our choice. */
export function namesOf(reviews: readonly MaterialReview[], outcome: Outcome): string {
  const names = reviews.filter((review) => review.outcome === outcome).map(({ name }) => name);
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

/** The item of the checklist: nothing is stale, and of nothing nobody can tell. */
export function everythingReviewed(input: HandoverInput): Judgement {
  const reviews = materialReviews(input);
  const [stale, unknown] = [namesOf(reviews, 'failed'), namesOf(reviews, 'could not tell')];
  if (stale !== '') return failed(`a review is overdue of ${stale}`);
  return unknown === '' ? passed(`${reviews.length} pieces, each reviewed in its time`) : couldNotTell(`nobody has written down a review of ${unknown}`);
}
