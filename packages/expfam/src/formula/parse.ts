// Reads a formula in Wilkinson notation by recursive descent, with R's precedence: ^ binds tightest, then the sign, `:`,
// `%in%` and its kin, `*` and `/`, `+` and `-`, comparisons, `!`, `&`, `|`.
import type { Formula, Operator, Sides } from './syntax.js';
import { tokensOf, unreadable } from './tokens.js';
import type { Token } from './tokens.js';

/**
 * Reads both sides of a formula.
 *
 * @throws Problem `unreadable-formula` with the spot.
 */
export const parseFormula = (text: string): Sides => {
  const reader = readerOf(text);
  const left = reader.sees('~') ? null : readLevel(reader, 0);
  reader.expect('~', 'a formula has one `~` between the outcome and its predictors');
  const right = readLevel(reader, 0);
  reader.end();
  return { text, left, right };
};

/**
 * Reads an expression, such as one side of a formula.
 *
 * @throws Problem `unreadable-formula` with the spot.
 */
export const parseExpression = (text: string): Formula => {
  const reader = readerOf(text);
  const expression = readLevel(reader, 0);
  reader.end();
  return expression;
};

interface Reader {
  readonly text: string;
  peek(): Token;
  next(): Token;
  sees(symbol: string): boolean;
  expect(symbol: string, otherwise: string): Token;
  /** What is read one level deeper. */
  inside(read: () => Formula): Formula;
  end(): void;
}

/** Brackets within brackets, and signs before signs: what is deeper nobody has written. */
const mostLevels = 200;

const readerOf = (text: string): Reader => {
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '', start: text.length, end: text.length };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const sees = (symbol: string): boolean => peek().kind === 'symbol' && peek().text === symbol;
  const expect = (symbol: string, otherwise: string): Token => {
    if (!sees(symbol)) throw complain(text, peek(), otherwise);
    return next();
  };
  const inside = (read: () => Formula): Formula => {
    depth += 1;
    if (depth > mostLevels) throw complain(text, peek(), `more than ${String(mostLevels)} levels`);
    const found = read();
    depth -= 1;
    return found;
  };
  const end = (): void => {
    const token = peek();
    if (token.kind === 'end') return;
    const what =
      token.text === '~'
        ? 'a formula has one `~`'
        : `\`${token.text}\` where an operator or the end was expected`;
    throw complain(text, token, what);
  };
  return { text, peek, next, sees, expect, inside, end };
};

const complain = (text: string, { start, end }: Token, what: string): Error =>
  unreadable(text, start, Math.max(1, end - start), what);

// Loosest first; all of them group to the left.
const levels: readonly (readonly Operator[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
  ['%in%', '%%', '%/%'],
  [':'],
];

/** The level of comparisons: what `!` takes in. */
const comparisons = 2;

const readLevel = (reader: Reader, level: number): Formula => {
  const operators = levels[level];
  if (operators === undefined) return readSign(reader);
  if (level === comparisons && reader.sees('!')) return readNot(reader);
  let left = readLevel(reader, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => reader.sees(candidate));
    if (operator === undefined) return left;
    reader.next();
    const right = readLevel(reader, level + 1);
    left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }
};

const readNot = (reader: Reader): Formula => {
  const { start } = reader.next();
  const of = reader.inside(() => readLevel(reader, comparisons));
  return { kind: 'not', of, start, end: of.end };
};

const readSign = (reader: Reader): Formula => {
  if (reader.sees('+')) {
    reader.next();
    return reader.inside(() => readSign(reader));
  }
  if (!reader.sees('-')) return readPower(reader);
  const { start } = reader.next();
  const of = reader.inside(() => readSign(reader));
  return { kind: 'negative', of, start, end: of.end };
};

const readPower = (reader: Reader): Formula => {
  const left = readAtom(reader);
  if (!reader.sees('^')) return left;
  reader.next();
  const right = reader.inside(() => readSign(reader));
  return { kind: 'binary', operator: '^', left, right, start: left.start, end: right.end };
};

const readAtom = (reader: Reader): Formula => {
  const token = reader.next();
  const { start, end, text } = token;
  if (token.kind === 'number') return { kind: 'number', value: Number(text), start, end };
  if (token.kind === 'name')
    return reader.sees('(') && isBare(reader, token)
      ? readCall(reader, token)
      : { kind: 'name', name: text, start, end };
  if (token.kind === 'symbol' && text === '(') {
    const of = reader.inside(() => readLevel(reader, 0));
    const close = reader.expect(')', 'a bracket is never closed');
    return { kind: 'group', of, start, end: close.end };
  }
  const found = token.kind === 'end' ? 'the formula ends' : `\`${text}\` stands`;
  throw complain(reader.text, token, `${found} where a term was expected`);
};

const isBare = (reader: Reader, token: Token): boolean => reader.text.charAt(token.start) !== '`';

const readCall = (reader: Reader, { text: name, start }: Token): Formula => {
  reader.next();
  const args: Formula[] = [];
  const labels: (string | null)[] = [];
  while (!reader.sees(')')) {
    const argument = reader.inside(() => readLevel(reader, 0));
    const named = argument.kind === 'name' && reader.sees('=');
    if (named) reader.next();
    args.push(named ? reader.inside(() => readLevel(reader, 0)) : argument);
    labels.push(named ? argument.name : null);
    if (reader.sees(')')) break;
    reader.expect(',', 'a bracket is never closed');
  }
  const { end } = reader.expect(')', 'a bracket is never closed');
  return { kind: 'call', name, args, labels, start, end };
};
