/** What CloudWatch takes as dimensions and units, wherever a metric is named. */

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
const MOST_DIMENSIONS = 30;
const NAME_CHARACTERS = 255;
const VALUE_CHARACTERS = 1_024;
/** ASCII without control characters. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const QUANTITIES = 'Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits Terabits Count'.split(' ');
const UNITS: ReadonlySet<string> = new Set([
  ...QUANTITIES,
  ...QUANTITIES.map((quantity) => `${quantity}/Second`),
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Percent',
  'None',
]);

/** Why CloudWatch refuses the dimensions of a metric; undefined when it does not. */
export function whyDimensionsRefused(dimensions: Readonly<Record<string, string>>): string | undefined {
  const count = Object.keys(dimensions).length;
  if (count > MOST_DIMENSIONS) return `${count} dimensions, at most ${MOST_DIMENSIONS} are allowed`;
  for (const [name, value] of Object.entries(dimensions)) {
    if (name.startsWith(':')) return `dimension ${name} begins with a colon`;
    const parts: readonly (readonly [what: string, text: string, most: number])[] = [
      [`name of dimension ${JSON.stringify(name)}`, name, NAME_CHARACTERS],
      [`value ${JSON.stringify(value)} of dimension ${name}`, value, VALUE_CHARACTERS],
    ];
    for (const [what, text, most] of parts) {
      if (text.trim() === '') return `the ${what} has no character that is not blank`;
      if (!PRINTABLE.test(text)) return `the ${what} has characters that are not ASCII, or control characters`;
      if (text.length > most) return `the ${what} has ${text.length} characters, at most ${most} are allowed`;
    }
  }
  return undefined;
}

/** Why CloudWatch refuses a unit; undefined when it does not. */
export function whyUnitRefused(unit: string): string | undefined {
  return UNITS.has(unit) ? undefined : `Unit ${unit} is none that CloudWatch knows`;
}
