import type { Template } from '../cloudformation/template';

/** Reads a file of an asset; see `assetFile` of a loaded stack. */
export type AssetReader = (objectKey: string, file: string) => string | undefined;

/** What is known of a stack before its template is resolved. */
export interface StackSource {
  readonly stackName: string;
  /** Default: not known before deployment. */
  readonly account?: string;
  /** Default: not known before deployment. */
  readonly region?: string;
  /** Default: the name of the stack. */
  readonly artifactId?: string;
  /** Ids of what is deployed before it. Default: nothing. */
  readonly dependsOn?: readonly string[];
  /** CDK stage, or any other name of what is deployed together. Default: everything without a name is one. */
  readonly stage?: string;
  readonly file: string;
  readonly template: Template;
  /** Size of the template as it is uploaded. */
  readonly bytes: number;
  /** Values of template parameters. Default: their own defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What stacks that are not read export, by the name of the export. Default: nothing is known of them. */
  readonly imports?: Readonly<Record<string, string>>;
  /** What Parameter Store holds before the deployment, by name. Default: nothing is known of it. */
  readonly storedParameters?: Readonly<Record<string, string>>;
  /** Names of the availability zones that the account has, by region. Default: nothing is known of them. */
  readonly availabilityZones?: Readonly<Record<string, readonly string[]>>;
  /** Paths of constructs, by logical id. Default: none but those in the metadata of resources. */
  readonly constructPaths?: ReadonlyMap<string, string>;
  readonly assetFile?: AssetReader;
}
