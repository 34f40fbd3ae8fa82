// The functions that a formula may apply to numbers, by the names that R gives them.

/** One argument to one number, row by row. */
export const functions = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  'as.numeric': (x: number): number => x,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceiling: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
} as const satisfies Readonly<Record<string, (x: number) => number>>;

/** Two arguments to one number: `log(x, base)`. */
export const binaryFunctions = {
  log: (x: number, base: number): number =>
    base === 2 ? Math.log2(x) : base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base),
  pmax: (x: number, y: number): number => Math.max(x, y),
  pmin: (x: number, y: number): number => Math.min(x, y),
} as const satisfies Readonly<Record<string, (x: number, y: number) => number>>;

/** Names under which a formula makes a factor of its argument. */
export const factorMakers: ReadonlySet<string> = new Set(['C', 'factor', 'as.factor']);

/** What may stand before a bracket, for the complaint about what may not. */
export const knownFunctions: readonly string[] = [
  ...new Set([
    ...Object.keys(functions),
    ...Object.keys(binaryFunctions),
    'I',
    'C',
    'factor',
    'offset',
    'cbind',
  ]),
].sort();

/** What to write in place of functions that R has and a formula here lacks. */
export const insteadOf: Readonly<Record<string, string>> = {
  poly: 'write the powers out: x + I(x^2)',
  scale: 'subtract and divide by numbers: I((x - 20) / 5); --standardise is for penalties alone',
  ns: 'write the terms out: x + I(x^2) + pmax(x - 3, 0)',
  bs: 'write the terms out: x + I(x^2) + pmax(x - 3, 0)',
  cut: 'write a condition: I(x > 3), or make the classes a column of their own',
  ifelse: 'write a condition: I(x > 3) * z',
  interaction: 'write f:g',
  mean: 'a formula is computed row by row; write the number itself',
  max: 'a formula is computed row by row; pmax(a, b) compares within a row',
  min: 'a formula is computed row by row; pmin(a, b) compares within a row',
  sum: 'a formula is computed row by row; write a + b',
};
