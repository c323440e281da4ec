/** What operations refer to and others write: documents of design, test and release. Requirements 001-01, 001-02. */
export const ARTEFACTS = {
  'deployment-runbook': { title: 'how a release is deployed', usually: 'docs/release/deployment-runbook.md' },
  'rollback-plan': { title: 'how a release is taken back', usually: 'docs/release/RollbackPlan.md' },
  'release-notes': { title: 'what a release brings', usually: 'docs/release/ReleaseNotes.md' },
  requirements: { title: 'what proves each requirement', usually: 'docs/requirements/RTM.md' },
  'test-plan': { title: 'what is tested, and how', usually: 'docs/testing/TestPlan.md' },
  'high-level-design': { title: 'how the system is built', usually: 'docs/design/HLD.md' },
  'low-level-design': { title: 'how its parts are built', usually: 'docs/design/LLD/' },
  'threat-model': { title: 'what it is protected against', usually: 'docs/design/threat-model.md' },
  pipeline: { title: 'how changes get to production', usually: 'docs/development/cicd-spec.md' },
  environments: { title: 'which environments there are', usually: 'docs/development/environment-matrix.md' },
  'bill-of-materials': { title: 'which software of others is in it', usually: 'docs/development/sbom-strategy.md' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly usually: string }>>;

/** One of {@link ARTEFACTS}. */
export type ArtefactId = keyof typeof ARTEFACTS;
/** Every id of {@link ARTEFACTS}, in their order. */
export const ARTEFACT_IDS = Object.keys(ARTEFACTS) as readonly ArtefactId[];

/** Where an artefact stands: a file or folder of the repository, an address, or why there is none. */
export type ArtefactLocation = { readonly file: string; readonly isThere: boolean } | { readonly address: string } | { readonly none: string };

/** What is known of each artefact; undefined for one that nobody named and that is not where it usually stands. */
export type Artefacts = Readonly<Record<ArtefactId, ArtefactLocation | undefined>>;

/** What `handover.yaml` says of artefacts: paths or addresses, and reasons why there is none. */
export interface WrittenArtefacts {
  readonly at: Readonly<Partial<Record<ArtefactId, string>>>;
  readonly without: Readonly<Partial<Record<ArtefactId, string>>>;
}

/** Finds every artefact: where it is said to stand, else where it usually does. */
export function findArtefacts({ at, without }: WrittenArtefacts, isThere: (path: string) => boolean): Artefacts {
  const find = (id: ArtefactId): ArtefactLocation | undefined => {
    const none = without[id];
    if (none !== undefined) return { none };
    const written = at[id];
    const { usually } = ARTEFACTS[id];
    if (written === undefined) return isThere(usually) ? { file: usually, isThere: true } : undefined;
    return written.startsWith('https://') ? { address: written } : { file: written, isThere: isThere(written) };
  };
  return Object.fromEntries(ARTEFACT_IDS.map((id) => [id, find(id)])) as Record<ArtefactId, ArtefactLocation | undefined>;
}

/** Artefacts of which nothing is known. */
export function unknownArtefacts(artefacts: Artefacts): readonly ArtefactId[] {
  return ARTEFACT_IDS.filter((id) => artefacts[id] === undefined);
}

/** Paths of artefacts that are said to stand somewhere and do not. */
export function danglingArtefacts(artefacts: Artefacts): readonly { readonly id: ArtefactId; readonly file: string }[] {
  return ARTEFACT_IDS.flatMap((id) => {
    const location = artefacts[id];
    return location !== undefined && 'file' in location && !location.isThere ? [{ id, file: location.file }] : [];
  });
}
