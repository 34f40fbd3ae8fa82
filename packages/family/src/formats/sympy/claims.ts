// The claims of the script, one for each thing that was derived.
import * as e from '@expfam/expression';
import type { Derivation, Quantity } from '../../derivation/derivation.js';
import type { LinkDerivation } from '../../links/derive-link.js';
import { python, pythonName } from './code.js';
import { linkClaims } from './link-claims.js';

/** The main part of the script. */
export const claims = (derivation: Derivation, link?: LinkDerivation): string =>
  [
    'F = Numbers\npoints = [draw() for _ in range(12)]\nplaces = [(v, with_eta(v, eta(F, v))) for v in points]',
    'inner = lambda left, right: sum((a * b for a, b in zip(left, right)), mpf(0))',
    ...totals(derivation),
    ...normalForm(derivation),
    ...calculus(derivation),
    ...(link ? [linkClaims(link)] : []),
    'finish()',
  ].join('\n\n');

/** A claim with the given generator of pairs, and of symbolic pairs where SymPy is to try. */
const claim = (name: string, pairs: string, more = ''): string =>
  `claim(\n    "${name}",\n    ${pairs},${more === '' ? '' : `\n    ${more},`}\n)`;

const hasDensity = ({ steps }: Derivation): boolean =>
  steps.some(({ rule }) => rule === 'density-as-exponential');

/** A density whose A is its own, not that of a total or of K logits. */
const isOwn = (derivation: Derivation): boolean =>
  hasDensity(derivation) && !derivation.normalised && derivation.form === 'baseline';

const normalForm = (derivation: Derivation): string[] => {
  const { sourceFromNatural, logPartitionNatural: a, natural } = derivation;
  if (!isOwn(derivation)) return [];
  const back = natural.some(({ index }) => index)
    ? []
    : [...sourceFromNatural].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [
    claim(
      'log p = log h + eta.T - A',
      '((F.log(density(F, v)), log_base(F, v) + inner(eta(F, v), statistics(F, v)) - log_partition(F, v)) for v in points)',
    ),
    ...(a ? [claim('A(eta) is A of the parameters', '((A(F, w), log_partition(F, v)) for v, w in places)')] : []),
    ...back.map(([name, value]) => {
      const component = /^(\w+)\[(\d+)\]$/.exec(name);
      const source = component ? `F.at(v.${pythonName(component[1])}, ${component[2]})` : `v.${pythonName(name)}`;
      return claim(`${name} from eta`, `((${inPlaceOf(python(value))}, ${source}) for v, w in places)`);
    }),
  ]; // prettier-ignore
};

/** A formula of the natural parameters at `w`. */
const inPlaceOf = (code: string): string => `(lambda v: ${code})(w)`;

const small = 'mpf(10) ** -15';

/** Sums or integrals over the outcome, where it is a number or counts. */
const totals = (derivation: Derivation): string[] => {
  const over = totalOver(derivation.outcome);
  const a = derivation.logPartitionNatural;
  if (over === null || (!hasDensity(derivation) && a === null)) return [];
  const y = pythonName(e.variableOf(derivation.outcome.symbol).name);
  const weight = isOwn(derivation)
    ? 'density(F, v)'
    : a && 'F.exp(log_base(F, v) + inner(eta(F, v), statistics(F, v)) - A(F, with_eta(v, eta(F, v))))';
  if (weight === null) return [];
  return [
    `def weight(F, v):\n    return ${weight}`,
    `def expected(f, v):\n    at = lambda y: SimpleNamespace(**{**vars(v), "${y}": y})\n    term = lambda y: f(at(y)) * weight(F, at(y))\n    return ${over}`,
    claim('the total is 1', '((expected(lambda v: mpf(1), v), mpf(1)) for v in points[:3])', small),
    ...(derivation.meanStatistics
      ? [
          claim(
            'E[T] by summing or integrating',
            '((expected(lambda u: statistics(F, u)[i], v), m) for v, w in places[:2] for i, m in enumerate(mean(F, w)))',
            small,
          ),
        ]
      : []),
    ...(derivation.response?.length === 1 && !derivation.categorical && !e.isVectorDomain(derivation.outcome.domain)
      ? [claim('E[y] by summing or integrating', `((expected(lambda u: u.${y}, v), response(F, w)) for v, w in ${withMean(derivation)}[:2])`, small)]
      : []),
  ]; // prettier-ignore
};

/** The places at which E[y] is finite, and its sum not endless in practice. */
const withMean = ({ responseExists }: Derivation): string => {
  const conditions = responseExists.map((each) => `${inPlaceOf(python(each))} > F.q(1, 4)`);
  return conditions.length === 0 ? 'places' : `[(v, w) for v, w in places if ${conditions.join(' and ')}]`;
};

const totalOver = ({ domain }: Quantity): string | null => {
  const end = (bound: e.Expression): string =>
    bound === e.infinity || bound === e.negate(e.infinity) ? 'None' : python(bound);
  switch (domain.kind) {
    case 'set':
      return `mp.fsum(term(y) for y in [${domain.values.map((value) => `F.q(${python(value)}, 1)`).join(', ')}])`;
    case 'range':
      if (domain.lower === e.negate(e.infinity)) return null;
      return domain.upper === e.infinity
        ? `series(term, ${python(domain.lower)})`
        : `F.sum(term, ${python(domain.lower)}, ${python(domain.upper)})`;
    case 'interval':
      return `over_interval(term, ${end(domain.lower)}, ${end(domain.upper)}, v)`;
    case 'counts':
      return `mp.fsum(term(y) for y in compositions(int(${python(domain.total)}), int(${python(domain.size)})))`;
    default:
      return null;
  }
};

/** Gradient and Hessian of A and of the loss, by differences and by SymPy. */
const calculus = ({
  meanStatistics,
  covariance,
  loss,
  gradient,
  logPartitionNatural: a,
}: Derivation): string[] => {
  if (!a || !meanStatistics) return [];
  const slope = (f: string): string => `mp.diff(lambda t: ${f}, w_eta[i])`;
  const at = 'with_eta(w, w_eta[:i] + [t] + w_eta[i + 1 :])';
  const places = 'for v, w in places[:6] for w_eta in [eta(F, v)] for i in range(len(w_eta))';
  const symbols = (left: string, right: string): string =>
    `symbols=lambda: [(${left}, ${right}) for w, x in [symbols()] for i in range(len(x))]`;
  return [
    claim('E[T] is the gradient of A', `((${slope(`A(F, ${at})`)}, mean(F, w)[i]) ${places})`, symbols('sp.diff(A(Symbols, w), x[i])', 'mean(Symbols, w)[i]')),
    ...(covariance ? [claim('Cov[T] is the Hessian of A', `((${slope(`mean(F, ${at})[j]`)}, covariance(F, w)[i][j]) ${places} for j in range(len(w_eta)))`, `symbols=lambda: [(sp.diff(mean(Symbols, w)[j], x[i]), covariance(Symbols, w)[i][j]) for w, x in [symbols()] for i in range(len(x)) for j in range(len(x))]`)] : []),
    ...(loss ? [claim('the loss is A - eta.T', `((loss(F, w), A(F, w) - inner(eta(F, v), statistics(F, v))) for v, w in places)`)] : []),
    ...(loss && gradient ? [claim('the gradient is the derivative of the loss', `((${slope(`loss(F, ${at})`)}, gradient(F, w)[i]) ${places})`, symbols('sp.diff(loss(Symbols, w), x[i])', 'gradient(Symbols, w)[i]'))] : []),
  ]; // prettier-ignore
};
