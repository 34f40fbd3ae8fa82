// The right-hand side of an `in` line: `real`, `(0, inf)`, `1..K`, `{0, 1}`, `simplex(K)` and the rest of the list.
import type { Domain, Expression, Place } from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import { isNumber, one, Problem, rationalOf, real } from '@expfam/expression';

/** How a domain text resolves the names in its bounds and points at its spots. */
export interface DomainScope {
  readonly place: (offset: number, length: number) => Place;
  /** The symbols of the names that occur in `text`; `least` is the smallest value of a size that is met here first. */
  readonly names: (text: string, least: number) => ReadonlyMap<string, Expression>;
}

/** Reads a domain of the density language; throws a Problem that points at what cannot be read, or that holds nothing. */
export const readDomain = (text: string, scope: DomainScope): Domain => {
  const domain = domainOf(text, scope);
  const complaint = complaintAbout(domain);
  if (complaint !== null) throw refuse(`${text} ${complaint}`, scope, text);
  return domain;
};

/** What makes a domain none, as far as its bounds are numbers. */
const complaintAbout = (domain: Domain): string | null => {
  if (domain.kind === 'set')
    return new Set(domain.values).size < domain.values.length ? 'names a value twice' : null;
  if (domain.kind !== 'interval' && domain.kind !== 'range') return null;
  const [lower, upper] = [domain.lower, domain.upper].map((end) => (isNumber(end) ? rationalOf(end) : null));
  if (domain.kind === 'range' && [lower, upper].some((end) => end && !end.isInteger))
    return 'runs between numbers that are not whole';
  const order = lower && upper ? lower.compare(upper) : -1;
  return order > 0 || (order === 0 && domain.kind === 'interval') ? 'is empty' : null;
};

const domainOf = (text: string, scope: DomainScope): Domain => {
  const bound = (part: string, least = 1): Expression => {
    const trimmed = part.trim();
    const offset = text.indexOf(trimmed);
    if (trimmed === '') throw refuse('a bound is missing', scope, text);
    return parseFormula(trimmed, {
      names: scope.names(trimmed, least),
      place: (at, length) => scope.place(offset + at, length),
    });
  };

  if (text === 'real') return real.all;
  const vector = /^real\s*\^\s*(.+)$/.exec(text);
  if (vector) return { kind: 'vector', size: bound(vector[1]) };
  const named = /^([A-Za-z_]\w*)\s*\((.*)\)$/.exec(text);
  if (named) return readNamed(named[1], splitAtCommas(named[2]), { text, scope, bound });
  if (text.startsWith('{') && text.endsWith('}'))
    return { kind: 'set', values: splitAtCommas(text.slice(1, -1)).map((part) => bound(part)) };
  if (/^[([]/.test(text) && /[)\]]$/.test(text)) {
    const ends = splitAtCommas(text.slice(1, -1));
    if (ends.length !== 2) throw refuse('an interval has two ends', scope, text);
    return {
      kind: 'interval',
      lower: bound(ends[0]),
      upper: bound(ends[1]),
      lowerOpen: text.startsWith('('),
      upperOpen: text.endsWith(')'),
    };
  }
  const ends = text.split('..');
  if (ends.length === 2) {
    const lower = bound(ends[0]);
    return { kind: 'range', lower, upper: bound(ends[1], lower === one ? 2 : 1) };
  }
  throw refuse(`${text} is no domain`, scope, text);
};

interface Context {
  readonly text: string;
  readonly scope: DomainScope;
  readonly bound: (part: string, least?: number) => Expression;
}

const readNamed = (name: string, args: readonly string[], { text, scope, bound }: Context): Domain => {
  const kinds = { simplex: 'simplex', sphere: 'sphere', positive_definite: 'positive-definite' } as const;
  if (Object.hasOwn(kinds, name) && args.length === 1)
    return {
      kind: kinds[name as keyof typeof kinds],
      size: bound(args[0], name === 'positive_definite' ? 1 : 2),
    };
  if (name === 'counts' && args.length === 2)
    return { kind: 'counts', total: bound(args[0]), size: bound(args[1], 2) };
  throw refuse(`${text} is no domain`, scope, text);
};

const refuse = (what: string, scope: DomainScope, text: string): Problem =>
  new Problem('cannot-read', {
    what,
    where: scope.place(0, text.length),
    needed:
      'real, (a, b), [a, b), 0..n, {0, 1}, simplex(K), real^K, counts(n, K), sphere(K) or positive_definite(K)',
  });

/** Splits at commas outside brackets. */
export const splitAtCommas = (text: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
};
