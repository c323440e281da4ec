import { isJsonObject, type JsonObject } from '../../aws/cloudformation/template';

/**
 * Key in the `Metadata` of a resource under which findings are acknowledged: `{ "ALM001": "the reason" }`. The reason
 * travels with the template, so it is there for whoever checks a synthesized assembly, not only for the app that made it.
 */
export const ACKNOWLEDGED_FINDINGS = 'day2:acknowledged';

/** Codes that a resource acknowledges with a reason. An acknowledgement without one counts for nothing. */
export function acknowledgedFindings(metadata: JsonObject | undefined): ReadonlySet<string> {
  const given = metadata?.[ACKNOWLEDGED_FINDINGS];
  if (given === undefined || !isJsonObject(given)) return new Set();
  const reasoned = Object.entries(given).filter(([, reason]) => typeof reason === 'string' && reason.trim() !== '');
  return new Set(reasoned.map(([code]) => code));
}
