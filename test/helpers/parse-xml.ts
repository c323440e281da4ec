/** One element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Text directly in it, white space between elements left out. */
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document of elements and attributes, strictly: anything that is not well-formed is refused. Enough for a
 * JUnit report; https://www.w3.org/TR/xml/
 */
export function parseXml(text: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (forbidden !== null) throw new Error(`character ${forbidden.index} is not allowed in XML`);
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /[^<]+|<\?xml [^?]*\?>|<\/([\w.-]+)>|<([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>/y;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [whole, closed, opened, attributes = '', isEmpty] = token.exec(text) ?? [];
    if (whole === undefined) throw new Error(`not well-formed at character ${at}: ${text.slice(at, at + 60)}`);
    if (!whole.startsWith('<') && whole.trim() !== '') {
      if (whole.includes(']]>')) throw new Error(']]> in text');
      open.at(-1)!.text += decode(whole);
    }
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened === undefined) continue;
    const element: XmlElement = { name: opened, attributes: readAttributes(attributes), children: [], text: '' };
    open.at(-1)!.children.push(element);
    if (isEmpty !== '/') open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text !== '') throw new Error('not exactly one closed root element');
  return root.children[0]!;
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decode(value!)] as const);
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`an attribute is there twice: ${text}`);
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, entity: string) => {
    const code = /^#(\d+);$/.exec(entity)?.[1];
    const character = code === undefined ? ENTITIES[entity.replace(/;$/, '')] : String.fromCodePoint(Number(code));
    if (character === undefined || !entity.endsWith(';')) throw new Error(`${whole} is no entity`);
    return character;
  });
}
