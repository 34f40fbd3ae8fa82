// Expressions as TeX, for pages and for the steps of a derivation.
import type { Layout } from './display.js';
import { layout } from './display.js';
import type { Expression } from './node.js';
import { functions } from './operations.js';

/** Binding strengths: a part that binds weaker than its place asks for gets brackets. */
const strength = { sum: 1, negative: 2, product: 3, call: 4, power: 5, atom: 6 };

const greek = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega'.split(
    ' ',
  ),
);

/** TeX for symbols that stand for products, such as θᵀx for a linear predictor; `#` is the place of an index. */
export type Spelling = Readonly<Record<string, string>>;

/** The expression as TeX, without dollar signs. */
export const tex = (node: Expression, spelling: Spelling = {}): string =>
  new Speller(spelling).plain(layout(node));

/** A name as TeX: `eta1` is η₁, `phi` is φ, longer words stand upright. */
export const texName = (name: string): string => {
  const [, letters = name, digits = '', note = ''] =
    /^([A-Za-z_]*?)_?(\d*)(?:_([A-Za-z]+))?$/.exec(name) ?? [];
  const isStem = digits !== '' && note !== '';
  const word = isStem || note === '' ? letters : `${letters}_${note}`;
  const escaped = word.replace(/_/g, '\\_');
  const stem = greek.has(word) ? `\\${word}` : word.length === 1 ? word : `\\mathrm{${escaped}}`;
  if (digits === '') return stem;
  return isStem ? `${stem}_{${digits},\\mathrm{${note}}}` : `${stem}_{${digits}}`;
};

type Spelled = readonly [tex: string, binds: number];

/** Functions whose argument needs no brackets where it is a single name: log p, sin y. */
const bare: ReadonlySet<string> = new Set(['log', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh']);

const isName = (part: Layout | undefined): boolean =>
  part?.kind === 'name' || part?.kind === 'element' || part?.kind === 'constant' || part?.kind === 'number';

/** Whether what follows would be read as part of the argument. */
const hasOpenEnd = (part: Layout): boolean =>
  part.kind === 'binder' || (part.kind === 'call' && bare.has(part.name) && isName(part.args[0]));

/** Brackets that grow only where what they hold is tall. */
const bracketed = (inside: string): string =>
  /\\(frac|sum|prod|int|left|sqrt)/.test(inside) ? `\\left(${inside}\\right)` : `(${inside})`;

const shortExponent = 24; // characters of TeX; longer exponents are easier to read on the line

class Speller {
  private readonly spelling: Spelling;

  constructor(spelling: Spelling) {
    this.spelling = spelling;
  }

  plain(part: Layout): string {
    return this.spell(part)[0];
  }

  private at(part: Layout, least: number): string {
    const [spelled, binds] = this.spell(part);
    return binds >= least ? spelled : bracketed(spelled);
  }

  private spell(part: Layout): Spelled {
    switch (part.kind) {
      case 'number':
        return [part.digits, strength.atom];
      case 'constant':
        return [part.name === 'pi' ? '\\pi' : '\\infty', strength.atom];
      case 'name': {
        const own = this.spelling[part.name];
        return own === undefined ? [texName(part.name), strength.atom] : [own, strength.product];
      }
      case 'element':
        return this.element(part);
      case 'sum':
        return [part.terms.map((term, i) => this.term(term, i, part.terms.length)).join(' '), strength.sum];
      case 'negative':
        return [`-${this.at(part.of, strength.product)}`, strength.negative];
      case 'product':
        return [this.factors(part.factors), strength.product];
      case 'fraction':
        return [`\\frac{${this.plain(part.over)}}{${this.plain(part.under)}}`, strength.product];
      case 'power':
        return this.power(part.base, part.exponent);
      case 'root':
        return [`\\sqrt{${this.plain(part.of)}}`, strength.atom];
      case 'call':
        return this.call(part);
      case 'relation':
        return this.relation(part);
      case 'binder':
        return this.binder(part);
    }
  }

  /** An element of a vector; a noted name, as eta_other, keeps its index before the note. */
  private element({ vector, indices: parts }: Layout & { readonly kind: 'element' }): Spelled {
    const indices = parts.map((index) => this.plain(index)).join('');
    const name = vector.kind === 'name' ? vector.name : '';
    const noted = /^([a-z]+)_([a-z]+)$/.exec(name);
    if (noted !== null && (greek.has(noted[1]) || noted[1].length === 1))
      return [`${texName(noted[1])}_{${indices},\\mathrm{${noted[2]}}}`, strength.atom];
    const own = this.spelling[name];
    return own === undefined
      ? [`${this.stem(vector)}_{${indices}}`, strength.atom]
      : [own.replace('#', indices), strength.product];
  }

  /** What can take an index: a name that has one of its own is kept apart. */
  private stem(part: Layout): string {
    const spelled = this.at(part, strength.atom);
    return spelled.includes('_') ? `{${spelled}}` : spelled;
  }

  private term({ minus, term }: { minus: boolean; term: Layout }, position: number, count: number): string {
    // a sum sign at the end of a line needs no brackets after a minus
    const isOpen = term.kind === 'binder' && position === count - 1;
    const spelled = this.at(term, minus && !isOpen ? strength.negative + 1 : strength.sum + 1);
    if (position === 0) return minus ? `-${spelled}` : spelled;
    return `${minus ? '-' : '+'} ${spelled}`;
  }

  /** Juxtaposition, with a dot only between two numbers. What has an open end comes last, or in brackets. */
  private factors(factors: readonly Layout[]): string {
    const closed = factors.filter((factor) => !hasOpenEnd(factor));
    const calls = factors.filter((factor) => hasOpenEnd(factor) && factor.kind === 'call');
    const ordered = [...closed, ...calls, ...factors.filter(({ kind }) => kind === 'binder')];
    return ordered
      .map((factor, i) => {
        const tail = hasOpenEnd(factor) && i < ordered.length - 1;
        const spelled = tail
          ? bracketed(this.plain(factor))
          : this.at(factor, factor.kind === 'binder' ? strength.negative : strength.product);
        return i > 0 && /^\d/.test(spelled) ? `\\cdot ${spelled}` : i > 0 ? `\\,${spelled}` : spelled;
      })
      .join('');
  }

  private power(base: Layout, exponent: Layout): Spelled {
    const isCall =
      base.kind === 'call' && base.args.length === 1 && base.name !== 'exp' && base.name !== 'abs';
    const stem = isCall || isName(base) ? this.at(base, strength.atom) : `{${this.at(base, strength.atom)}}`;
    // a name with an index of its own keeps it apart from the exponent
    const guarded = isName(base) && stem.includes('_') ? `{${stem}}` : stem;
    return [`${guarded}^{${this.plain(exponent)}}`, strength.power];
  }

  private call({ name, args }: Layout & { kind: 'call' }): Spelled {
    const [first, second] = args.map((arg) => this.plain(arg));
    switch (name) {
      case 'exp':
        return first.length <= shortExponent && !first.includes('\\frac')
          ? [`e^{${first}}`, strength.power]
          : [`\\exp${bracketed(first)}`, strength.call];
      case 'abs':
        return [`\\left|${first}\\right|`, strength.atom];
      case 'polygamma':
        return [
          `\\psi${first === '0' ? '' : first === '1' ? "'" : `^{(${first})}`}${bracketed(second)}`,
          strength.call,
        ];
      case 'besselI':
      case 'besselK':
        return [`${functions[name].tex!}_{${first}}${bracketed(second)}`, strength.call];
      case 'zetaDerivative':
        return [`\\zeta^{(${first})}${bracketed(second)}`, strength.call];
      case 'transpose':
        return [`{${this.at(args[0], strength.atom)}}^{\\top}`, strength.power];
      case 'inverse':
        return [`{${this.at(args[0], strength.atom)}}^{-1}`, strength.power];
      case 'determinant':
        return [`\\det${bracketed(first)}`, strength.call];
      default: {
        const known = functions[name as keyof typeof functions].tex ?? `\\operatorname{${name}}`;
        if (bare.has(name) && isName(args[0])) return [`${known} ${first}`, strength.call];
        return [`${known}${bracketed(args.map((arg) => this.plain(arg)).join(', '))}`, strength.call];
      }
    }
  }

  private relation(part: Layout & { kind: 'relation' }): Spelled {
    const [left, right] = [this.plain(part.left), this.plain(part.right)];
    if (part.name === 'equal' && part.indices) return [`\\delta_{${left}${right}}`, strength.atom];
    const sign = { equal: '=', less: '<', lessEqual: '\\le' }[part.name];
    return [`\\mathbf{1}\\{${left} ${sign} ${right}\\}`, strength.atom];
  }

  private binder(part: Layout & { kind: 'binder' }): Spelled {
    const [lower, upper] = [this.plain(part.lower), this.plain(part.upper)];
    const body = this.at(part.body, strength.negative);
    if (part.name === 'integral')
      return [`\\int_{${lower}}^{${upper}} ${body}\\,d${part.index}`, strength.negative];
    const sign = part.name === 'sum' ? '\\sum' : '\\prod';
    return [`${sign}_{${part.index}=${lower}}^{${upper}} ${body}`, strength.negative];
  }
}
