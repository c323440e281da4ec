/** A step of an activation as a file, and the notice that a completion brings. */

import { formatLocalDay, parseLocalDay } from '../../time/zoned-time';
import type { JudgedCriterion, JudgedHandover } from '../checklist/criterion';
import { hashOf } from '../evidence/manifest';
import { ACTIVITIES, accountableFor, dateOf, roleTitle } from '../input';
import { maskContacts } from '../mask-contacts';
import { openQuestions } from '../open-questions';
import { VALIDATED_AFTER_DAYS } from './gates';
import type { StepId } from './step-ids';

/** Digits of the hash in the name of a file. */
const NAME_DIGITS = 8;

/** What follows a completed handover. Requirement 002-79. */
export interface Completion {
  /** Evidence of the certificate, with its hash. */
  readonly certificate: { readonly id: string; readonly sha256: string };
  /** Local dates on which the handover is validated. */
  readonly reviews: readonly string[];
  /** Who has to know, by role, and what they read. */
  readonly notice: { readonly to: readonly string[]; readonly text: string };
}

/** The completion of a handover: who is notified, and when it is looked at again. */
export function completionOf({ input }: JudgedHandover, certificate: Completion['certificate']): Completion {
  const { application, environment, services } = input.model;
  const on = dateOf(input);
  const reviews = VALIDATED_AFTER_DAYS.map((days) => formatLocalDay(parseLocalDay(on)! + days));
  const roles = [accountableFor(input, ACTIVITIES.handover), accountableFor(input, ACTIVITIES.changes), ...services.map(({ owner }) => owner)];
  const open = openQuestions(input).length;
  return {
    certificate,
    reviews,
    notice: {
      to: [...new Set(roles)].map((role) => roleTitle(input, role)),
      text: `${application} ${environment} is in the hands of operations since ${on}, by the certificate ${certificate.id}. ${open} questions are open: ${input.settings.paths['open-questions']}. The handover is validated on ${reviews.join(' and ')}.`,
    },
  };
}

/** A step as a file: its lines with what each rests on, and who took it. The same facts give the same bytes. */
export function activationFile(
  step: StepId,
  lines: readonly JudgedCriterion[],
  { input }: JudgedHandover,
  by: string,
  completion?: Completion,
): { readonly name: string; readonly text: string } {
  const content = {
    schema: 'day2.activation/1',
    step,
    application: input.model.application,
    environment: input.model.environment,
    on: dateOf(input),
    by,
    lines: lines.map(({ id, text, outcome, why, evidence = [] }) => ({ id, text, outcome, why, evidence })),
    ...completion,
  };
  const text = maskContacts(`${JSON.stringify(content, null, 2)}\n`);
  return { name: `activation-${step}-${hashOf(text).slice(0, NAME_DIGITS)}.json`, text };
}
