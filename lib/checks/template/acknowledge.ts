import { TEMPLATE_CHECKS, type TemplateCheckCode } from '../../problems/catalogue/templates';
import type { Problem } from '../../problems/problem';
import { isAcknowledgeable } from './catalogue';

/** A finding of a template that is left as it is, by somebody who cannot write it into the template. */
export interface Acknowledgement {
  readonly code: string;
  /** Default: all resources. */
  readonly logicalId?: string;
  readonly reason: string;
}

/** An acknowledgement, and how many findings it stands for. */
export interface UsedAcknowledgement extends Acknowledgement {
  readonly findings: number;
}

/**
 * Findings without those that are acknowledged. What AWS would refuse cannot be acknowledged away, and what stands for no finding is
 * out of date: both are problems of their own (TPL004).
 */
export function acknowledge(
  findings: readonly Problem[],
  acknowledgements: readonly Acknowledgement[],
): { readonly problems: readonly Problem[]; readonly used: readonly UsedAcknowledgement[] } {
  const refused = acknowledgements.filter(({ code }) => !canBeAcknowledged(code));
  const valid = acknowledgements.filter((each) => !refused.includes(each));
  const used = valid.map((each) => ({ ...each, findings: findings.filter((finding) => isAbout(each, finding)).length }));
  const unused = used.filter(({ findings: count }) => count === 0);
  return {
    problems: [
      ...findings.filter((finding) => !valid.some((each) => isAbout(each, finding))),
      ...refused.map((each) => problem(each, 'what this code stands for cannot be acknowledged', 'correct what it finds')),
      ...unused.map((each) => problem(each, 'there is no finding that this acknowledges', 'leave it out')),
    ],
    used: used.filter((each) => !unused.includes(each)),
  };
}

function canBeAcknowledged(code: string): code is TemplateCheckCode {
  return Object.hasOwn(TEMPLATE_CHECKS, code) && isAcknowledgeable(code as TemplateCheckCode);
}

function isAbout({ code, logicalId }: Acknowledgement, finding: Problem): boolean {
  if (finding.code !== code) return false;
  return logicalId === undefined || finding.where.path?.split(/[.[]/)[1] === logicalId;
}

function problem({ code, logicalId }: Acknowledgement, what: string, change: string): Problem {
  return {
    code: 'TPL004',
    level: 'error',
    where: {},
    what,
    received: logicalId === undefined ? code : `${code}:${logicalId}`,
    allowed: 'a code of a finding that is a warning or a matter of policy, see the list of checks',
    change,
  };
}
