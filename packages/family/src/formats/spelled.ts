// The names of derived quantities, in text and in TeX.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, NaturalParameter } from '../derivation/derivation.js';

/** A name in both spellings. */
export interface Spelled {
  readonly text: string;
  readonly tex: string;
}

export const spelled = (text: string, tex = text): Spelled => ({ text, tex });
export const ofSymbol = (symbol: Expression): Spelled => spelled(e.text(symbol), e.tex(symbol));

/** What an index runs over. */
export const rangeOf = ({ index }: NaturalParameter): Spelled | undefined =>
  index && {
    text: `${e.text(index.symbol)} = ${e.text(index.from)} .. ${e.text(index.to)}`,
    tex: `${e.tex(index.symbol)} = ${e.tex(index.from)}, \\dots, ${e.tex(index.to)}`,
  };

/** T, T1, T2, … or T[i]. */
export const statisticName = ({ natural }: Pick<Derivation, 'natural'>, i: number): Spelled => {
  const { index } = natural[i];
  if (index) return spelled(`T[${e.text(index.symbol)}]`, `T_{${e.tex(index.symbol)}}`);
  return natural.length === 1 ? spelled('T') : spelled(`T${String(i + 1)}`, `T_{${String(i + 1)}}`);
};

export const sourceName = (name: string, { parameters }: Derivation): Spelled => {
  const component = /^(\w+)\[(.*)\]$/.exec(name);
  if (component) return spelled(name, `${e.texName(component[1])}_{${component[2]}}`);
  return parameters.some(({ symbol }) => e.text(symbol) === name)
    ? spelled(name, e.texName(name))
    : spelled(name);
};

/** E[y], or P(y = i) for a class. */
export const responseName = (derivation: Derivation, i: number): Spelled => {
  const [y, tex] = [e.text(derivation.outcome.symbol), e.tex(derivation.outcome.symbol)];
  if (!derivation.categorical) return spelled(`E[${y}]`, `\\mathrm{E}[${tex}]`);
  const { index } = derivation.natural[0];
  const value = index ? ofSymbol(index.symbol) : spelled(String(i + 1));
  return spelled(`P(${y} = ${value.text})`, `P(${tex} = ${value.tex})`);
};

/** The natural parameter of a column; along an index it is called j. */
export const columnOf = ({ symbol, index }: NaturalParameter): Expression =>
  index ? e.substitute(symbol, new Map([[index.symbol, e.indexSymbol('j', index.from, index.to)]])) : symbol;

/** ∂ of something by something. */
export const slopeOf = (of: Spelled, by: Spelled): Spelled =>
  spelled(`d ${of.text} / d ${by.text}`, `\\frac{\\partial ${of.tex}}{\\partial ${by.tex}}`);

/** The second derivative of something. */
export const secondSlopeOf = (of: Spelled, first: Spelled, second: Spelled): Spelled =>
  first.text === second.text
    ? spelled(
        `d^2 ${of.text} / d ${first.text}^2`,
        `\\frac{\\partial^{2} ${of.tex}}{\\partial {${first.tex}}^{2}}`,
      )
    : spelled(
        `d^2 ${of.text} / d ${first.text} d ${second.text}`,
        `\\frac{\\partial^{2} ${of.tex}}{\\partial ${first.tex}\\,\\partial ${second.tex}}`,
      );
