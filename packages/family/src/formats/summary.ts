// The contents of a derivation in the order of a page: headings, and under them lines of "symbol = formula". Text, LaTeX and
// Markdown are three spellings of it.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { consequencesOf } from '../consequences.js';
import type { Derivation, NaturalParameter } from '../derivation.js';

/** One formula; `left` and `note` are given in text and in TeX. */
export interface Entry {
  readonly left: Spelled;
  readonly right: Expression;
  readonly note?: Spelled;
}

export interface Spelled {
  readonly text: string;
  readonly tex: string;
}

/** Formulas under one heading. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const spelled = (text: string, tex = text): Spelled => ({ text, tex });
const ofSymbol = (symbol: Expression): Spelled => spelled(e.text(symbol), e.tex(symbol));

/** The sections of a derivation; what has no closed form is left out. */
export const sectionsOf = (derivation: Derivation): readonly Section[] => {
  const more = consequencesOf(derivation);
  const entry = (left: Spelled, right: Expression | null): Entry[] =>
    right === null ? [] : [{ left, right }];
  const sections: Section[] = [
    { title: 'natural parameters', entries: derivation.natural.map(naturalEntry) },
    { title: 'sufficient statistics', entries: derivation.statistics.map((each, i) => ({ left: indexed('T', derivation, i), right: each })) },
    {
      title: 'log-partition function',
      entries: [
        ...entry(spelled('A(eta)', 'A(\\eta)'), derivation.logPartitionNatural),
        ...(derivation.parameters.length === 0 ? [] : entry(spelled('A'), derivation.logPartition)),
      ],
    },
    { title: 'log base measure', entries: entry(spelled('log h', '\\log h'), derivation.logBaseMeasure) },
    { title: 'parameters', entries: [...derivation.sourceFromNatural].flatMap(([name, value]) => entry(sourceName(name, derivation), value)) },
    { title: 'response', entries: (derivation.response ?? []).map((each, i) => ({ left: responseName(derivation, i), right: each })) },
    { title: 'Jacobian of the response', entries: matrix(derivation, derivation.jacobian) },
    { title: 'canonical link', entries: (derivation.canonicalLink ?? []).map((each, i) => ({ left: ofSymbol(derivation.natural[i].symbol), right: each })) },
    { title: 'variance function', entries: entry(spelled('V(mu1)', 'V(\\mu_{1})'), derivation.varianceFunction) },
    { title: 'loss', entries: entry(spelled('loss', '\\ell'), derivation.loss) },
    { title: 'gradient of the loss', entries: (derivation.gradient ?? []).map((each, i) => ({ left: derivative(derivation.natural[i]), right: each })) },
    { title: 'entropy', entries: entry(spelled('H'), more.entropy) },
    { title: 'hypothesis', entries: (more.hypothesis ?? []).map((each, i) => ({ left: spelled(`${responseName(derivation, i).text} given x`, `${responseName(derivation, i).tex} \\mid x`), right: each })) },
  ]; // prettier-ignore
  return sections.filter(({ entries }) => entries.length > 0);
};

const rangeOf = ({ index }: NaturalParameter): Spelled | undefined =>
  index && {
    text: `${e.text(index.symbol)} = ${e.text(index.from)} .. ${e.text(index.to)}`,
    tex: `${e.tex(index.symbol)} = ${e.tex(index.from)}, \\dots, ${e.tex(index.to)}`,
  };

const naturalEntry = (parameter: NaturalParameter): Entry => {
  const note = rangeOf(parameter);
  return { left: ofSymbol(parameter.symbol), right: parameter.expression, ...(note ? { note } : {}) };
};

const indexed = (name: string, { natural }: Derivation, i: number): Spelled => {
  const { index } = natural[i];
  if (index) return spelled(`${name}[${e.text(index.symbol)}]`, `${name}_{${e.tex(index.symbol)}}`);
  return natural.length === 1
    ? spelled(name)
    : spelled(`${name}${String(i + 1)}`, `${name}_{${String(i + 1)}}`);
};

const sourceName = (name: string, { parameters }: Derivation): Spelled => {
  const component = /^(\w+)\[(.*)\]$/.exec(name);
  if (component) return spelled(name, `${e.texName(component[1])}_{${component[2]}}`);
  return parameters.some(({ symbol }) => e.text(symbol) === name)
    ? spelled(name, e.texName(name))
    : spelled(name);
};

const responseName = (derivation: Derivation, i: number): Spelled => {
  const [y, tex] = [e.text(derivation.outcome.symbol), e.tex(derivation.outcome.symbol)];
  if (!derivation.categorical) return spelled(`E[${y}]`, `\\mathrm{E}[${tex}]`);
  const { index } = derivation.natural[0];
  const value = index ? ofSymbol(index.symbol) : spelled(String(i + 1));
  return spelled(`P(${y} = ${value.text})`, `P(${tex} = ${value.tex})`);
};

const derivative = ({ symbol }: NaturalParameter): Spelled =>
  spelled(`d loss / d ${e.text(symbol)}`, `\\frac{\\partial \\ell}{\\partial ${e.tex(symbol)}}`);

const matrix = (derivation: Derivation, rows: readonly (readonly Expression[])[] | null): Entry[] =>
  (rows ?? []).flatMap((row, i) =>
    row.map((each, j) => {
      const { symbol, index } = derivation.natural[j];
      const column = index ? e.substitute(symbol, new Map([[index.symbol, e.indexSymbol('j', index.from, index.to)]])) : symbol;
      const name = responseName(derivation, i);
      return {
        left: spelled(`d ${name.text} / d ${e.text(column)}`, `\\frac{\\partial ${name.tex}}{\\partial ${e.tex(column)}}`),
        right: each,
      };
    }),
  ); // prettier-ignore
