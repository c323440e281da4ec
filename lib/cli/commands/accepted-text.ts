import type { OperationsModel } from '../../model/model';

/** What somebody accepted about who is on call, with the reason, so that whoever reviews a configuration sees it; nothing where all rules hold. */
export function printAccepted({ onCall }: Pick<OperationsModel, 'onCall'>): string[] {
  if (onCall === undefined) return [];
  const { acceptedSmallTeam, acceptedLooser = {}, watchdog } = onCall;
  return [
    ...(acceptedSmallTeam === undefined ? [] : [`  accepted: a small team, so that no rule counts people: ${acceptedSmallTeam}`]),
    ...(watchdog.acceptedPaged === undefined || watchdog.acceptedPaged === acceptedSmallTeam
      ? []
      : [`  accepted: people who are paged watch over paging: ${watchdog.acceptedPaged}`]),
    ...Object.entries(acceptedLooser).map(([severity, reason]) => `  accepted: ${severity} is looser than the default escalation policy: ${reason}`),
  ];
}
