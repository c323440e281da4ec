import { Pair, parseDocument, Scalar, YAMLMap, type CollectionTag, type ScalarTag } from 'yaml';
import type { Problem } from '../../problems/problem';

/** A parsed document, or why it could not be parsed (problem ASM002). */
export type ParsedText = { readonly document: unknown } | { readonly problems: readonly Problem[] };

/** Short forms whose argument is written as it is in the long form. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
] as const;

/**
 * Parses the text of a template: JSON when it starts with a brace, otherwise YAML with CloudFormation's short forms
 * (`!Ref x` becomes `{ "Ref": "x" }`). Never throws.
 *
 * @param file name for the problems
 */
export function parseTemplateText(text: string, file: string): ParsedText {
  return text.trimStart().startsWith('{') ? parseJson(text, file) : parseYaml(text, file);
}

/** Parses JSON text. Never throws. */
export function parseJson(text: string, file: string): ParsedText {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    return { problems: [notParsed(file, 'JSON', (error as Error).message)] };
  }
}

function parseYaml(text: string, file: string): ParsedText {
  const parsed = parseDocument(text, { customTags: SHORT_FORMS, stringKeys: true });
  const failures = [...parsed.errors, ...parsed.warnings];
  if (failures.length > 0) {
    return {
      problems: failures.map((failure) => {
        const position = failure.linePos?.[0];
        return notParsed(file, 'YAML', failure.message.split('\n')[0]!.replace(/:$/, ''), position?.line, position?.col);
      }),
    };
  }
  try {
    // A plain copy: dates and other YAML values become what they would be in JSON.
    return { document: JSON.parse(JSON.stringify(parsed.toJS({ maxAliasCount: 1_000 })) ?? 'null') };
  } catch (error) {
    return { problems: [notParsed(file, 'YAML', (error as Error).message)] };
  }
}

function notParsed(file: string, format: string, reason: string, line?: number, column?: number): Problem {
  return {
    code: 'ASM002',
    level: 'error',
    where: { file, line, column },
    what: `not readable as ${format}: ${reason}`,
    allowed: 'a CloudFormation template or manifest in JSON, or a template in YAML',
    change: 'correct the file, or synthesize it again',
  };
}

/** Tags exist per kind of node, so each short form is declared for a scalar, a list and a map. */
const SHORT_FORMS: (ScalarTag | CollectionTag)[] = [
  ...shortForm('!Ref', 'Ref'),
  ...shortForm('!Condition', 'Condition'),
  ...FUNCTIONS.flatMap((name) => shortForm(`!${name}`, `Fn::${name}`)),
];

function shortForm(tag: string, longForm: string): (ScalarTag | CollectionTag)[] {
  return [
    { tag, resolve: (text) => ({ [longForm]: text }) } satisfies ScalarTag,
    ...(['seq', 'map'] as const).map((collection): CollectionTag => ({
      tag,
      collection,
      resolve: (argument) => {
        const wrapped = new YAMLMap();
        wrapped.items.push(new Pair(new Scalar(longForm), argument));
        return wrapped;
      },
    })),
  ];
}
