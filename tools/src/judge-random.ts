// Judges the decision by random densities of known kind: npm run tool -- judge-random -- --seed 1 --count 2000
// The generator and the truth are the oracle's. Wrong answers and undecided ones are listed; the first make it fail.
import { parseArgs } from 'node:util';
import { judgeRandom, tableOf } from './judge-random/judge-random.js';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '2000' } },
  allowPositionals: true,
});
const verdicts = judgeRandom({ seed: Number(values.seed), count: Number(values.count) });
console.log(tableOf(verdicts));
if (verdicts.some(({ verdict }) => verdict === 'wrong')) process.exitCode = 1;
