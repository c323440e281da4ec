import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import type { Problem, ProblemLocation } from '../../problems/problem';
import {
  VALUE_TYPES,
  type Detour,
  type DocumentPath,
  type RunbookDocument,
  type RunbookParameter,
  type RunbookStep,
  type RunbookVariable,
  type StepOutput,
  type ValueType,
} from './document';

/** Where a value of the document stands, for problems. */
export type Locate = (path: DocumentPath) => ProblemLocation;

/** A document that could be read, or the problems for which it could not (RUN010 to RUN012). */
export type ReadDocument = { readonly document: RunbookDocument } | { readonly problems: readonly Problem[] };

const DOCUMENT_KEYS = ['assumeRole', 'description', 'files', 'mainSteps', 'outputs', 'parameters', 'schemaVersion', 'variables'];
const STEP_KEYS = [
  'action',
  'description',
  'inputs',
  'isCritical',
  'isEnd',
  'maxAttempts',
  'name',
  'nextStep',
  'onCancel',
  'onFailure',
  'outputs',
  'timeoutSeconds',
];

/** Parameters the console shows a list for. https://docs.aws.amazon.com/systems-manager/latest/userguide/populating-input-parameters.html */
const PICKERS: Readonly<Record<string, ValueType>> = {
  'AWS::EC2::Instance::Id': 'String',
  'AWS::IAM::Role::Arn': 'String',
  'AWS::S3::Bucket::Name': 'String',
  'List<AWS::EC2::Instance::Id>': 'StringList',
  'List<AWS::IAM::Role::Arn>': 'StringList',
  'List<AWS::S3::Bucket::Name>': 'StringList',
};

/**
 * Reads a parsed document. Its shape is checked here, its rules by the linter: what has no meaning is kept by name.
 *
 * @param value the document, JSON or YAML, parsed
 * @param locate where its values stand
 */
export function readRunbookDocument(value: unknown, locate: Locate): ReadDocument {
  const reader = new Reader(locate);
  const document = reader.document(value);
  return reader.problems.length > 0 ? { problems: reader.problems } : { document };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #locate: Locate;

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  document(value: unknown): RunbookDocument {
    const content = this.#map(value, []);
    const schemaVersion = this.#text(content, 'schemaVersion', []) ?? '';
    if (!Array.isArray(content.mainSteps)) this.#wrong('RUN011', ['mainSteps'], content.mainSteps, 'a list of steps');
    const outputs = content.outputs ?? [];
    const areOutputs = Array.isArray(outputs) && outputs.every((output) => typeof output === 'string');
    if (!areOutputs) this.#wrong('RUN011', ['outputs'], content.outputs, 'a list of step.Output');
    return {
      schemaVersion,
      description: this.#optionalText(content, 'description', []),
      assumeRole: this.#optionalText(content, 'assumeRole', []),
      parameters: this.#entries(content, 'parameters').map(([name, parameter, path]) => this.#parameter(name, parameter, path)),
      variables: this.#entries(content, 'variables').map(([name, variable, path]) => this.#variable(name, variable, path)),
      steps: this.#steps(content.mainSteps, ['mainSteps']),
      outputs: areOutputs ? (outputs as readonly string[]) : [],
      unknownKeys: Object.keys(content).filter((key) => !DOCUMENT_KEYS.includes(key)),
    };
  }

  #parameter(name: string, written: JsonObject, path: DocumentPath): RunbookParameter {
    const writtenType = this.#text(written, 'type', path) ?? 'String';
    const type = PICKERS[writtenType] ?? writtenType;
    if (!isValueType(type)) this.#wrong('RUN012', [...path, 'type'], writtenType, [...VALUE_TYPES, ...Object.keys(PICKERS)].join(', '));
    if (written.allowedValues !== undefined && !Array.isArray(written.allowedValues)) {
      this.#wrong('RUN011', [...path, 'allowedValues'], written.allowedValues, 'a list');
    }
    return {
      name,
      type: isValueType(type) ? type : 'String',
      writtenType,
      description: this.#optionalText(written, 'description', path),
      defaultValue: written.default,
      allowedValues: Array.isArray(written.allowedValues) ? (written.allowedValues as readonly JsonValue[]) : [],
      allowedPattern: this.#optionalText(written, 'allowedPattern', path),
      minChars: this.#optionalNumber(written, 'minChars', path),
      maxChars: this.#optionalNumber(written, 'maxChars', path),
      minItems: this.#optionalNumber(written, 'minItems', path),
      maxItems: this.#optionalNumber(written, 'maxItems', path),
      path,
    };
  }

  #variable(name: string, written: JsonObject, path: DocumentPath): RunbookVariable {
    const type = this.#text(written, 'type', path) ?? 'String';
    if (!isValueType(type)) this.#wrong('RUN012', [...path, 'type'], type, VALUE_TYPES.join(', '));
    return { name, type: isValueType(type) ? type : 'String', defaultValue: written.default, path };
  }

  #steps(written: JsonValue | undefined, path: DocumentPath): readonly RunbookStep[] {
    const list = Array.isArray(written) ? (written as readonly JsonValue[]) : [];
    return list.map((step, index) => this.#step(this.#map(step, [...path, index]), [...path, index]));
  }

  #step(written: JsonObject, path: DocumentPath): RunbookStep {
    const inputs = written.inputs === undefined ? {} : this.#map(written.inputs, [...path, 'inputs']);
    const action = this.#text(written, 'action', path) ?? '';
    const isLoop = action === 'aws:loop';
    const onFailure = this.#detour(written, 'onFailure', path);
    const isCritical = this.#optionalFlag(written, 'isCritical', path);
    return {
      name: this.#text(written, 'name', path) ?? '',
      action,
      description: this.#optionalText(written, 'description', path),
      inputs: isLoop ? Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== 'Steps')) : inputs,
      outputs: this.#outputs(written.outputs, [...path, 'outputs']),
      maxAttempts: this.#optionalNumber(written, 'maxAttempts', path) ?? 1,
      timeoutSeconds: this.#optionalNumber(written, 'timeoutSeconds', path),
      onFailure,
      onCancel: this.#detour(written, 'onCancel', path),
      isCritical: isCritical ?? onFailure.kind !== 'continue',
      isCriticalStated: isCritical !== undefined,
      isEnd: this.#optionalFlag(written, 'isEnd', path) ?? false,
      nextStep: this.#optionalText(written, 'nextStep', path),
      steps: isLoop ? this.#steps(inputs.Steps, [...path, 'inputs', 'Steps']) : [],
      unknownKeys: Object.keys(written).filter((key) => !STEP_KEYS.includes(key)),
      path,
    };
  }

  #outputs(written: JsonValue | undefined, path: DocumentPath): readonly StepOutput[] {
    if (written === undefined) return [];
    if (!Array.isArray(written)) {
      this.#wrong('RUN011', path, written, 'a list of maps with Name, Selector and Type');
      return [];
    }
    return (written as readonly JsonValue[]).map((output, index) => {
      const at = [...path, index];
      const map = this.#map(output, at);
      const type = this.#optionalText(map, 'Type', at);
      if (type !== undefined && !isValueType(type)) this.#wrong('RUN012', [...at, 'Type'], type, VALUE_TYPES.join(', '));
      return {
        name: this.#text(map, 'Name', at) ?? '',
        selector: this.#text(map, 'Selector', at) ?? '$',
        ...(type !== undefined && isValueType(type) && { type }),
        path: at,
      };
    });
  }

  /** `Abort`, `Continue` or `step:name`. */
  #detour(written: JsonObject, key: 'onFailure' | 'onCancel', path: DocumentPath): Detour {
    const value = written[key];
    if (value === undefined || value === 'Abort') return { kind: 'abort' };
    if (value === 'Continue' && key === 'onFailure') return { kind: 'continue' };
    if (typeof value === 'string' && value.startsWith('step:')) return { kind: 'step', step: value.slice('step:'.length).trim() };
    this.#wrong('RUN012', [...path, key], value, key === 'onFailure' ? 'Abort, Continue or step:<name>' : 'Abort or step:<name>');
    return { kind: 'abort' };
  }

  #entries(content: JsonObject, key: string): readonly (readonly [string, JsonObject, DocumentPath])[] {
    if (content[key] === undefined) return [];
    const map = this.#map(content[key], [key]);
    return Object.entries(map).map(([name, value]) => [name, this.#map(value, [key, name]), [key, name]]);
  }

  #map(value: unknown, path: DocumentPath): JsonObject {
    if (isJsonObject(value)) return value;
    this.#wrong('RUN011', path, value, 'a map');
    return {};
  }

  #text(map: JsonObject, key: string, path: DocumentPath): string | undefined {
    const text = this.#optionalText(map, key, path);
    if (map[key] === undefined) this.#wrong('RUN010', [...path, key], undefined, 'a text');
    return text;
  }

  #optionalText(map: JsonObject, key: string, path: DocumentPath): string | undefined {
    const value = map[key];
    if (value === undefined || typeof value === 'string') return value;
    this.#wrong('RUN011', [...path, key], value, 'a text');
    return undefined;
  }

  #optionalNumber(map: JsonObject, key: string, path: DocumentPath): number | undefined {
    const value = map[key];
    if (value === undefined || typeof value === 'number') return value;
    // Public documents write numbers as texts, and AWS takes them.
    if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
    this.#wrong('RUN011', [...path, key], value, 'a number');
    return undefined;
  }

  #optionalFlag(map: JsonObject, key: string, path: DocumentPath): boolean | undefined {
    const value = map[key];
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    this.#wrong('RUN011', [...path, key], value, 'true or false');
    return undefined;
  }

  #wrong(code: 'RUN010' | 'RUN011' | 'RUN012', path: DocumentPath, received: unknown, allowed: string): void {
    const what = {
      RUN010: `${path.at(-1)} is missing`,
      RUN011: path.length === 0 ? 'the document is no map' : `${path.at(-1)} has the wrong type`,
      RUN012: `${path.at(-1)} is not one of the values it can have`,
    }[code];
    const shown = received === undefined ? undefined : JSON.stringify(received);
    this.problems.push({
      code,
      level: 'error',
      where: this.#locate(path),
      what,
      ...(shown !== undefined && { received: shown.length > 80 ? `${shown.slice(0, 79)}…` : shown }),
      allowed,
      change: 'correct the document here',
    });
  }
}

function isValueType(type: string): type is ValueType {
  return (VALUE_TYPES as readonly string[]).includes(type);
}
