// Expressions as TeX, for pages and for the steps of a derivation.
import type { Layout } from './display.js';
import { layout } from './display.js';
import type { Expression } from './node.js';
import { functions } from './operations.js';

const strength = { sum: 1, negative: 2, product: 3, call: 4, power: 5, atom: 6 };

const greek = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega'.split(
    ' ',
  ),
);

/** The expression as TeX, without dollar signs. */
export const tex = (node: Expression): string => spell(layout(node))[0];

/** A name as TeX: `eta1` is η₁, `phi` is φ, longer words stand upright. */
export const texName = (name: string): string => {
  const [, letters = name, digits = ''] = /^([A-Za-z_]*?)_?(\d*)$/.exec(name) ?? [];
  const escaped = letters.replace(/_/g, '\\_');
  const stem = greek.has(letters) ? `\\${letters}` : letters.length === 1 ? letters : `\\mathrm{${escaped}}`;
  return digits === '' ? stem : `${stem}_{${digits}}`;
};

const at = (part: Layout, least: number): string => {
  const [spelled, binds] = spell(part);
  return binds >= least ? spelled : `\\left(${spelled}\\right)`;
};

const plain = (part: Layout): string => spell(part)[0];

const spell = (part: Layout): [string, number] => {
  switch (part.kind) {
    case 'number':
      return [part.digits, strength.atom];
    case 'constant':
      return [part.name === 'pi' ? '\\pi' : '\\infty', strength.atom];
    case 'name':
      return [texName(part.name), strength.atom];
    case 'element':
      return [`${at(part.vector, strength.atom)}_{${part.indices.map(plain).join('')}}`, strength.atom];
    case 'sum':
      return [part.terms.map(spellTerm).join(' '), strength.sum];
    case 'negative':
      return [`-${at(part.of, strength.product)}`, strength.negative];
    case 'product':
      return [spellFactors(part.factors), strength.product];
    case 'fraction':
      return [`\\frac{${plain(part.over)}}{${plain(part.under)}}`, strength.product];
    case 'power':
      return spellPower(part.base, part.exponent);
    case 'root':
      return [`\\sqrt{${plain(part.of)}}`, strength.atom];
    case 'call':
      return spellCall(part.name, part.args);
    case 'relation':
      return spellRelation(part);
    case 'binder':
      return spellBinder(part);
  }
};

const spellTerm = ({ minus, term }: { minus: boolean; term: Layout }, position: number): string => {
  const spelled = at(term, minus ? strength.negative + 1 : strength.sum + 1);
  if (position === 0) return minus ? `-${spelled}` : spelled;
  return `${minus ? '-' : '+'} ${spelled}`;
};

/** Juxtaposition, with a dot only between two numbers. A sum or function with a tail comes last or in brackets. */
const spellFactors = (factors: readonly Layout[]): string =>
  factors
    .map((factor, i) => {
      const tail = factor.kind === 'binder' && i < factors.length - 1;
      const spelled = tail
        ? `\\left(${plain(factor)}\\right)`
        : at(factor, factor.kind === 'binder' ? strength.negative : strength.product);
      return i > 0 && /^\d/.test(spelled) ? `\\cdot ${spelled}` : i > 0 ? `\\,${spelled}` : spelled;
    })
    .join('');

const spellPower = (base: Layout, exponent: Layout): [string, number] =>
  base.kind === 'call' && base.args.length === 1 && base.name !== 'exp' && base.name !== 'abs'
    ? [`${at(base, strength.atom)}^{${plain(exponent)}}`, strength.power]
    : [`{${at(base, strength.atom)}}^{${plain(exponent)}}`, strength.power];

const spellCall = (name: Exclude<Expression['op'], 'number'>, args: readonly Layout[]): [string, number] => {
  const [first, second] = args.map(plain);
  switch (name) {
    case 'exp':
      return first.length <= 24 && !first.includes('\\frac')
        ? [`e^{${first}}`, strength.power]
        : [`\\exp\\left(${first}\\right)`, strength.call];
    case 'abs':
      return [`\\left|${first}\\right|`, strength.atom];
    case 'polygamma':
      return [
        `\\psi${first === '0' ? '' : first === '1' ? "'" : `^{(${first})}`}\\left(${second}\\right)`,
        strength.call,
      ];
    case 'besselI':
    case 'besselK':
      return [`${functions[name].tex!}_{${first}}\\left(${second}\\right)`, strength.call];
    case 'zetaDerivative':
      return [`\\zeta^{(${first})}\\left(${second}\\right)`, strength.call];
    case 'transpose':
      return [`{${at(args[0], strength.atom)}}^{\\top}`, strength.power];
    case 'inverse':
      return [`{${at(args[0], strength.atom)}}^{-1}`, strength.power];
    case 'determinant':
      return [`\\det\\left(${first}\\right)`, strength.call];
    default: {
      const known = functions[name as keyof typeof functions].tex ?? `\\operatorname{${name}}`;
      return [`${known}\\left(${args.map(plain).join(', ')}\\right)`, strength.call];
    }
  }
};

const spellRelation = (part: Layout & { kind: 'relation' }): [string, number] => {
  const [left, right] = [plain(part.left), plain(part.right)];
  if (part.name === 'equal' && part.indices) return [`\\delta_{${left}${right}}`, strength.atom];
  const sign = { equal: '=', less: '<', lessEqual: '\\le' }[part.name];
  return [`\\mathbf{1}\\{${left} ${sign} ${right}\\}`, strength.atom];
};

const spellBinder = (part: Layout & { kind: 'binder' }): [string, number] => {
  const [lower, upper] = [plain(part.lower), plain(part.upper)];
  if (part.name === 'integral')
    return [
      `\\int_{${lower}}^{${upper}} ${at(part.body, strength.negative)}\\,d${part.index}`,
      strength.negative,
    ];
  const sign = part.name === 'sum' ? '\\sum' : '\\prod';
  return [
    `${sign}_{${part.index}=${lower}}^{${upper}} ${at(part.body, strength.negative)}`,
    strength.negative,
  ];
};
