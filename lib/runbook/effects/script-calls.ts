import type { JsonObject } from '../../aws/cloudformation/template';
import { referencesIn } from '../document/references';
import { findOperation } from '../operations/operation';
import { serviceOfDocument } from '../operations/service-names';
import type { StepCall, StepCalls } from './step-call';

/** Modules of Python's library that reach nothing outside of the script. https://docs.python.org/3.11/library/ */
const PURE_MODULES: ReadonlySet<string> = new Set(
  (
    'base64 calendar collections copy dataclasses datetime decimal enum fractions functools hashlib itertools json logging math numbers ' +
    'operator random re statistics string textwrap time typing uuid zoneinfo'
  ).split(' '),
);

/** Modules with clients, whose use is read, and with what clients throw and are set up with. */
const CLIENT_MODULES: ReadonlySet<string> = new Set(['boto3', 'botocore.config', 'botocore.exceptions']);

/** Words by which a script gets at what it did not import: names with two underscores, and functions that run, open or look up. */
const ESCAPES = /\b(__(?!name__\b)\w+__|eval|exec|compile|open|globals|locals|vars|getattr|setattr|delattr|breakpoint|input)\b/;

/**
 * The calls of AWS that a script makes. Python is read without running it, so only this is certain: a script that imports nothing but
 * modules that compute, uses no word that gets around that, has no reference filled into its text and brings its handler, makes
 * none. Of the others the calls are found that are written as a call of a client: `boto3.client('ecs').update_service(…)`, or of a
 * variable that is nothing but such a client; whatever else is done with a client is a doubt.
 *
 * @param inputs of `aws:executeScript`
 */
export function scriptCalls(inputs: JsonObject): StepCalls {
  const { Runtime: runtime, Script: script, Handler: handler } = inputs;
  if (typeof script !== 'string') return { calls: [], doubt: 'its script is an attachment' };
  if (typeof runtime !== 'string' || !runtime.startsWith('python')) return { calls: [], doubt: `a script of ${String(runtime)} is not read` };
  const reference = referencesIn(script)[0];
  if (reference !== undefined) return { calls: [], doubt: `{{ ${reference.name} }} is filled into its script` };
  const code = withoutTexts(script).replaceAll('\\\n', ' ');
  if (typeof handler !== 'string' || !new RegExp(`^(?:async )?def ${escaped(handler)}\\(`, 'm').test(code)) {
    return { calls: [], doubt: `its handler ${String(handler)} is not in its script` };
  }
  const clients = clientCalls(withoutComments(script));
  const doubt = clients.doubt ?? impurity(code);
  return { calls: clients.calls, ...(doubt !== undefined && { doubt }) };
}

/** Why code may reach something besides the clients it calls. */
function impurity(code: string): string | undefined {
  const imports = [...code.matchAll(/\b(?:from\s+([\w.]+)\s+import|import\s+([\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*))/g)];
  if (imports.length < [...code.matchAll(/\bimport\b/g)].length) return 'its script imports in a way that is not read';
  const modules = imports.flatMap(([, from, list = '']) => (from === undefined ? list.split(',').map((name) => name.trim().split(/\s/)[0]!) : [from]));
  const foreign = modules.find((name) => !CLIENT_MODULES.has(name) && !PURE_MODULES.has(name.split('.')[0]!));
  if (foreign !== undefined) return `its script imports ${foreign}`;
  const word = ESCAPES.exec(code)?.[1];
  return word === undefined ? undefined : `its script uses ${word}`;
}

const CLIENT = /(?:\b(\w+)\s*=\s*)?\bboto3\.client\(\s*['"]([\w-]+)['"]\s*(?:,[^()]*(?:\([^()]*\)[^()]*)*)?\)/g;

/** The calls of clients, and why there may be more. */
function clientCalls(written: string): StepCalls {
  const code = written.replaceAll(/^\s*import\s+[\w.]+(?:[^\S\n]*,[^\S\n]*[\w.]+)*[^\S\n]*$/gm, '');
  const clients = [...code.matchAll(CLIENT)];
  const uses = clients.flatMap((client) => {
    const [text, variable, service] = client;
    const behind = code.slice(client.index + text.length);
    if (variable === undefined || /^\s*\./.test(behind)) return [{ service: service!, behind }];
    // A name in quotes is a text, most often that of the service.
    const named = new RegExp(`(?<!['"\\w-])${variable}\\b(?!\\s*=\\s*boto3\\.client\\()`, 'g');
    return [...code.matchAll(named)].map(({ index }) => ({ service: service!, behind: code.slice(index + variable.length) }));
  });
  const found = uses.map(({ service, behind }) => operationCalled(service, behind));
  const hasOthers = [...code.matchAll(/\bboto3\b/g)].length > clients.length;
  const doubts = [...(hasOthers ? ['its script makes clients in a way that is not read'] : []), ...found.filter((each) => typeof each === 'string')];
  return { calls: found.filter((each) => typeof each !== 'string'), ...(doubts[0] !== undefined && { doubt: doubts[0] }) };
}

/** The operation that is called by what stands behind a client, `.describe_services(…)`; else the doubt about it. */
function operationCalled(written: string, behind: string): StepCall | string {
  const service = serviceOfDocument(written);
  if (service === undefined) return `its script calls ${written}, of which nothing is known`;
  const [, method, paginated] = /^\s*\.\s*(\w+)\((?:\s*['"](\w+)['"]\s*\))?/.exec(behind) ?? [];
  if (method === undefined) return `its script does with the client of ${written} what is not read`;
  const name = method === 'get_paginator' ? (paginated ?? method) : method;
  const operation = findOperation(service.name, name);
  return 'unknown' in operation
    ? `its script calls ${name} of ${written}, which is not known`
    : { service: service.name, operation: operation.name, input: undefined };
}

const QUOTED = /"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/.source;
/** Comments and strings of Python, these with their prefix. */
const TEXT = new RegExp(`#[^\\n]*|((?<!\\w)[A-Za-z]{1,2})?(?:${QUOTED})`, 'g');

/** Code without comments and without what stands in its strings, but for those with an f before them, which hold code. */
function withoutTexts(code: string): string {
  return code.replaceAll(TEXT, (text, prefix = '') => (/f/i.test(prefix as string) ? text : '""'));
}

/** Code without comments. */
function withoutComments(code: string): string {
  return code.replaceAll(TEXT, (text) => (text.startsWith('#') ? '' : text));
}

function escaped(name: string): string {
  return name.replaceAll(/[^\w]/g, '\\$&');
}
