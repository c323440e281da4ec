import type { AccountCheck } from './account-check';

/** Documents of a plan but for the change calendar, whose text is compared: runbooks, and what schedules start. */
export function plannedDocuments({ runbooks, incidents, maintenance }: AccountCheck['plan']): readonly string[] {
  const names = [
    ...runbooks.map(({ documentName }) => documentName),
    ...(incidents === undefined ? [] : [incidents.acknowledgeDocumentName]),
    ...(maintenance?.tasks?.tasks.map(({ document }) => document.documentName) ?? []),
  ];
  return [...new Set(names)];
}

/** Whether every document is there and what starts it gets its latest version. */
export function verifyDocuments({ plan, comparison, add }: AccountCheck): void {
  const { region } = plan.regions[0]!;
  for (const name of plannedDocuments(plan)) {
    const standing = comparison.named('document', region, name)?.standing;
    if (standing === undefined) continue;
    const { status, defaultVersion, latestVersion } = standing;
    if (status !== 'Active') add({ code: 'VER013', subject: name, region, what: 'status of the document', planned: 'Active', found: status });
    else if (defaultVersion !== latestVersion)
      add({ code: 'VER013', subject: name, region, what: 'default version', planned: `the latest, ${latestVersion}`, found: defaultVersion });
  }
}
