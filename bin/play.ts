import { parentPort, workerData } from 'node:worker_threads';
import { servePlays } from '../lib/cli/commands/play-worker';

if (parentPort !== null) servePlays(parentPort, workerData);
