import type { Comparison } from '../comparison';
import type { DeployedKind } from '../deployed-resources';
import type { PlanDifference } from '../plan-difference';
import type { FindingCode, Gap } from './finding';

/** A difference between an account and its plan, as a gap of the account. */
export function gapOf(difference: PlanDifference, { subjects, absent }: Comparison): Gap {
  const { name: subject, what, planned, found, resource } = difference;
  const { kind, region = resource } = subjects.get(difference) ?? {};
  return { code: codeOf(kind, difference, absent), subject, region, what, planned, found };
}

function codeOf(kind: DeployedKind | undefined, { what, found }: PlanDifference, absent: string): FindingCode {
  if (what.startsWith('subscription of ') && found === absent) return 'VER011';
  if (found === absent) return 'VER001';
  switch (`${kind}: ${what}`) {
    case 'alarm: actions enabled':
      return 'VER003';
    case 'subscription: subscription':
      return 'VER012';
    case 'schedule: state':
      return 'VER014';
    case 'rule: state':
      return 'VER015';
    case 'mute rule: mute rule':
      return 'VER019';
    case 'function: reserved concurrency':
      return found === '0' ? 'VER020' : 'VER002';
    default:
      return 'VER002';
  }
}
