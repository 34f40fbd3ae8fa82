#!/usr/bin/env node
// The command. What it does is in src/main.ts; here it only gets a process around it.
import { run } from '../dist/command/process.js';

await run();
