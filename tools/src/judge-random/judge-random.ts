// One random density after another: what the engine says of it, beside what is true by construction.
import { Problem, text } from '@expfam/expression';
import type { RandomDensity } from '@expfam/oracle';
import { randomDensity } from '@expfam/oracle';
import type { Refusal } from '@expfam/family';
import { deriveDensity, readDensities } from '@expfam/family/text';

export interface Verdict {
  readonly seed: number;
  readonly verdict: 'right' | 'undecided' | 'wrong';
  /** What the engine said. */
  readonly said: string;
  readonly density: RandomDensity;
  readonly milliseconds: number;
}

const seedStride = 1_000_003;

/** Judges `count` densities; the same seed makes the same ones. */
export const judgeRandom = ({ seed, count }: { readonly seed: number; readonly count: number }): Verdict[] =>
  Array.from({ length: count }, (_, i) => judgeOne(seed * seedStride + i));

const judgeOne = (seed: number): Verdict => {
  const density = randomDensity(seed);
  const start = performance.now();
  const { said, right, undecided = false } = answer(density);
  const verdict = undecided ? 'undecided' : right ? 'right' : 'wrong';
  return { seed, verdict, said, density, milliseconds: performance.now() - start };
};

interface Answer {
  readonly said: string;
  readonly right: boolean;
  readonly undecided?: boolean;
}

const answer = ({ text: source, truth }: RandomDensity): Answer => {
  try {
    const { dimension, curved, identified, certificate } = deriveDensity(readDensities(source)[0], {
      checked: false,
    });
    const said = `dimension ${text(dimension)} [${certificate.lower}, ${certificate.upper}]${curved ? ' curved' : ''}${identified ? '' : ' unidentified'}`;
    const right =
      truth.member &&
      text(dimension) === String(truth.dimension) &&
      curved === truth.curved &&
      identified === truth.identified &&
      certificate.lower === certificate.upper;
    return { said, right };
  } catch (error) {
    if (!(error instanceof Problem) || error.name !== 'Refusal')
      return { said: `fault: ${error instanceof Error ? error.message : String(error)}`, right: false };
    const { code, what } = error as Refusal;
    const said = `${code}: ${what}`;
    return { said, right: !truth.member && code === 'not-separable', undecided: code === 'undecided' };
  }
};

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

/** How many were right, undecided and wrong, by what they were made of; then all that were not right. */
export const tableOf = (verdicts: readonly Verdict[]): string => {
  const kinds = [...new Set(verdicts.map(({ density }) => density.madeOf))].sort();
  const count = (kind: string | null, verdict: Verdict['verdict']): number =>
    verdicts.filter((each) => (kind === null || each.density.madeOf === kind) && each.verdict === verdict)
      .length;
  const row = (name: string, kind: string | null): string =>
    [
      name.padEnd(34),
      ...(['right', 'undecided', 'wrong'] as const).map((verdict) =>
        String(count(kind, verdict)).padStart(9),
      ),
    ].join('');
  const slowest = Math.max(...verdicts.map(({ milliseconds }) => milliseconds));
  const odd = verdicts.filter(({ verdict }) => verdict !== 'right');
  const truthOf = ({ truth }: RandomDensity): string =>
    truth.member
      ? `dimension ${String(truth.dimension)}${truth.curved ? ' curved' : ''}${truth.identified ? '' : ' unidentified'}`
      : 'no member';
  return [
    `${''.padEnd(34)}    right undecided    wrong`,
    ...kinds.map((kind) => row(kind, kind)),
    row('all', null),
    `undecided ${percent(count(null, 'undecided'), verdicts.length)}, slowest ${slowest.toFixed(0)} ms`,
    ...odd.map(
      ({ seed, verdict, said, density }) =>
        `\n${verdict} (${seed}, ${density.madeOf}): ${said}; true: ${truthOf(density)}\n${density.text}`,
    ),
  ].join('\n');
};
