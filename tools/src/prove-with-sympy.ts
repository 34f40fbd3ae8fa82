// Proves every derivation of the catalogue once more with SymPy and mpmath: npm run tool -- prove-with-sympy [FAMILY …]
// Needs python3 with both; a line a family, and the failing claims of those that fail.
import { spawnSync } from 'node:child_process';
import { Problem } from '@expfam/expression';
import { deriveLink, derivationSympy } from '@expfam/family';
import type { Derivation, FamilyDefinition } from '@expfam/family';
import { catalogue } from '@expfam/family/catalogue';
import { deriveDensity, readDensities } from '@expfam/family/text';

const wanted = process.argv.slice(2);
/** A link that the engine does not get for nothing. */
const links: Readonly<Record<string, string>> = { bernoulli: 'probit', poisson: 'sqrt', gaussian: 'log', exponential: 'log', binomial: 'cloglog' }; // prettier-ignore
const secondsAllowed = 150;

const scriptOf = (derivation: Derivation): string => {
  const link = links[derivation.name];
  return derivationSympy(derivation, link === undefined ? {} : { link: deriveLink(derivation, link, false) });
};

let failed = 0;
for (const family of catalogue as readonly FamilyDefinition[]) {
  if (wanted.length > 0 && !wanted.includes(family.name)) continue;
  for (const density of readDensities(family.density, family.name)) {
    const started = performance.now();
    const script = ((): string | Problem => {
      try {
        const sized = family.size === undefined ? density : { ...density, usualSize: family.size };
        return scriptOf(deriveDensity(sized, { checked: false }));
      } catch (error) {
        if (error instanceof Problem) return error;
        throw error;
      }
    })();
    if (script instanceof Problem) {
      console.log(`none    ${family.name}: ${script.message}`);
      continue;
    }
    const { stdout, stderr, status } = spawnSync('python3', ['-'], {
      input: script,
      encoding: 'utf8',
      timeout: secondsAllowed * 1000,
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    const proved = lines.filter((line) => line.includes('proved by SymPy')).length;
    const claims = lines.filter((line) => /^(ok|FAILED) /.test(line)).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${status === 0 ? 'ok     ' : 'FAILED '} ${family.name}: ${String(claims)} claims, ${String(proved)} of them by symbols too, ${seconds} s`,
    );
    if (status === 0) continue;
    failed++;
    for (const line of lines.filter((each) => each.startsWith('FAILED'))) console.log(`          ${line}`);
    if (stderr !== '') console.log(stderr.split('\n').slice(-6).join('\n'));
  }
}
process.exitCode = failed > 0 ? 1 : 0;
