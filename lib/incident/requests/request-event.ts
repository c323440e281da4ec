import type { Severity } from '../severity';

/** What a person can do with a request. */
export type RequestCommand =
  | { readonly kind: 'acknowledge'; readonly by: string }
  | { readonly kind: 'set severity'; readonly by: string; readonly severity: Severity }
  | { readonly kind: 'answer'; readonly by: string; readonly text: string };

/** What happens to a request. */
export type RequestEvent =
  | RequestCommand
  /** Time has passed. */
  | { readonly kind: 'time' }
  /** An effect was executed, with what came of it. */
  | { readonly kind: 'done'; readonly key: string; readonly opsItemId?: string; readonly incidentId?: string };
