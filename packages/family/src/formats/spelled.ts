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
  if (component) return spelled(name, `${e.texName(component[1])}_{${subscript(component[2].split(', '))}}`);
  return parameters.some(({ symbol }) => e.text(symbol) === name)
    ? spelled(name, e.texName(name))
    : spelled(name);
};

/** Indices one after the other, with commas between them where one has several digits. */
const subscript = (indices: readonly string[]): string =>
  indices.join(indices.every(({ length }) => length === 1) ? '' : ', ');

/** The outcome of which an entry of the response is the mean: an entry of a vector, of the upper triangle of a matrix, or all. */
export const outcomeName = ({ outcome, natural, response }: Derivation, i: number): Spelled => {
  const whole = ofSymbol(outcome.symbol);
  if (!e.isVectorDomain(outcome.domain)) return whole;
  const at = (indices: readonly Spelled[]): Spelled =>
    spelled(
      `${whole.text}[${indices.map(({ text }) => text).join(', ')}]`,
      `${whole.tex}_{${subscript(indices.map(({ tex }) => tex))}}`,
    );
  const { index } = natural[0];
  if (index) return at([ofSymbol(index.symbol)]);
  if (outcome.domain.kind !== 'positive-definite') return at([spelled(String(i + 1))]);
  return at(pairOf(i, response?.length ?? 1).map((place) => spelled(String(place))));
};

/** The row and the column of an entry of an upper triangle that is told row by row. */
const pairOf = (i: number, count: number): readonly [number, number] => {
  const size = Math.round((Math.sqrt(8 * count + 1) - 1) / 2);
  let [row, left] = [0, i];
  while (left >= size - row) {
    left -= size - row;
    row++;
  }
  return [row + 1, row + left + 1];
};

/** E[y], or P(y = i) for a class. */
export const responseName = (derivation: Derivation, i: number): Spelled => {
  if (!derivation.categorical) {
    const { text, tex } = outcomeName(derivation, i);
    return spelled(`E[${text}]`, `\\mathrm{E}[${tex}]`);
  }
  const [y, tex] = [e.text(derivation.outcome.symbol), e.tex(derivation.outcome.symbol)];
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
