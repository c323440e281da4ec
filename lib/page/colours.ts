/**
 * Colours as variables of the stylesheet, so that light, dark and print each have their own. The palette is that of Okabe and
 * Ito, which people tell apart with every kind of colour blindness (https://jfly.uni-koeln.de/color/), darkened and lightened until lines
 * stand out; dashes tell lines apart without any colour.
 */

/** Colours of series, in the order they are used. */
export const SERIES_COLOURS = ['var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)', 'var(--s8)'] as const;

/** Dashes of series: a solid line first, another pattern for each turn of the palette and for neighbours within it. */
const DASHES = ['solid', 'dashed', 'dotted'] as const;

/** Colour of the series of an index. */
export function seriesColour(index: number): string {
  return SERIES_COLOURS[index % SERIES_COLOURS.length]!;
}

/** Dashes of the series of an index. */
export function seriesDash(index: number): (typeof DASHES)[number] {
  return DASHES[index % DASHES.length]!;
}

/** What a level is compared with. */
export const LEVEL_COLOUR = 'var(--level)';

/** The variables, light and dark. */
export const LIGHT = {
  page: '#ffffff',
  raised: '#f5f6f8',
  text: '#16191f',
  muted: '#545b64',
  line: '#d5d9e0',
  link: '#0050a5',
  level: '#b3261e',
  passed: '#1b5e20',
  failed: '#b3261e',
  unknown: '#6a4a00',
  alarm: '#b3261e',
  page1: '#0050a5',
  band: '#e69f00',
  s1: '#0063b1',
  s2: '#c24e00',
  s3: '#00785a',
  s4: '#a5457f',
  s5: '#8a6100',
  s6: '#2b87c4',
  s7: '#5c5c5c',
  s8: '#6b4fa0',
} as const;

export const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  page: '#12151a',
  raised: '#1c2128',
  text: '#e8eaed',
  muted: '#a9b1bb',
  line: '#3a414b',
  link: '#8ab8ff',
  level: '#ff8a80',
  passed: '#7fd18a',
  failed: '#ff8a80',
  unknown: '#f0c040',
  alarm: '#ff6b5e',
  page1: '#8ab8ff',
  band: '#f0c040',
  s1: '#6db3f2',
  s2: '#ff9e5e',
  s3: '#3ccfa0',
  s4: '#e79fc8',
  s5: '#e6c35c',
  s6: '#a5d8ff',
  s7: '#b8b8b8',
  s8: '#c3aaf0',
};
