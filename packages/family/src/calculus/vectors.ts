// Totals over vectors: points of a simplex, counts, and components that do not see each other. Coefficients stand one by one
// for a fixed size, and as one formula with an index, and one for the last component, where the size is a symbol.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Integrand, Method } from './integrand.js';
import { functionPart, logFactorial, logGamma } from './integrand.js';

/** A coefficient of every component. */
interface Coefficients {
  readonly map: (change: (coefficient: Expression) => Expression) => Coefficients;
  readonly sum: () => Expression;
  readonly all: (holds: (coefficient: Expression) => boolean) => boolean;
  /** The coefficients one by one; null for a size that is a symbol. */
  readonly list: readonly Expression[] | null;
}

const listed = (values: readonly Expression[]): Coefficients => ({
  map: (change) => listed(values.map(change)),
  sum: () => e.add(...values),
  all: (holds) => values.every(holds),
  list: values,
});

const running = (body: Expression, last: Expression, index: Expression, size: Expression): Coefficients => ({
  map: (change) => running(change(body), change(last), index, size),
  sum: () =>
    e.substitute(body, new Map([[index, size]])) === last
      ? e.sum(body, index, e.one, size)
      : e.add(e.sum(body, index, e.one, e.subtract(size, e.one)), last),
  all: (holds) => holds(body) && holds(last),
  list: null,
});

/** The coefficients of functions of the components, and the rest; null where anything else depends on the vector. */
const byComponent = (
  { symbol, exponent }: Integrand,
  size: Expression,
  functions: readonly ((component: Expression) => Expression)[],
): { readonly coefficients: readonly Coefficients[]; readonly rest: Expression } | null => {
  const index = e.indexSymbol('k', e.one, e.subtract(size, e.one));
  const count = e.isNumber(size) ? e.rationalOf(size).toNumber() : null;
  const places = count === null ? [index, size] : Array.from({ length: count }, (_, i) => e.number(i + 1));
  const factors = functions.map(() => places.map(() => e.zero));
  let rest = e.zero;
  const take = (term: Expression, at: readonly Expression[]): boolean => {
    const inside = functionPart(term, symbol);
    return at.every((place) => {
      const which = functions.findIndex((each) => each(e.element(symbol, place)) === put(inside, place));
      const slot = places.indexOf(place);
      if (which < 0 || slot < 0) return false;
      factors[which][slot] = e.add(factors[which][slot], e.divide(put(term, place), put(inside, place)));
      return true;
    });
  };
  let bound: Expression | null = null;
  const put = (node: Expression, place: Expression): Expression =>
    bound ? e.substitute(node, new Map([[bound, place]])) : node;
  for (const term of e.termsOf(exponent)) {
    if (!e.occurs(term, symbol)) {
      rest = e.add(rest, term);
      continue;
    }
    const binder = e.factorsOf(term).find((factor) => factor.op === 'sum');
    const opened = binder && e.open(binder);
    if (!opened) {
      bound = null;
      const place = places.find((each) => e.contains(term, e.element(symbol, each)));
      if (place === undefined || !take(term, [place])) return null;
      continue;
    }
    const whole = opened.upper === size;
    if (opened.lower !== e.one || count !== null || (!whole && opened.upper !== e.subtract(size, e.one)))
      return null;
    bound = opened.index;
    const outside = e.divide(term, binder);
    const parts = e.termsOf(e.expand(e.multiply(outside, opened.body)));
    if (!parts.every((part) => take(part, whole ? places : [index]))) return null;
  }
  const coefficients = factors.map((each) =>
    count === null ? running(each[0], each[1], index, size) : listed(each),
  );
  return { coefficients, rest };
};

/** a_k of Π y_k^(a_k − 1) over a simplex: its total is finite where they are positive. */
export const simplexShapes = (integrand: Integrand): Coefficients | null => {
  const { domain } = integrand;
  const found = domain.kind === 'simplex' ? byComponent(integrand, domain.size, [e.log]) : null;
  return found && found.coefficients[0].map((each) => e.add(each, e.one));
};

/** Totals over vectors; `total` finds those of single components. */
export const vectors: { readonly [name: string]: Method } = {
  'dirichlet-integral': {
    because: 'Dirichlet: ∫ Π y_k^(a_k − 1) over the simplex is Π Γ(a_k)/Γ(Σ a_k)',
    apply: (integrand) => {
      const { domain } = integrand;
      const found = domain.kind === 'simplex' ? byComponent(integrand, domain.size, [e.log]) : null;
      if (!found) return null;
      const shapes = found.coefficients[0].map((each) => e.add(each, e.one));
      return e.add(found.rest, shapes.map(logGamma).sum(), e.negate(logGamma(shapes.sum())));
    },
  },
  'multinomial-theorem': {
    because: 'the multinomial theorem: Σ n!/Π y_k!·exp(Σ c_k·y_k) over the counts of n is (Σ exp(c_k))^n',
    apply: (integrand) => {
      const { domain } = integrand;
      if (domain.kind !== 'counts') return null;
      const found = byComponent(integrand, domain.size, [(y) => y, logFactorial]);
      if (!found?.coefficients[1].all((each) => each === e.minusOne)) return null;
      const both = e.log(found.coefficients[0].map(e.exp).sum());
      return e.add(found.rest, e.negate(logFactorial(domain.total)), e.multiply(domain.total, both));
    },
  },
  'negative-multinomial-series': {
    because:
      'the binomial series in several variables: Σ Γ(r + Σ y_k)/(Γ(r)·Π y_k!)·exp(Σ c_k·y_k) is (1 − Σ exp(c_k))^(−r)',
    apply: (integrand) => {
      const { domain, symbol, exponent } = integrand;
      if (domain.kind !== 'vector' || !isCounting(domain.component)) return null;
      const rising = e.termsOf(exponent).find((term) => term.op === 'lgamma' && e.occurs(term, symbol));
      const size = domain.size;
      const everything = e.isNumber(size)
        ? e.add(
            ...Array.from({ length: e.rationalOf(size).toNumber() }, (_, i) =>
              e.element(symbol, e.number(i + 1)),
            ),
          )
        : wholeSum(symbol, size);
      const r = rising && e.subtract(rising.args[0], everything);
      if (!rising || !r || e.occurs(r, symbol)) return null;
      const found = byComponent({ ...integrand, exponent: e.subtract(exponent, rising) }, size, [
        (y) => y,
        logFactorial,
      ]);
      if (!found?.coefficients[1].all((each) => each === e.minusOne)) return null;
      const left = e.subtract(e.one, found.coefficients[0].map(e.exp).sum());
      return e.add(found.rest, logGamma(r), e.negate(e.multiply(r, e.log(left))));
    },
  },
  'independent-components': {
    because: 'where each term sees one component only, the total is the product of their totals',
    apply: ({ symbol, domain, exponent }, total) => {
      if (domain.kind !== 'vector' || !e.isNumber(domain.size)) return null;
      const component = domain.component ?? e.real.all;
      const atoms = Array.from({ length: e.rationalOf(domain.size).toNumber() }, (_, i) =>
        e.element(symbol, e.number(i + 1)),
      );
      const seen = e.termsOf(exponent).map((term) => atoms.filter((atom) => e.contains(term, atom)));
      if (seen.some((each) => each.length > 1)) return null;
      const alone = e.symbol('u', component);
      const parts = atoms.map((atom) =>
        total({
          symbol: alone,
          domain: component,
          exponent: e.add(
            ...e
              .termsOf(exponent)
              .flatMap((term, i) => (seen[i][0] === atom ? [replaced(term, atom, alone)] : [])),
          ),
        }),
      );
      const free = e.termsOf(exponent).filter((_, i) => seen[i].length === 0);
      return parts.every((part) => part !== null) ? e.add(...free, ...parts) : null;
    },
  },
};

const isCounting = (domain: Domain | undefined): boolean =>
  domain?.kind === 'range' && domain.lower === e.zero && domain.upper === e.infinity;

const wholeSum = (vector: Expression, size: Expression): Expression => {
  const index = e.indexSymbol('k', e.one, size);
  return e.sum(e.element(vector, index), index, e.one, size);
};

const replaced = (node: Expression, part: Expression, by: Expression): Expression =>
  node === part ? by : e.mapArguments(node, (arg) => replaced(arg, part, by));
