// Domains as they are written in a density text.
import type { Domain, Expression } from '@expfam/expression';
import { text } from '@expfam/expression';

/** The domain as it is written behind `in`. */
export const domainText = (domain: Domain): string => {
  switch (domain.kind) {
    case 'interval':
      return `${domain.lowerOpen ? '(' : '['}${text(domain.lower)}, ${text(domain.upper)}${domain.upperOpen ? ')' : ']'}`;
    case 'range':
      return `${text(domain.lower)}..${text(domain.upper)}`;
    case 'set':
      return `{${domain.values.map(text).join(', ')}}`;
    case 'vector':
      return `${domain.component ? powerBaseText(domain.component) : 'real'}^${sizeText(domain.size)}`;
    case 'counts':
      return `counts(${text(domain.total)}, ${text(domain.size)})`;
    case 'positive-definite':
      return `positive_definite(${text(domain.size)})`;
    default:
      return `${domain.kind}(${text(domain.size)})`;
  }
};

/** A range is bracketed before its power: (0..n)^K. */
const powerBaseText = (domain: Domain): string =>
  domain.kind === 'range' ? `(${domainText(domain)})` : domainText(domain);

const sizeText = (size: Expression): string => (/^\w+$/.test(text(size)) ? text(size) : `(${text(size)})`);
