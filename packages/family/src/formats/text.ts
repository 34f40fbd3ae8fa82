// A derivation for the terminal.
import * as e from '@expfam/expression';
import type { Derivation, Step } from '../derivation.js';
import type { Section } from './summary.js';
import { sectionsOf } from './summary.js';

/** Where the parts of a derivation begin, by the rule of their first line. */
export const chapters: { readonly [rule: string]: string } = {
  'density-as-exponential': 'Into exponential-family form',
  'maximise-entropy': 'By maximum entropy',
  'solve-for-parameter': 'Back from the natural parameters',
  exponentiate: 'Back from the natural parameters',
  'mean-is-gradient-of-log-partition': 'The response',
  'negative-log-likelihood': 'Learning',
};

/** The derivation as text; with `steps`, every step with its reason, its rewrites and its check. */
export const derivationText = (
  derivation: Derivation,
  options: { readonly steps?: boolean | undefined } = {},
): string => {
  const lines = [
    ...dedent(derivation.source),
    '',
    `is an exponential family of dimension ${e.text(derivation.dimension)}${traits(derivation)}`,
    '',
    ...(options.steps ? [...derivation.steps.flatMap(stepLines(derivation)), ''] : []),
    ...sectionsOf(derivation).flatMap(sectionLines),
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

const stepLines = (derivation: Derivation) => {
  const numbered = new Map(derivation.steps.map((step, i) => [step, i + 1]));
  const seen = new Set<string>();
  return (step: Step): string[] => {
    const chapter = chapters[step.rule];
    const heading = chapter !== undefined && !seen.has(chapter) ? ['', chapter, ''] : [];
    if (chapter !== undefined) seen.add(chapter);
    return [
      ...heading,
      `${String(numbered.get(step)).padStart(3)}. ${step.rule}`,
      `     ${equation(step)}`,
      `     because ${step.because}`,
      ...(step.check ? [`     ${checked(step)}`] : []),
      ...step.steps.flatMap((inner) => [`       ${inner.rule}: ${equation(inner)}`]),
    ];
  };
};

const equation = ({ from, to }: Step): string =>
  from === to ? e.text(to) : `${e.text(from)} = ${e.text(to)}`;

const checked = ({ check }: Step): string =>
  check === null
    ? ''
    : `checked at ${String(check.points)} points to ${String(check.digits)} digits, worst relative error ${check.maxRelativeError}`;

const closing = ({ certificate, steps }: Derivation, shown: boolean): string[] => [
  `certified: ${String(certificate.upper)} ${certificate.upper === 1 ? 'statistic' : 'statistics'} constructed, double differences of rank ${String(certificate.lower)} at ${String(certificate.points)} points to ${String(certificate.digits)} digits`,
  ...(shown ? [] : [`derived in ${String(steps.length)} steps, each checked by numbers; --steps shows them`]),
];
