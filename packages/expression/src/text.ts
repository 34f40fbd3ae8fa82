// Expressions as text in the density language: what is printed can be read again.
import type { Layout } from './display.js';
import { layout } from './display.js';
import type { Expression } from './node.js';

/** Binding strengths: a part that binds weaker than its place asks for gets brackets. */
const strength = { sum: 1, negative: 2, product: 3, fraction: 3, power: 5, atom: 6 };

const relations = { equal: '==', less: '<', lessEqual: '<=' };
const names: { readonly [op: string]: string } = { infinity: 'inf', inverse: 'inv', determinant: 'det' };

/** The expression in the density language of the interface, for instance `exp(eta1) / (1 + exp(eta1))`. */
export const text = (node: Expression): string => spell(layout(node))[0];

const at = (part: Layout, least: number): string => {
  const [spelled, binds] = spell(part);
  return binds >= least ? spelled : `(${spelled})`;
};

const spell = (part: Layout): [string, number] => {
  switch (part.kind) {
    case 'number':
      return [part.digits, strength.atom];
    case 'constant':
      return [names[part.name] ?? part.name, strength.atom];
    case 'name':
      return [part.name, strength.atom];
    case 'element':
      return [
        `${at(part.vector, strength.atom)}[${part.indices.map((index) => spell(index)[0]).join(', ')}]`,
        strength.atom,
      ];
    case 'sum':
      return [part.terms.map(spellTerm).join(' '), strength.sum];
    case 'negative':
      return [`-${at(part.of, strength.product)}`, strength.negative];
    case 'product':
      return [
        part.factors
          .map((factor) => at(factor, strength.product + (factor.kind === 'fraction' ? 1 : 0)))
          .join(' * '),
        strength.product,
      ];
    case 'fraction':
      return [
        `${at(part.over, strength.product)} / ${at(part.under, strength.product + 1)}`,
        strength.fraction,
      ];
    case 'power':
      return [`${at(part.base, strength.power + 1)}^${at(part.exponent, strength.power)}`, strength.power];
    case 'root':
      return [`sqrt(${spell(part.of)[0]})`, strength.atom];
    case 'call':
      return [
        spellCall(
          part.name,
          part.args.map((arg) => spell(arg)[0]),
        ),
        strength.atom,
      ];
    case 'relation':
      return [`(${spell(part.left)[0]} ${relations[part.name]} ${spell(part.right)[0]})`, strength.atom];
    case 'binder':
      return [spellBinder(part), strength.atom];
  }
};

const spellTerm = ({ minus, term }: { minus: boolean; term: Layout }, position: number): string => {
  const spelled = at(term, minus ? strength.negative + 1 : strength.sum + 1);
  if (position === 0) return minus ? `-${at(term, strength.product)}` : spelled;
  return `${minus ? '-' : '+'} ${spelled}`;
};

const spellCall = (name: string, args: readonly string[]): string => {
  if (name === 'polygamma' && args[0] === '0') return `digamma(${args[1]})`;
  if (name === 'polygamma' && args[0] === '1') return `trigamma(${args[1]})`;
  return `${names[name] ?? name}(${args.join(', ')})`;
};

const spellBinder = (part: Layout & { kind: 'binder' }): string => {
  const [body, lower, upper] = [part.body, part.lower, part.upper].map((inner) => spell(inner)[0]);
  return `${part.name === 'product' ? 'prod' : part.name}(${body}, ${part.index}, ${lower}, ${upper})`;
};
