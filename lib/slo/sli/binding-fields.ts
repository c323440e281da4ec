import type { z } from 'zod';
import { text } from '../../problems/schema-fields';

/**
 * A metric or dimension text; what CloudFormation would replace is not part of a name.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function metricText(allowed: string, example: string): z.ZodString {
  return text(/^(?!:)(?!.*\$\{)[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, allowed, example);
}
