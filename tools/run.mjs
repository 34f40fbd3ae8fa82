// Runs a script of tools/src from its TypeScript source: `npm run tool -- NAME [ARGUMENTS]`.
// Packages resolve to their sources too, so nothing has to be built first and nothing stale can be run.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = dirname(fileURLToPath(import.meta.url));
const sources = join(tools, 'src');
const [name = '', ...rest] = process.argv.slice(2);
const script = join(sources, `${name}.ts`);

if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(script)) {
  const names = readdirSync(sources).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  console.error(`unknown-tool: there is no tool '${name}'`);
  console.error(`  needed: one of ${names.map((file) => file.slice(0, -3)).join(', ')}`);
  process.exit(2);
}

const node = ['--conditions=@expfam/source', '--import', 'tsx', script, ...rest];
const { status } = spawnSync(process.execPath, node, { cwd: dirname(tools), stdio: 'inherit' });
process.exit(status ?? 1);
