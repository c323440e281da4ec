import { html, type Html } from '../page/html';
import type { Outcome } from '../problems/problem';

/** An outcome in words, marked by border and fill beside its colour. */
export function outcomeBadge(outcome: Outcome): Html {
  return html`<span class="outcome ${outcome.replaceAll(' ', '-')}">${outcome}</span>`;
}
