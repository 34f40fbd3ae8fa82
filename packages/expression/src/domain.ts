// Domains: the sets that outcomes, parameters, constants and indices live in. Part of a symbol's meaning.
import type { Expression } from './node.js';

/** A set that a quantity lives in: numbers, or vectors and matrices of them. The ends of a range are whole numbers. */
export type Domain =
  | {
      readonly kind: 'interval';
      readonly lower: Expression;
      readonly upper: Expression;
      readonly lowerOpen: boolean;
      readonly upperOpen: boolean;
    }
  | { readonly kind: 'range'; readonly lower: Expression; readonly upper: Expression }
  | { readonly kind: 'set'; readonly values: readonly Expression[] }
  | { readonly kind: 'simplex' | 'sphere' | 'positive-definite'; readonly size: Expression }
  /** Vectors whose components all live in one domain: the real line where none is given. */
  | { readonly kind: 'vector'; readonly size: Expression; readonly component?: Domain }
  | { readonly kind: 'counts'; readonly total: Expression; readonly size: Expression };

/** Whether the elements of the domain have components. */
export const isVectorDomain = (domain: Domain): boolean =>
  domain.kind !== 'interval' && domain.kind !== 'range' && domain.kind !== 'set';

/** Whether the elements (or their components) are whole numbers taken one by one. */
export const isDiscrete = (domain: Domain): boolean =>
  domain.kind === 'range' ||
  domain.kind === 'set' ||
  domain.kind === 'counts' ||
  (domain.kind === 'vector' && domain.component !== undefined && isDiscrete(domain.component));

/** The expressions that a domain is made of. */
export const domainParts = (domain: Domain): readonly Expression[] => {
  switch (domain.kind) {
    case 'interval':
    case 'range':
      return [domain.lower, domain.upper];
    case 'set':
      return domain.values;
    case 'counts':
      return [domain.total, domain.size];
    case 'vector':
      return [domain.size, ...(domain.component ? domainParts(domain.component) : [])];
    default:
      return [domain.size];
  }
};

/** The same kind of domain with each of its expressions replaced. */
export const mapDomain = (domain: Domain, replace: (part: Expression) => Expression): Domain => {
  switch (domain.kind) {
    case 'interval':
    case 'range':
      return { ...domain, lower: replace(domain.lower), upper: replace(domain.upper) };
    case 'set':
      return { ...domain, values: domain.values.map(replace) };
    case 'counts':
      return { ...domain, total: replace(domain.total), size: replace(domain.size) };
    case 'vector':
      return {
        ...domain,
        size: replace(domain.size),
        ...(domain.component ? { component: mapDomain(domain.component, replace) } : {}),
      };
    default:
      return { ...domain, size: replace(domain.size) };
  }
};

/** A text that is equal for equal domains. */
export const domainKey = (domain: Domain): string => {
  if (domain.kind === 'vector' && domain.component)
    return `${domainKey(domain.component)}^${String(domain.size.id)}`;
  const parts = domainParts(domain)
    .map((part) => part.id)
    .join(',');
  const ends =
    domain.kind === 'interval' ? `${domain.lowerOpen ? '(' : '['}${domain.upperOpen ? ')' : ']'}` : '';
  return `${domain.kind}${ends}{${parts}}`;
};
