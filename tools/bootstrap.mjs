// Installs what the workspace needs, with nothing but Node and npm: runs before everything, does nothing when
// the lockfile is the one that was installed last. pnpm comes through npx, in the version that package.json pins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.expfam-installed');
const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'));
const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`old-node: this is Node ${process.versions.node}\n  needed: Node ${engines.node}`);
  process.exit(1);
}

const wanted = createHash('sha256')
  .update(lockfile)
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

// A shell, because npx is a script on Windows; every word of the command is our own.
const install = `npx -y ${packageManager} install --frozen-lockfile`;
const { status } = spawnSync(install, { cwd: root, stdio: 'inherit', shell: true });
if (status !== 0) {
  console.error(`no-install: '${install}' did not succeed\n  help:   its own words are above`);
  process.exit(status ?? 1);
}
writeFileSync(stamp, wanted);
