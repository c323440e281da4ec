import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node } from 'yaml';

/** Keys and list indexes from the top of a document. */
export type Path = readonly (string | number)[];

/** `services[2].objectives[0].target`; keys that are not plain words are quoted. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment)}]`;
  }
  return text;
}

/** What stands at a path of a YAML document. */
export interface FoundNode {
  /** The value, or undefined when nothing is there. */
  readonly value?: Node;
  /** The key in front of it, when it is in a map. */
  readonly key?: Node;
  /** The innermost thing that does exist on the way: the value itself, or the parent of what is missing. */
  readonly nearest?: Node;
}

/** Looks a path up, through aliases. */
export function findNode(document: Document, path: Path): FoundNode {
  let value = behindAlias(document, document.contents);
  let key: Node | undefined;
  let nearest = value;
  for (const segment of path) {
    key = undefined;
    let child: unknown;
    if (isMap(value)) {
      // The last one wins, as it does in the value.
      const pair = value.items.findLast(({ key: name }) => isScalar(name) && String(name.value) === String(segment));
      key = isNode(pair?.key) ? pair.key : undefined;
      child = pair?.value;
    } else if (isSeq(value) && typeof segment === 'number') {
      child = value.items[segment];
    }
    value = behindAlias(document, child);
    nearest = value ?? key ?? nearest;
    if (value === undefined) return { nearest, key };
  }
  return { value, key, nearest };
}

function behindAlias(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return isNode(node) ? node : undefined;
}
