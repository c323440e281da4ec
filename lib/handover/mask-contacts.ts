/** What reaches somebody by e-mail or telephone. Numbers in the international form only: a count or an id is no telephone number. */
const CONTACTS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ()/-]{5,}\d/g;

/** What stands in the place of an address or a number. */
const MASKED = '(kept out of documents)';

/** A text without e-mail addresses and telephone numbers: documents are copied further than the people in them know. Requirement 002-47. */
export function maskContacts(text: string): string {
  return text.replace(CONTACTS, MASKED);
}
