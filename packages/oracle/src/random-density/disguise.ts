// The same density in other words: identities of algebra, of exponentials and of angles, and changes of the outcome.
import type { Support } from './blocks.js';
import type { Choice } from './choice.js';

/** How the outcome of a family becomes another one: what is put for Y, and the factor of the change. */
interface Change {
  readonly put: string;
  readonly jacobian: string | null;
  readonly domain: string;
}

/** Changes of a continuous outcome; the first leaves it. */
const changes: { readonly [support in Exclude<Support, object>]: readonly Change[] } = {
  positive: [
    { put: 'y', jacobian: null, domain: '(0, inf)' },
    { put: 'exp(y)', jacobian: 'exp(y)', domain: 'real' },
    { put: '(1 / y)', jacobian: 'y^(-2)', domain: '(0, inf)' },
    { put: '(y^2)', jacobian: '2 * y', domain: '(0, inf)' },
    { put: '(y / 3)', jacobian: '1 / 3', domain: '(0, inf)' },
    { put: '(y / (1 - y))', jacobian: '(1 - y)^(-2)', domain: '(0, 1)' },
    { put: '(y - 2)', jacobian: null, domain: '(2, inf)' },
    { put: '(-log(y))', jacobian: '1 / y', domain: '(0, 1)' },
  ],
  real: [
    { put: 'y', jacobian: null, domain: 'real' },
    { put: 'log(y)', jacobian: '1 / y', domain: '(0, inf)' },
    { put: '(2 * y)', jacobian: '2', domain: 'real' },
    { put: '(y - 3)', jacobian: null, domain: 'real' },
    { put: 'sinh(y)', jacobian: 'cosh(y)', domain: 'real' },
    { put: 'log(y / (1 - y))', jacobian: '1 / (y * (1 - y))', domain: '(0, 1)' },
    { put: '(y^3)', jacobian: '3 * y^2', domain: 'real' },
  ],
  circle: [
    { put: 'y', jacobian: null, domain: '(-pi, pi)' },
    { put: '(y + pi)', jacobian: null, domain: '(-2 * pi, 0)' },
    { put: '(y / 2)', jacobian: '1 / 2', domain: '(-2 * pi, 2 * pi)' },
  ],
  unit: [
    { put: 'y', jacobian: null, domain: '(0, 1)' },
    { put: '(1 - y)', jacobian: null, domain: '(0, 1)' },
    { put: '(y^2)', jacobian: '2 * y', domain: '(0, 1)' },
    { put: 'exp(-y)', jacobian: 'exp(-y)', domain: '(0, inf)' },
    { put: '(y / (1 + y))', jacobian: '(1 + y)^(-2)', domain: '(0, inf)' },
    { put: '(y / 2)', jacobian: '1 / 2', domain: '(0, 2)' },
    { put: '((1 + tanh(y)) / 2)', jacobian: '1 / (2 * cosh(y)^2)', domain: 'real' },
  ],
};

/** Draws a change of the outcome; whole numbers are at most shifted. */
export const changeOf = (support: Support, choice: Choice): Change => {
  if (typeof support === 'string')
    return choice.chance(0.5) ? changes[support][0] : choice.oneOf(changes[support]);
  if ('values' in support) return { put: 'y', jacobian: null, domain: `{${support.values.join(', ')}}` };
  const shift = choice.chance(0.25) ? choice.whole(1, 3) : 0;
  const end = (text: string): string => (text === 'inf' ? text : String(Number(text) + shift));
  return {
    put: shift === 0 ? 'y' : `(y - ${shift})`,
    jacobian: null,
    domain: `${end(support.from)}..${end(support.to)}`,
  };
};

const inner = (factor: string, name: string): string | null =>
  factor.startsWith(`${name}(`) && closes(factor, name.length) ? factor.slice(name.length + 1, -1) : null;

/** Whether the bracket that opens at `from` closes at the very end. */
const closes = (text: string, from: number): boolean => {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    depth += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
    if (depth === 0) return i === text.length - 1;
  }
  return false;
};

/** Other words for one factor; each is equal to it wherever the density is defined. */
const rewordings: readonly ((factor: string) => string | null)[] = [
  (factor) => map(inner(factor, 'exp'), (x) => `1 / exp(-(${x}))`),
  (factor) => map(inner(factor, 'exp'), (x) => `2^((${x}) / log(2))`),
  (factor) => map(inner(factor, 'exp'), (x) => `(cosh(${x}) + sinh(${x}))`),
  (factor) => map(inner(factor, 'exp'), (x) => `exp((${x}) / 2)^2`),
  (factor) => map(inner(factor, 'exp'), (x) => `((1 + exp(${x})) / (1 + exp(-(${x}))))`),
  (factor) => map(inner(factor, 'sqrt'), (x) => `(${x})^(1 / 2)`),
  (factor) => (/[=<>]/.test(factor) ? null : `exp(log(${factor}))`),
  (factor) => (/[=<>]/.test(factor) ? null : `1 / (1 / (${factor}))`),
  (factor) => (/[=<>]/.test(factor) ? null : `sqrt((${factor})^2)`),
  (factor) => factor.replace(/factorial\(([^()]*)\)/, 'gamma($1 + 1)'),
  (factor) => factor.replace(/beta\((\w+), (\w+)\)/, '(gamma($1) * gamma($2) / gamma($1 + $2))'),
  (factor) => factor.replace(/gamma\((\w+)\)/, '(gamma($1 + 1) / $1)'),
  (factor) => factor.replace(/\((\w+) - (\w+)\)\^2/, '($1^2 - 2 * $1 * $2 + $2^2)'),
  (factor) =>
    factor.replace(/combinations\((\w+), (\w+)\)/, '(factorial($1) / (factorial($2) * factorial($1 - $2)))'),
];

const map = (text: string | null, change: (text: string) => string): string | null => text && change(text);

/** Factors that are 1. */
const ones = (outcome: string, parameter: string): string[] => [
  `(cos(${parameter})^2 + sin(${parameter})^2)`,
  `(exp(${outcome}) * exp(-${outcome}))`,
  `(cosh(${outcome})^2 - sinh(${outcome})^2)`,
  `((1 + ${outcome})^2 / (1 + 2 * ${outcome} + ${outcome}^2))`,
  `(exp(${parameter}) / exp(${parameter}))`,
  `exp(${outcome} * ${parameter} - ${parameter} * ${outcome})`,
  `(3 / (1 + 2))`,
];

/** The factors in another order and in other words, joined to one formula. */
export const disguise = (factors: readonly string[], choice: Choice, parameter: string): string => {
  const reworded = factors.map((factor) => {
    const once = choice.chance(0.35) ? choice.oneOf(rewordings)(factor) : null;
    const twice = once !== null && choice.chance(0.3) ? choice.oneOf(rewordings)(once) : null;
    return twice ?? once ?? factor;
  });
  if (choice.chance(0.3)) reworded.push(choice.oneOf(ones('y', parameter)));
  const shuffled = choice.chance(0.6) ? choice.shuffled(reworded) : reworded;
  return (choice.chance(0.3) ? merged(shuffled, choice) : shuffled).map(bracketed).join(' * ');
};

/** Two factors in one, in words that hide the product. */
const merged = (factors: readonly string[], choice: Choice): readonly string[] => {
  const [first, second, ...others] = factors;
  if (first === undefined || second === undefined || /[=<>]/.test(first + second)) return factors;
  const both = choice.oneOf([
    `exp(log(${first}) + log(${second}))`,
    `sqrt((${first})^2 * (${second})^2)`,
    `(${first}) / (1 / (${second}))`,
    `((${first}) * (${second}) + (${first}) * (${second})) / 2`,
    `exp((log((${first})^2) + log((${second})^2)) / 2)`,
  ]);
  return [both, ...others];
};

/** A factor that is a sum or a quotient stands in brackets. */
const bracketed = (factor: string): string =>
  / [-+/] /.test(factor.replace(/\([^()]*\)/g, '')) ? `(${factor})` : factor;
