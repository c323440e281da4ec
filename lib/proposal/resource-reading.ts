/** What a proposal reads of a template: which resource of an environment file a CloudFormation resource would be. */

import type { LoadedResource } from '../aws/assembly/loaded-stack';
import type { ProposableSource } from './proposable-source';

/** A name that only an account knows, or whoever knows the parameters of the stack. */
export interface OpenName {
  /** Why the template does not say it. */
  readonly why: string;
  /** The resource whose name it is; absent where the name stands nowhere. */
  readonly logicalId?: string;
  /** A stand-in that the schema takes; `#` is where its number goes. */
  readonly form: string;
}

/** A value of a resource in an environment file. */
export type Setting = string | readonly string[] | OpenName;

/** The keys of a resource in an environment file, without `source`, in their order. */
export type Settings = Readonly<Record<string, Setting>>;

/** What became of a resource of a template. */
type Reading =
  | { readonly source: ProposableSource; readonly settings: Settings }
  /** Why nothing is proposed for it. */
  | { readonly refused: string };

/** Reads the resources of a CloudFormation type. */
export type Reader = (resource: LoadedResource) => Reading;

/** True for a value that only an account knows. */
export function isOpen(setting: Setting): setting is OpenName {
  return typeof setting === 'object' && 'form' in setting;
}
