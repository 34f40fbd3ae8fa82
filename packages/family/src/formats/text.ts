// A derivation for the terminal.
import * as e from '@expfam/expression';
import type { Derivation, Step } from '../derivation/derivation.js';
import { inChapters } from './chapters.js';
import type { FormatOptions } from './options.js';
import { allSections, checkWords, shownSteps } from './options.js';
import type { Section } from './summary.js';

/** The derivation as text; with `steps`, every step with its reason, its rewrites and its check. */
export const derivationText = (derivation: Derivation, options: FormatOptions = {}): string => {
  const lines = [
    ...dedent(derivation.source),
    '',
    `is an exponential family of dimension ${e.text(derivation.dimension)}${traits(derivation)}`,
    '',
    ...(options.steps ? [...stepLines(shownSteps(derivation, options)), ''] : []),
    ...allSections(derivation, options).flatMap(sectionLines),
    '',
    ...closing(derivation, options.steps === true),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

const traits = ({ curved, identified, normalised }: Derivation): string => {
  const notes = [
    ...(curved ? ['curved: fewer free parameters than that'] : []),
    ...(identified ? [] : ['not identified: different parameters give the same distribution']),
    ...(normalised ? ['divided by its total'] : []),
  ];
  return notes.length === 0 ? '' : ` (${notes.join('; ')})`;
};

/** The density text without the margin it had in its file. */
export const dedent = (source: string): string[] => {
  const lines = source
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => line.slice(margin));
};

const sectionLines = ({ title, entries }: Section): string[] =>
  entries.map(({ left, right, note }, i) => {
    const formula = `${left.text} = ${e.text(right)}${note ? `    ${note.text}` : ''}`;
    return `${(i === 0 ? title : '').padEnd(26)}${formula}`;
  });

const stepLines = (steps: readonly Step[]): string[] =>
  inChapters(steps).flatMap(({ chapter, step }, i) => [
    ...(chapter === null ? [] : ['', chapter.title, `  ${chapter.goal}`, '']),
    `${String(i + 1).padStart(3)}. ${step.rule}`,
    `     ${equation(step)}`,
    `     because ${step.because}`,
    ...checked(step, 5),
    ...nested(step.steps),
  ]);

/** What a line is made of, each a line of its own with its check behind it. */
const nested = (steps: readonly Step[], indent = 7): string[] =>
  steps.flatMap((step) => [
    `${' '.repeat(indent)}${step.rule}: ${equation(step)}${step.check ? `  [${String(step.check.points)} points, ${step.check.maxRelativeError}]` : ''}`,
    ...nested(step.steps, indent + 2),
  ]);

const relations = { equal: '=', less: '<', 'less-or-equal': '<=' };

const equation = ({ left, from, to, relation = 'equal' }: Step): string => {
  const sides = from === to ? [e.text(to)] : [e.text(from), e.text(to)];
  return `${left === undefined ? '' : `${left} = `}${sides.join(` ${relations[relation]} `)}`;
};

const checked = (step: Step, indent: number): string[] => {
  const words = checkWords(step);
  return words === null ? [] : [`${' '.repeat(indent)}${words}`];
};

const closing = ({ certificate, steps }: Derivation, shown: boolean): string[] => [
  `certified${certificate.at === undefined ? '' : ` at ${certificate.at}`}: ${String(certificate.upper)} ${certificate.upper === 1 ? 'statistic' : 'statistics'} constructed, double differences of rank ${String(certificate.lower)} at ${String(certificate.points)} points to ${String(certificate.digits)} digits`,
  ...(shown ? [] : [`derived in ${String(steps.length)} steps, each checked by numbers; --steps shows them`]),
];
