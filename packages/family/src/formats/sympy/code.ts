// Expressions as Python that runs with numbers (mpmath) and with symbols (SymPy) alike: every function is asked of an adapter
// `F`, every name of the values `v`. Nothing of a user's text is printed but names, and those are attributes of `v`.
import type { Domain, Expression, Layout } from '@expfam/expression';
import { infinity, layout, negate, Problem, text } from '@expfam/expression';

const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** A name of the density language as an attribute in Python: keywords get an underscore, leading underscores a letter. */
export const pythonName = (name: string): string => {
  const visible = name.startsWith('_') ? `u${name}` : name;
  return keywords.has(visible) || /_$/.test(visible) ? `${visible}_` : visible;
};

type Bound = ReadonlySet<string>;
const nothing: Bound = new Set();

/** The expression as Python; `bound` are the names of indices that are variables of Python. */
export const python = (node: Expression, bound: Bound = nothing): string => spell(layout(node), bound);

const within = (part: Layout, bound: Bound): string =>
  part.kind === 'number' || part.kind === 'name' || part.kind === 'call' || part.kind === 'constant'
    ? spell(part, bound)
    : `(${spell(part, bound)})`;

const spell = (part: Layout, bound: Bound): string => {
  const inner = (each: Layout): string => within(each, bound);
  switch (part.kind) {
    case 'number':
      return part.digits;
    case 'constant':
      return part.name === 'pi' ? 'F.pi' : 'F.inf';
    case 'name':
      return bound.has(part.name) ? part.name : `v.${pythonName(part.name)}`;
    case 'element':
      if (part.indices.length > 1) throw refuse(part);
      return `F.at(${spell(part.vector, bound)}, ${spell(part.indices[0], bound)})`;
    case 'sum':
      return part.terms.map(({ minus, term }, i) => `${minus ? (i > 0 ? ' - ' : '-') : i > 0 ? ' + ' : ''}${inner(term)}`).join('');
    case 'negative':
      return `-${inner(part.of)}`;
    case 'product':
      return part.factors.map(inner).join(' * ');
    case 'fraction':
      // 1/3 of two Python integers would be a float
      return part.over.kind === 'number' && part.under.kind === 'number'
        ? `F.q(${part.over.digits}, ${part.under.digits})`
        : `${inner(part.over)} / ${inner(part.under)}`;
    case 'power':
      return `${inner(part.base)} ** ${inner(part.exponent)}`;
    case 'root':
      return `F.sqrt(${spell(part.of, bound)})`;
    case 'relation':
      return `F.${part.name}(${spell(part.left, bound)}, ${spell(part.right, bound)})`;
    case 'call':
      if (matrixOperations.has(part.name)) throw refuse(part);
      return `F.${part.name}(${part.args.map((arg) => spell(arg, bound)).join(', ')})`;
    case 'binder':
      return `F.${part.name}(lambda ${part.index}: ${spell(part.body, new Set([...bound, part.index]))}, ${spell(part.lower, bound)}, ${spell(part.upper, bound)})`;
  }
}; // prettier-ignore

const matrixOperations: ReadonlySet<string> = new Set([
  'matrixAdd', 'matrixMultiply', 'transpose', 'inverse', 'determinant',
]); // prettier-ignore

const refuse = (part: Layout): Problem =>
  new Problem('no-script', {
    what: `${part.kind === 'call' ? part.name : 'an entry of a matrix'} has no place in a script`,
    needed: 'numbers and vectors; matrices are proved in the steps alone',
  });

/** How a value is drawn from a domain, as a call of the prelude. */
export const drawFrom = (domain: Domain): string => {
  switch (domain.kind) {
    case 'interval':
      return `interval(${end(domain.lower)}, ${end(domain.upper)})`;
    case 'range':
      return `whole(${end(domain.lower)}, ${end(domain.upper)})`;
    case 'set':
      return `random.choice([${domain.values.map((value) => `F.q(${python(value)}, 1)`).join(', ')}])`;
    case 'vector':
      if (domain.component)
        return `[${drawFrom(domain.component)} for _ in range(int(${python(domain.size)}))]`;
      return `vector(${python(domain.size)})`;
    case 'simplex':
    case 'sphere':
      return `${domain.kind}(${python(domain.size)})`;
    case 'counts':
      return `counts(${python(domain.total)}, ${python(domain.size)})`;
    case 'positive-definite':
      throw new Problem('no-script', {
        what: `${text(domain.size)} by ${text(domain.size)} matrices have no place in a script`,
        needed: 'numbers and vectors; matrices are proved in the steps alone',
      });
  }
};

const end = (bound: Expression): string =>
  bound === infinity || bound === negate(infinity) ? 'None' : python(bound);
