/** `partner-portal-7`: the group, and the number of the incident within it. */
export function incidentId(group: string, sequence: number): string {
  return `${group}-${sequence}`;
}

/** The parts of an incident's name, undefined for a text that is none. */
export function parseIncidentId(id: string): { readonly group: string; readonly sequence: number } | undefined {
  const match = /^([a-z][a-z0-9-]*)-([1-9]\d{0,8})$/.exec(id);
  return match === null ? undefined : { group: match[1]!, sequence: Number(match[2]) };
}
