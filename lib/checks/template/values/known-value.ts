import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { enumerationsOf, isOneOf, type Enumeration } from '../../../aws/enumerations/enumerations';
import { CannotTellError } from '../../../aws/errors';
import { didYouMean } from '../../../problems/did-you-mean';
import { placesAt } from '../places-at';
import type { Finding, ResourceCheck } from '../template-check';

/** Properties that a check of their own judges, which knows more of them than their values: ALM013 and ALM029. */
const JUDGED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': ['ComparisonOperator', 'EvaluateLowSampleCountPercentile', 'Statistic', 'TreatMissingData'],
};

/**
 * A property with a list of values has one of them. CloudFormation only warns of any other (W3030) or says nothing. AWS lengthens
 * some of the lists (runtimes of functions), so that who knows a newer value may acknowledge the finding.
 */
export const knownValue: ResourceCheck = {
  code: 'VAL001',
  requirement: 'a property that takes one of a few values has one of them, letter case included',
  why: 'CloudFormation only warns (W3030), and the service refuses the resource when half of the stack stands',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  appliesTo: { description: 'resources with such properties', includes: ({ type }) => judged(type).length > 0 },
  *check(resource) {
    let undecided: CannotTellError | undefined;
    for (const enumeration of judged(resource.type)) {
      try {
        yield* placesAt(resource, enumeration.path).flatMap((place) => unknownValue(known(place, resource.stack), enumeration));
      } catch (error) {
        // What one property hides must not hide the others.
        if (!(error instanceof CannotTellError)) throw error;
        undecided ??= error;
      }
    }
    if (undecided !== undefined) throw undecided;
  },
};

/** @throws CannotTellError for the region of a stack of which only the deployment knows the region */
function known(place: PropertyNode, { region, isRegionKnown }: LoadedStack): PropertyNode {
  if (!isRegionKnown && place.value === region) throw new CannotTellError(place.path, 'the region of the stack is only known at deployment');
  return place;
}

function judged(type: string): readonly Enumeration[] {
  const elsewhere = JUDGED_ELSEWHERE[type] ?? [];
  return enumerationsOf(type).filter(({ path }) => !elsewhere.includes(path.join('.')));
}

/** What is wrong with a value, if anything. */
export function unknownValue(place: PropertyNode, enumeration: Enumeration): readonly Finding[] {
  const given = typeof place.value === 'number' ? String(place.value) : place.text();
  if (isOneOf(enumeration, given)) return [];
  const nearest = didYouMean(given, enumeration.values);
  return [
    {
      at: place,
      what: `AWS does not know this ${enumeration.path.filter((part) => part !== '*').at(-1)}`,
      received: place.shown,
      allowed: enumeration.values.join(', '),
      change: nearest === undefined ? 'take one of the allowed values' : `take ${nearest}`,
    },
  ];
}
