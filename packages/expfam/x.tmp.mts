import { run } from './src/command/process.ts';
await run();
