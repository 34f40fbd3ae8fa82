// Domains as TeX: ℝ, (0, ∞), {1, …, K}, the simplex.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';

const dimension = (size: Expression): string => e.tex(size);
const isWhole = (lower: Expression, upper: Expression): boolean =>
  lower === e.negate(e.infinity) && upper === e.infinity;

/** The domain as a set. */
export const domainTex = (domain: Domain): string => {
  switch (domain.kind) {
    case 'interval':
      return isWhole(domain.lower, domain.upper)
        ? '\\mathbb{R}'
        : `${domain.lowerOpen ? '(' : '['}${e.tex(domain.lower)}, ${e.tex(domain.upper)}${domain.upperOpen ? ')' : ']'}`;
    case 'range':
      return rangeTex(domain.lower, domain.upper);
    case 'set':
      return `\\{${domain.values.map((value) => e.tex(value)).join(', ')}\\}`;
    case 'simplex':
      return `\\Delta^{${dimension(e.subtract(domain.size, e.one))}}`;
    case 'vector':
      return `\\mathbb{R}^{${dimension(domain.size)}}`;
    case 'sphere':
      return `\\mathbb{S}^{${dimension(e.subtract(domain.size, e.one))}}`;
    case 'counts':
      return `\\{y \\in \\mathbb{N}_0^{${dimension(domain.size)}} : \\textstyle\\sum y = ${e.tex(domain.total)}\\}`;
    case 'positive-definite':
      return `\\mathbb{S}_{++}^{${dimension(domain.size)}}`;
  }
};

const rangeTex = (lower: Expression, upper: Expression): string => {
  if (isWhole(lower, upper)) return '\\mathbb{Z}';
  const [first, second] = [lower, e.add(lower, e.one)].map((end) => e.tex(end));
  if (upper === e.infinity) return `\\{${first}, ${second}, \\dots\\}`;
  return `\\{${first}, \\dots, ${e.tex(upper)}\\}`;
};
