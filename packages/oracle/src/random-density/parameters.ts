// Slots of a family filled with functions of new parameters: changes of scale, couplings, and combinations that leave the
// parameters unidentified. Dimension and shape are then counted by the rank of η, not assumed.
import type { Choice } from './choice.js';
import type { Slot } from './blocks.js';

export interface Parameter {
  readonly name: string;
  readonly domain: string;
}

export interface Filling {
  readonly parameters: readonly Parameter[];
  /** What stands in each slot, in brackets. */
  readonly slots: readonly string[];
}

type Map1 = readonly [domain: string, image: (a: string) => string];

const positive = '(0, inf)';
const unit = '(0, 1)';

/** Functions of one parameter into each slot; the first leaves it as it is. */
const maps: { readonly [slot in Slot]: readonly Map1[] } = {
  positive: [
    [positive, (a) => a], ['real', (a) => `exp(${a})`], [positive, (a) => `${a}^2`], [positive, (a) => `1 / ${a}`],
    [unit, (a) => `${a} / (1 - ${a})`], [positive, (a) => `sqrt(${a})`], ['real', (a) => `2^${a}`], [unit, (a) => `-log(${a})`],
    [positive, (a) => `log(1 + ${a})`], ['(-inf, 0)', (a) => `-${a}`], [unit, (a) => `1 / ${a} - 1`],
  ],
  real: [
    ['real', (a) => a], [positive, (a) => `log(${a})`], [unit, (a) => `log(${a} / (1 - ${a}))`], ['real', (a) => `-${a}`],
    [positive, (a) => a], [positive, (a) => `1 / ${a}`], ['real', (a) => `${a} / 2 + 1`], ['real', (a) => `sinh(${a})`],
  ],
  unit: [
    [unit, (a) => a], ['real', (a) => `1 / (1 + exp(-${a}))`], [positive, (a) => `${a} / (1 + ${a})`], [positive, (a) => `exp(-${a})`],
    ['(0, pi / 2)', (a) => `sin(${a})^2`], [unit, (a) => `1 - ${a}`], [positive, (a) => `1 / (1 + ${a})`], ['real', (a) => `(1 + tanh(${a})) / 2`],
    ['real', (a) => `(1 + erf(${a})) / 2`], [positive, (a) => `1 - exp(-${a})`],
  ],
  'above-one': [['(1, inf)', (a) => a], [positive, (a) => `1 + ${a}`]],
  angle: [['(-pi / 2, pi / 2)', (a) => a], ['real', (a) => `atan(${a})`], ['(-1, 1)', (a) => `${a} * pi / 2`]],
}; // prettier-ignore

const names = ['a', 'b', 'theta', 'q', 'w', 'alpha', 'delta', 's', 'g', 'kappa'];

/** Fills the slots: mostly each with its own parameter, sometimes one with two parameters, or two with one. */
export const fill = (slots: readonly Slot[], choice: Choice): Filling => {
  const free = choice.shuffled(names);
  const parameters: Parameter[] = [];
  const add = (domain: string): string => {
    const name = free.pop()!;
    parameters.push({ name, domain });
    return name;
  };
  const bracketed = (image: string): string => (/^\w+$/.test(image) ? image : `(${image})`);
  const coupled =
    slots.length === 2 &&
    slots.every((slot) => slot === 'positive' || slot === 'real') &&
    choice.chance(0.15);
  if (coupled) {
    const a = add(positive);
    const [first, second] = choice.oneOf([
      [a, a],
      [a, `${a}^2`],
      [a, `2 * ${a}`],
      [a, `1 / ${a}`],
      [`sqrt(${a})`, a],
    ] as const);
    return { parameters, slots: [bracketed(first), bracketed(second)] };
  }
  const images = slots.map((slot) => {
    if (slot === 'positive' && choice.chance(0.08)) return `${add(positive)} * ${add(positive)}`;
    if (slot === 'real' && choice.chance(0.08)) return `${add('real')} - ${add('real')}`;
    const [domain, image] = choice.oneOf(maps[slot]);
    return image(add(domain));
  });
  return { parameters, slots: images.map(bracketed) };
};
