import { LineCounter, parseDocument } from 'yaml';
import { findNode, type Path } from './positions';

/** Where something stands in a text, from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where paths such as `Resources.Alarm.Properties.Metrics[0].Id` stand in the text of a template, JSON or YAML. What is missing has the
 * position of what should hold it.
 */
export function locateInTemplate(text: string): (path: string) => TextPosition {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  return (path) => {
    const { key, nearest } = findNode(document, segmentsOf(path));
    const { line, col } = lines.linePos((key ?? nearest)?.range?.[0] ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

function segmentsOf(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|[^.[]+/g)].map(([whole, index]) => (index === undefined ? whole : Number(index)));
}
