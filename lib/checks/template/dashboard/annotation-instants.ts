import { BODY_STRUCTURE } from '../../../dashboard/limits';
import { listOf, propertyOf } from '../../../problems/untyped';
import type { ResourceCheck } from '../template-check';
import { DASHBOARDS, widgetsOf } from './read-dashboard';

/** Vertical annotations stand at instants that CloudWatch reads: in UTC, and with no offset. */
export const annotationInstants: ResourceCheck = {
  code: 'DSH007',
  requirement: 'a vertical annotation stands at an instant in UTC, such as 2026-12-18T16:00:00Z, and a band ends after it begins',
  why: 'CloudWatch refuses an offset such as +01:00, and shows nothing where it can read nothing',
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    for (const { at, properties } of widgetsOf(dashboard)) {
      for (const [index, annotation] of listOf(propertyOf(properties, 'annotations'), 'vertical').entries()) {
        const place = `${at}.properties.annotations.vertical[${index}]`;
        const edges = Array.isArray(annotation) ? (annotation as unknown[]) : [annotation];
        const instants = edges.map((edge) => propertyOf(edge, 'value'));
        const wrong = instants.find((value) => !isInstant(value));
        if (wrong !== undefined || instants.length > 2) {
          yield {
            at: place,
            what: 'a vertical annotation has no instant that CloudWatch reads',
            received: JSON.stringify(wrong ?? instants),
            allowed: 'one instant, or two for a band, such as 2026-12-18T16:00:00Z',
            change: 'write it in UTC with a Z at its end',
          };
        } else if (instants.length === 2 && Date.parse(instants[1] as string) <= Date.parse(instants[0] as string)) {
          yield {
            at: place,
            what: 'a band ends before it begins',
            received: instants.join(' to '),
            allowed: 'the earlier instant first',
            change: 'swap the two',
          };
        }
      }
    }
  },
};

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z?$/.test(value) && !Number.isNaN(Date.parse(value));
}
