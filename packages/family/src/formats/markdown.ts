// A derivation as Markdown with formulas between dollar signs, as GitHub, Jupyter and KaTeX read it.
import * as e from '@expfam/expression';
import type { Derivation, Step } from '../derivation/derivation.js';
import { inChapters } from './chapters.js';
import { densityTex, namesTex } from './latex.js';
import type { FormatOptions } from './options.js';
import { allSections, checkWords, shownSteps } from './options.js';
import type { Section } from './summary.js';
import { dedent } from './text.js';

/** The derivation as Markdown. */
export const derivationMarkdown = (derivation: Derivation, options: FormatOptions = {}): string => {
  const density = densityTex(derivation);
  const lines = [
    `# ${escapeMarkdown(derivation.name)}`,
    '',
    '```',
    ...dedent(derivation.source),
    '```',
    '',
    ...display(`${density === null ? '' : `${density}, \\qquad `}${namesTex(derivation)}`),
    `An exponential family of dimension $${e.tex(derivation.dimension)}$.`,
    '',
    ...inChapters(shownSteps(derivation, options)).flatMap(({ chapter, step }, i) => [
      ...(chapter === null ? [] : [`## ${chapter.title}`, '', chapter.goal, '']),
      ...stepMarkdown(step, i + 1),
    ]),
    ...allSections(derivation, options).flatMap(sectionMarkdown),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

const escapeMarkdown = (text: string): string => text.replace(/[_*`<\\]/g, (character) => `\\${character}`);

const display = (formula: string): string[] => ['$$', formula, '$$', ''];

const stepMarkdown = (step: Step, number: number): string[] => {
  const words = checkWords(step);
  return [
    `**${String(number)}. ${step.rule}**: ${escapeMarkdown(step.because)}.`,
    '',
    ...display(step.latex),
    ...(words === null ? [] : [`<sub>${words}</sub>`, '']),
    ...nested(step.steps, ''),
    ...(step.steps.length === 0 ? [] : ['']),
  ];
};

const nested = (steps: readonly Step[], indent: string): string[] =>
  steps.flatMap((step) => [
    `${indent}- *${step.rule}*: ${escapeMarkdown(step.because)}: $${step.latex}$`,
    ...nested(step.steps, `${indent}  `),
  ]);

const sectionMarkdown = ({ title, entries }: Section): string[] => [
  `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
  '',
  ...entries.flatMap(({ left, right, note }) =>
    display(`${left.tex} = ${e.tex(right)}${note ? `, \\quad ${note.tex}` : ''}`),
  ),
];
