// The derivation of a family as a textbook shows it: chapters, numbered lines with their reason, and under each line, later
// away, the rewrites that make it and the check that it passed.
import { tex } from '@expfam/expression';
import type { Derivation, Step } from '@expfam/family';
import { inChapters } from '@expfam/family';
import { display, escape, later } from './markdown.js';
import { resultsOf } from './results.js';

/** The lines of the derivation, under a heading for each chapter. */
export const stepsSection = ({ steps }: Derivation): string =>
  inChapters(steps)
    .map(({ chapter, step }, i) => {
      const heading = chapter === null ? '' : `\n### ${escape(chapter.title)}\n\n${escape(chapter.goal)}\n`;
      return heading + lineOf(step, `**${String(i + 1)}.** `);
    })
    .join('\n');

/** One line: its rule, its reason, its formula, and folded away its check and its rewrites. */
export const lineOf = (step: Step, number = ''): string =>
  `\n<div class="step">\n\n${number}*${escape(step.rule)}*: ${escape(step.because)}.\n${shown(step.latex)}\n${evidence(step)}\n</div>\n`;

const longest = 900; // signs of TeX in one line: a longer one is opened by who wants to read it

const shown = (formula: string): string =>
  formula.length <= longest
    ? display(formula)
    : later(`A formula of ${String(formula.length)} signs`, display(formula));

const evidence = (step: Step): string => {
  const rewrites = step.steps.length;
  const summary = [
    checkLine(step),
    ...(rewrites === 0 ? [] : [`${String(rewrites)} ${rewrites === 1 ? 'rewrite' : 'rewrites'}`]),
  ].filter((part) => part !== '');
  if (summary.length === 0) return '';
  const whole = `${tex(step.from)} = ${tex(step.to)}`;
  const before = step.from === step.to || whole === step.latex ? '' : `\n${display(whole)}`;
  const content = before + step.steps.map(rewriteLine).join('\n');
  const line = summary.join(' · ');
  return content === '' ? `\n<p class="evidence">${line}</p>\n` : later(line, content, 'evidence');
};

const rewriteLine = (step: Step): string => {
  const inner = step.steps.length === 0 ? '' : `\n${step.steps.map(rewriteLine).join('\n')}`;
  return `\n*${escape(step.rule)}*: ${escape(step.because)}.\n${display(step.latex)}${inner}`;
};

const checkLine = ({ check }: Step): string =>
  check === null
    ? ''
    : `checked at ${String(check.points)} points to ${String(check.digits)} digits, worst relative error ${escape(check.maxRelativeError)}`;

/** Everything that was derived, as formulas under their names. */
export const resultsSection = (derivation: Derivation): string =>
  resultsOf(derivation)
    .map(({ title, formulas, names, remark }) =>
      [
        `\n### ${title}\n`,
        ...(remark === '' ? [] : [`${escape(remark)}${formulas.length === 0 ? '.' : ':'}\n`]),
        firstOf(formulas),
        ...(names.length === 0 ? [] : ['\nwhere\n', ...names.map(display)]),
      ].join('\n'),
    )
    .join('\n');

const room = 700; // signs of TeX under a heading: of many formulas the first show what all are like

/** The formulas of a heading, those folded away for which there is no room. */
const firstOf = (formulas: readonly string[]): string => {
  let taken = 0;
  const end = formulas.findIndex((formula, i) => (taken += formula.length) > room && i > 0);
  if (end === -1) return formulas.map(display).join('\n');
  const rest = formulas.slice(end);
  const words = `${String(rest.length)} more ${rest.length === 1 ? 'formula' : 'formulas'}`;
  return formulas.slice(0, end).map(display).join('\n') + later(words, rest.map(display).join('\n'));
};
