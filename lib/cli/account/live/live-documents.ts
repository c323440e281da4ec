import type { Answer } from '../../../conformance/deployed-resources';
import { MAX_PARAMETER_NAMES } from '../../../slo/budget/stored-record';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

const MISSING = ['InvalidDocument'];

/** Which documents are read: those whose version counts, and a change calendar, whose text does. */
interface ReadDocuments {
  readonly region: string;
  readonly names: readonly string[];
  readonly calendar?: string;
}

/** Reads documents of Systems Manager. */
export async function readDocuments(reader: LiveReader, { region, names, calendar }: ReadDocuments, lists: LiveLists): Promise<void> {
  const { DescribeDocumentCommand, GetDocumentCommand } = await import('@aws-sdk/client-ssm');
  const client = await reader.account.reading('ssm', region);
  for (const name of names) {
    const read = await reader.askFor('ssm:DescribeDocument', region, MISSING, () => client.send(new DescribeDocumentCommand({ Name: name })), name);
    if ('couldNotTell' in read) lists.add('document', region, read);
    if ('couldNotTell' in read || read.value?.Document === undefined) continue;
    const { DocumentType: type, Status: status = 'unknown', DefaultVersion: defaultVersion = '', LatestVersion: latestVersion = '' } = read.value.Document;
    lists.add('document', region, { value: { name, region, type, standing: { status, defaultVersion, latestVersion } } });
  }
  if (calendar === undefined) return;
  const read = await reader.askFor('ssm:GetDocument', region, MISSING, () => client.send(new GetDocumentCommand({ Name: calendar })), calendar);
  if ('couldNotTell' in read) lists.add('document', region, read);
  else if (read.value !== undefined)
    lists.add('document', region, { value: { name: calendar, region, type: read.value.DocumentType, calendar: read.value.Content } });
}

/** Reads parameters, as many a call as there may be. Returns the ARNs of those that are there. */
export async function readParameters(
  reader: LiveReader,
  asked: readonly { readonly region: string; readonly name: string }[],
  parameters: Map<string, Answer<string | undefined>>,
): Promise<readonly string[]> {
  const arns: string[] = [];
  const { GetParametersCommand } = await import('@aws-sdk/client-ssm');
  for (const region of new Set(asked.map((each) => each.region))) {
    const client = await reader.account.reading('ssm', region);
    const names = [...new Set(asked.flatMap((each) => (each.region === region ? [each.name] : [])))];
    for (let start = 0; start < names.length; start += MAX_PARAMETER_NAMES) {
      const batch = names.slice(start, start + MAX_PARAMETER_NAMES);
      const read = await reader.ask('ssm:GetParameters', region, () => client.send(new GetParametersCommand({ Names: batch })));
      for (const name of batch) {
        if ('couldNotTell' in read) {
          parameters.set(`${region} ${name}`, read);
          continue;
        }
        const { Parameters: found = [], InvalidParameters: missing = [] } = read.value;
        const value = found.find(({ Name }) => Name === name)?.Value;
        const isAnswered = value !== undefined || missing.includes(name);
        parameters.set(`${region} ${name}`, isAnswered ? { value } : { couldNotTell: `ssm:GetParameters in ${region} says nothing of ${name}`, name });
      }
      if ('value' in read) arns.push(...(read.value.Parameters ?? []).flatMap(({ ARN: arn }) => arn ?? []));
    }
  }
  return arns;
}
