// A derivation as a LaTeX fragment: sections and displayed equations, for a document that loads amsmath and amssymb.
import * as e from '@expfam/expression';
import type { Derivation, Quantity, Step } from '../derivation/derivation.js';
import { inChapters } from './chapters.js';
import { domainTex } from './domain-tex.js';
import type { FormatOptions } from './options.js';
import { allSections, checkWords, shownSteps } from './options.js';
import type { Section } from './summary.js';

const unicodeTex: { readonly [character: string]: string } = {
  η: '$\\eta$', θ: '$\\theta$', λ: '$\\lambda$', φ: '$\\varphi$', δ: '$\\delta$', ν: '$\\nu$', μ: '$\\mu$', π: '$\\pi$', Γ: '$\\Gamma$', ζ: '$\\zeta$',
  Σ: '$\\sum$', ᵀ: '$^{\\top}$', '−': '$-$', '·': '$\\cdot$', '√': '$\\surd$', '∫': '$\\int$', '≠': '$\\ne$', '≤': '$\\le$', '≥': '$\\ge$', '∞': '$\\infty$', '…': '\\dots{}', '²': '$^2$', '½': '$\\tfrac12$',
  '₀': '$_0$', 'ₖ': '$_k$', 'ₙ': '$_n$', 'ᵢ': '$_i$',
}; // prettier-ignore

const special: { readonly [character: string]: string } = {
  '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}',
}; // prettier-ignore

/** Text with the characters escaped that LaTeX keeps for itself. */
export const escapeTex = (text: string): string =>
  text
    .replace(/[\\{}$&#^_~%]/g, (character) => special[character] ?? `\\${character}`)
    .replace(/[^\x20-\x7e]/g, (character) => unicodeTex[character] ?? character);

/** "y ∈ {0, 1}" for every name of the text. */
export const namesTex = ({ outcome, parameters, constants }: Derivation): string =>
  [outcome, ...parameters, ...constants]
    .map(({ symbol, domain }: Quantity) => `${e.tex(symbol)} \\in ${domainTex(domain)}`)
    .join(',\\quad ');

/** The density as it was given, p(y | φ) = …; null where the text says maxent. */
export const densityTex = ({ outcome, parameters, steps }: Derivation): string | null => {
  const first = steps.find(({ rule }) => rule === 'density-as-exponential');
  if (first === undefined) return null;
  const names = parameters.map(({ symbol }) => e.tex(symbol)).join(', ');
  return `p(${e.tex(outcome.symbol)}${names === '' ? '' : ` \\mid ${names}`}) = ${e.tex(e.exp(first.from))}`;
};

/** The derivation as a LaTeX fragment. */
export const derivationLatex = (derivation: Derivation, options: FormatOptions = {}): string => {
  const density = densityTex(derivation);
  const lines = [
    '% needs amsmath and amssymb',
    `\\section*{${escapeTex(derivation.name)}}`,
    '\\[',
    `  ${density === null ? '' : `${density}, \\qquad `}${namesTex(derivation)}`,
    '\\]',
    `An exponential family of dimension $${e.tex(derivation.dimension)}$.`,
    ...inChapters(shownSteps(derivation, options)).flatMap(({ chapter, step }) => [
      ...(chapter === null
        ? []
        : ['', `\\subsection*{${escapeTex(chapter.title)}}`, escapeTex(chapter.goal)]),
      ...stepLatex(step),
    ]),
    ...allSections(derivation, options).flatMap(sectionLatex),
  ];
  return `${lines.join('\n')}\n`;
};

/** With a capital and a full stop; a formula keeps its small letter. */
const sentence = (text: string): string =>
  `${/^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text}.`;

const stepLatex = (step: Step): string[] => {
  const words = checkWords(step);
  return [
    '',
    `\\paragraph{${escapeTex(step.rule)}}`,
    escapeTex(sentence(step.because)),
    '\\[',
    `  ${step.latex}`,
    '\\]',
    ...(words === null ? [] : [`{\\footnotesize ${sentence(escapeTex(words))}}`]),
    ...nested(step.steps),
  ];
};

/** The rewrites under a line, as a list in small print. */
const nested = (steps: readonly Step[]): string[] =>
  steps.length === 0
    ? []
    : [
        '{\\footnotesize\\begin{itemize}',
        ...steps.flatMap((step) => [
          `  \\item \\emph{${escapeTex(step.rule)}}: ${escapeTex(step.because)}: $${step.latex}$`,
          ...nested(step.steps),
        ]),
        '\\end{itemize}}',
      ];

const sectionLatex = ({ title, entries }: Section): string[] => [
  '',
  `\\paragraph{${escapeTex(title.charAt(0).toUpperCase() + title.slice(1))}}`,
  '\\begin{align*}',
  entries
    .map(({ left, right, note }) => `  ${left.tex} &= ${e.tex(right)}${note ? ` && ${note.tex}` : ''}`)
    .join(' \\\\\n'),
  '\\end{align*}',
];
