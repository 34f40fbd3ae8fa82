// A derivation as LaTeX and as Markdown with LaTeX formulas.
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation.js';
import { sectionsOf } from './summary.js';
import { inChapters } from './chapters.js';
import { dedent } from './text.js';

/** Characters that LaTeX keeps for itself. */
const escapeTex = (text: string): string =>
  text.replace(/[\\{}$&#^_~%]/g, (character) => (character === '\\' ? '\\textbackslash{}' : character === '^' ? '\\textasciicircum{}' : character === '~' ? '\\textasciitilde{}' : `\\${character}`)).replace(/[^\x20-\x7e]/g, (character) => unicodeTex[character] ?? character); // prettier-ignore

const unicodeTex: { readonly [character: string]: string } = {
  η: '$\\eta$', λ: '$\\lambda$', φ: '$\\varphi$', δ: '$\\delta$', Σ: '$\\sum$', ᵀ: '$^{\\top}$', '−': '$-$', '·': '$\\cdot$',
}; // prettier-ignore

/** The derivation as a LaTeX fragment: sections and displayed equations. */
export const derivationLatex = (
  derivation: Derivation,
  options: { readonly steps?: boolean | undefined } = {},
): string => {
  const lines = [
    `\\section*{${escapeTex(derivation.name)}}`,
    '\\begin{verbatim}',
    ...dedent(derivation.source),
    '\\end{verbatim}',
  ];
  if (options.steps)
    for (const { chapter, step } of inChapters(derivation.steps)) {
      if (chapter !== null)
        lines.push(`\\subsection*{${escapeTex(chapter.title)}}`, `${escapeTex(chapter.goal)}.`);
      lines.push(`\\paragraph{${escapeTex(step.rule)}} ${escapeTex(step.because)}`, '\\[', step.latex, '\\]');
    }
  for (const { title, entries } of sectionsOf(derivation)) {
    lines.push(`\\paragraph{${title}}`);
    lines.push('\\begin{align*}');
    lines.push(
      entries
        .map(
          ({ left, right, note }) => `  ${left.tex} &= ${e.tex(right)}${note ? ` \\qquad ${note.tex}` : ''}`,
        )
        .join(' \\\\\n'),
    );
    lines.push('\\end{align*}');
  }
  return `${lines.join('\n')}\n`;
};

/** The derivation as Markdown; formulas stand between dollar signs. */
export const derivationMarkdown = (
  derivation: Derivation,
  options: { readonly steps?: boolean | undefined } = {},
): string => {
  const lines = [`# ${derivation.name}`, '', '```', ...dedent(derivation.source), '```', ''];
  lines.push(`An exponential family of dimension $${e.tex(derivation.dimension)}$.`, '');
  if (options.steps)
    for (const [i, { chapter, step }] of inChapters(derivation.steps).entries()) {
      if (chapter !== null) lines.push(`## ${chapter.title}`, '', `${chapter.goal}.`, '');
      lines.push(`${String(i + 1)}. **${step.rule}**: ${step.because}`, '', `   $$${step.latex}$$`, '');
    }
  for (const { title, entries } of sectionsOf(derivation)) {
    lines.push(`## ${title.charAt(0).toUpperCase()}${title.slice(1)}`, '');
    for (const { left, right, note } of entries)
      lines.push(`$$${left.tex} = ${e.tex(right)}${note ? `, \\quad ${note.tex}` : ''}$$`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
};
