import { GetMetricDataCommand, type GetMetricDataCommandOutput, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { messageOf } from '../../problems/error-message';
import type { CloudWatchPort } from './clients';
import { MAX_DATAPOINTS } from './measuring-plan';
import type { MetricRead, MetricRequest } from './metric-reads';
import { Series } from './series';

/** What a read came to: its series by the id they have in the indicator, or why it cannot be determined. */
export type ReadResult = { readonly series: ReadonlyMap<string, Series> } | { readonly fault: string };

/** The results of reads. */
export type ReadResults = ReadonlyMap<MetricRead, ReadResult>;

/**
 * Carries out requests, one after the other. Whatever is not complete (a request that failed, a series CloudWatch did
 * not finish, a message beside it) is a fault of the reads it touches, and of no other: when a request of several is
 * refused, each is asked for alone, so that one impossible query does not blind the rest.
 */
export async function fetchMetrics(cloudWatch: CloudWatchPort, requests: readonly MetricRequest[]): Promise<ReadResults> {
  const results = new Map<MetricRead, ReadResult>();
  for (const request of requests) {
    try {
      await answer(cloudWatch, request, results);
    } catch (error) {
      if (isRefusal(error) && request.reads.length > 1) {
        const alone = await fetchMetrics(
          cloudWatch,
          request.reads.map((read) => ({ from: read.from, until: read.until, reads: [read] })),
        );
        for (const [read, result] of alone) results.set(read, result);
      } else for (const read of request.reads) results.set(read, { fault: `GetMetricData failed: ${messageOf(error)}` });
    }
  }
  return results;
}

/** A request that will be refused however often it is made: not throttled, and no fault of the server. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || /Thrott|TooMany|LimitExceeded|AccessDenied|UnrecognizedClient|Expired/.test(error.name)) return false;
  return (error as { readonly $fault?: unknown }).$fault === 'client';
}

async function answer(cloudWatch: CloudWatchPort, request: MetricRequest, results: Map<MetricRead, ReadResult>): Promise<void> {
  const pages = await allPages(cloudWatch, request);
  const said = pages.flatMap(({ Messages: messages = [] }) => messages).map(messageText);
  const byId = new Map<string | undefined, MetricDataResult[]>();
  for (const piece of pages.flatMap(({ MetricDataResults: all = [] }) => all)) byId.set(piece.Id, [...(byId.get(piece.Id) ?? []), piece]);
  for (const read of request.reads) results.set(read, said.length > 0 ? { fault: `CloudWatch says: ${said.join('; ')}` } : readResult(read, byId));
}

async function allPages(cloudWatch: CloudWatchPort, { from, until, reads }: MetricRequest): Promise<GetMetricDataCommandOutput[]> {
  const pages: GetMetricDataCommandOutput[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: reads.flatMap(({ queries }) => queries),
        StartTime: new Date(from),
        EndTime: new Date(until),
        ScanBy: 'TimestampAscending',
        MaxDatapoints: MAX_DATAPOINTS,
        NextToken: token,
      }),
    );
    pages.push(page);
    token = page.NextToken;
    if (token === undefined) return pages;
    if (seen.has(token)) throw new Error('the answer repeats its own page');
    seen.add(token);
  }
}

function readResult(read: MetricRead, byId: ReadonlyMap<string | undefined, readonly MetricDataResult[]>): ReadResult {
  const series = new Map<string, Series>();
  for (const { Id: id, ReturnData: isReturned } of read.queries) {
    if (!isReturned) continue;
    const pieces = byId.get(id) ?? [];
    const name = id!.slice(read.prefix.length);
    const said = pieces.flatMap(({ Messages: messages = [] }) => messages).map(messageText);
    if (said.length > 0) return { fault: `CloudWatch says of ${name}: ${said.join('; ')}` };
    // A piece that another page goes on with is PartialData; only the last one has to be complete.
    const status = pieces.at(-1)?.StatusCode;
    if (status !== 'Complete') return { fault: `CloudWatch did not complete ${name}: ${status ?? 'no result'}` };
    const values = new Series(read, read.periodMinutes);
    for (const { Timestamps: times = [], Values: all = [] } of pieces) {
      // Tens of thousands of datapoints a run: no pair for each of them.
      for (let index = 0; index < times.length; index++) {
        const time = times[index]!;
        if (!values.take(time.getTime(), all[index])) return { fault: `a datapoint of ${name} is no number at the start of a period: ${time.toISOString()}` };
      }
    }
    series.set(name, values);
  }
  return { series };
}

function messageText({ Code: code, Value: value }: { readonly Code?: string; readonly Value?: string }): string {
  return [code, value].filter((part) => part !== undefined).join(': ');
}
