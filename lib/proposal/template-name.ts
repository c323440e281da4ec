import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { isJsonObject, type JsonValue } from '../aws/cloudformation/template';
import { NotSimulatedError, orDoubt } from '../aws/errors';
import type { OpenName } from './resource-reading';

/** Stand-in for names of the usual form: letters, digits and hyphens. */
export const USUAL_FORM = 'replace-me-#';

/** Pseudo parameters whose values the environment says. */
const KNOWN = ['AWS::Region', 'AWS::Partition', 'AWS::URLSuffix'];

/**
 * The name that a template gives a resource, where nobody can choose another one when the stack is deployed.
 */
export function nameIn(resource: LoadedResource, property: string): string | OpenName {
  const { logicalId } = resource;
  const written = resource.stack.template.Resources[logicalId]?.Properties?.[property];
  if (written === undefined) return { why: 'CloudFormation makes this name up', logicalId, form: USUAL_FORM };
  const open = openIn(written, resource.stack);
  if (open.length > 0) return { why: `this name depends on ${open.join(', ')}`, logicalId, form: USUAL_FORM };
  const name = orDoubt(() => resource.at(property).text());
  if (name instanceof NotSimulatedError) return { why: `this name cannot be read: ${name.message}`, logicalId, form: USUAL_FORM };
  return name;
}

/** A value that nobody but the account knows, of a resource that never has a name of its own. */
export function generated(resource: LoadedResource, form: string): OpenName {
  return { why: 'CloudFormation makes this name up', logicalId: resource.logicalId, form };
}

/**
 * The resource of the same stack that a property refers to, by `Ref`, `Fn::GetAtt` or `Fn::Sub` of it alone; undefined where it refers to
 * none.
 */
export function referredTo(stack: LoadedStack, written: JsonValue | undefined): LoadedResource | undefined {
  const id = isJsonObject(written) ? referredId(written) : undefined;
  return stack.resources.find(({ logicalId }) => logicalId === id);
}

function referredId(written: Readonly<Record<string, JsonValue>>): string | undefined {
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::Sub': substituted } = written;
  if (typeof reference === 'string') return reference;
  if (typeof substituted === 'string') return /^\$\{([A-Za-z0-9]+)(?:\.\w+)?\}$/.exec(substituted)?.[1];
  const path = Array.isArray(attribute) ? attribute[0] : attribute;
  return typeof path === 'string' ? path.split('.')[0] : undefined;
}

/** What a value depends on that is not known before the deployment: parameters, resources, functions over other stacks. */
function openIn(written: JsonValue, stack: LoadedStack): string[] {
  return [...new Set(referencesIn(written))].filter((reference) => !isKnown(reference, stack));
}

function isKnown(reference: string, stack: LoadedStack): boolean {
  if (reference === 'AWS::AccountId') return stack.isAccountKnown;
  // A template by itself does not say what its stack is called.
  if (reference === 'AWS::StackName') return stack.assetFile !== undefined;
  return KNOWN.includes(reference);
}

function referencesIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(referencesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return [String(argument)];
    if (name === 'Fn::Sub') return [...JSON.stringify(argument).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, reference]) => reference!);
    if (name === 'Fn::Join') return referencesIn(argument);
    return [name];
  });
}
