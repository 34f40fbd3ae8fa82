// Formula text → Expression. mathjs reads the grammar; nothing of it is ever evaluated, and only what the language of
// the interface knows gets through.
import type { MathNode } from 'mathjs';
import { parse as parseSyntax } from 'mathjs/number';
import { indexSymbol, integral, product, sum } from './binder.js';
import * as b from './build.js';
import { range, real } from './domains.js';
import { isVectorDomain } from './domain.js';
import type { Expression } from './node.js';
import { variableOf } from './node.js';
import { isNegative } from './range.js';
import { functions } from './operations.js';
import type { Place } from './problem.js';
import { Problem } from './problem.js';
import { Rational } from './rational.js';

/** What the names of a formula stand for, and how to point at a spot of it. */
export interface Scope {
  readonly names: ReadonlyMap<string, Expression>;
  /** The place of `length` characters from `offset` in the formula. */
  readonly place: (offset: number, length: number) => Place;
}

const longest = 20_000;
const deepest = 200;

/** Reads a formula of the density language; throws a Problem that points at what cannot be read. */
export const parseFormula = (formula: string, scope: Scope): Expression => {
  if (formula.length > longest)
    throw cannotRead(scope, 0, 1, {
      what: `a formula of ${formula.length} characters`,
      needed: `at most ${longest} characters`,
    });
  refuseDepth(formula, scope);
  return new Reader(formula, scope).read(syntax(formula, scope), scope.names);
};

/** The factors of a formula in the order in which they are written: a/b·c gives a, 1/b and c. */
export const parseFactors = (formula: string, scope: Scope): readonly Expression[] => {
  const reader = new Reader(formula, scope);
  const visit = (node: Syntax): Expression[] => {
    if (node.type === 'ParenthesisNode') return visit(node.content!);
    const operator = node.type === 'OperatorNode' ? (node as unknown as { op: string }).op : '';
    if (operator === '*') return node.args!.flatMap(visit);
    if (operator === '/') return [...visit(node.args![0]!), ...visit(node.args![1]!).map(b.reciprocal)];
    return [reader.read(node, scope.names)];
  };
  return visit(syntax(formula, scope) as Syntax);
};

const refuseDepth = (formula: string, scope: Scope): void => {
  let depth = 0;
  for (const [at, character] of [...formula].entries()) {
    if ('([{'.includes(character) && ++depth > deepest)
      throw cannotRead(scope, at, 1, {
        what: 'brackets are nested too deeply',
        needed: `at most ${deepest} levels`,
      });
    if (')]}'.includes(character)) depth--;
  }
};

const syntax = (formula: string, scope: Scope): MathNode => {
  const alien = /[^\w\s+\-*/^()[\],.!=<>]/.exec(formula);
  if (alien)
    throw cannotRead(scope, alien.index, 1, {
      what: `unexpected ${JSON.stringify(alien[0])}`,
      needed: 'numbers, names, brackets, + - * / ^ ! and comparisons',
    });
  const assigned = /(?<![=<>!])=(?!=)/.exec(formula);
  if (assigned)
    throw cannotRead(scope, assigned.index, 1, {
      what: 'a single = assigns, and nothing can be assigned here',
      needed: '== for the indicator of equality',
    });
  try {
    return parseSyntax(formula);
  } catch (error) {
    const { char } = error as { char?: number };
    const message = (error as Error).message.replace(/\s*\(char \d+\)$/, '');
    const offset = Math.min((char ?? 1) - 1, Math.max(formula.length - 1, 0));
    throw cannotRead(scope, offset, 1, {
      what: `${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      needed: 'a formula',
    });
  }
};

const cannotRead = (
  scope: Scope,
  offset: number,
  length: number,
  details: { what: string; needed: string; help?: string },
): Problem => new Problem('cannot-read', { ...details, where: scope.place(offset, length) });

type Names = ReadonlyMap<string, Expression>;
type Syntax = MathNode & {
  readonly value?: unknown; readonly name?: string; readonly fn?: string & { readonly name?: string; readonly type?: string };
  readonly args?: readonly Syntax[]; readonly content?: Syntax; readonly object?: Syntax; readonly implicit?: boolean;
  readonly index?: { readonly dimensions: readonly Syntax[]; readonly dotNotation: boolean };
  readonly conditionals?: readonly string[]; readonly params?: readonly Syntax[];
}; // prettier-ignore

const gamma = (x: Expression): Expression => b.apply('gamma', [x]);
const one = b.one;

/** Functions that mean something in terms of others. */
const derived: {
  readonly [name: string]: { readonly arity: number; readonly of: (...args: Expression[]) => Expression };
} = {
  sqrt: { arity: 1, of: (x) => b.sqrt(x!) },
  cbrt: { arity: 1, of: (x) => b.power(x!, b.number(1, 3)) },
  square: { arity: 1, of: (x) => b.power(x!, b.two) },
  pow: { arity: 2, of: (x, y) => b.power(x!, y!) },
  ln: { arity: 1, of: (x) => b.log(x!) },
  log2: { arity: 1, of: (x) => b.divide(b.log(x!), b.log(b.two)) },
  log10: { arity: 1, of: (x) => b.divide(b.log(x!), b.log(b.number(10))) },
  sec: { arity: 1, of: (x) => b.reciprocal(b.apply('cos', [x!])) },
  csc: { arity: 1, of: (x) => b.reciprocal(b.apply('sin', [x!])) },
  cot: { arity: 1, of: (x) => b.divide(b.apply('cos', [x!]), b.apply('sin', [x!])) },
  sech: { arity: 1, of: (x) => b.reciprocal(b.apply('cosh', [x!])) },
  factorial: { arity: 1, of: (x) => gamma(b.add(x!, one)) },
  combinations: {
    arity: 2,
    of: (n, k) =>
      b.divide(
        gamma(b.add(n!, one)),
        b.multiply(gamma(b.add(k!, one)), gamma(b.add(b.subtract(n!, k!), one))),
      ),
  },
  beta: { arity: 2, of: (x, y) => b.divide(b.multiply(gamma(x!), gamma(y!)), gamma(b.add(x!, y!))) },
  digamma: { arity: 1, of: (x) => b.apply('polygamma', [b.zero, x!]) },
  trigamma: { arity: 1, of: (x) => b.apply('polygamma', [one, x!]) },
};

const binderNames = new Set(['sum', 'prod', 'integral']);
const comparisons: { readonly [operator: string]: (x: Expression, y: Expression) => Expression } = {
  '==': b.equal,
  '!=': (x, y) => b.subtract(one, b.equal(x, y)),
  '<': b.less,
  '<=': b.lessEqual,
  '>': (x, y) => b.less(y, x),
  '>=': (x, y) => b.lessEqual(y, x),
};

/** Names that are functions of the language, for suggestions and for the reference page. */
export const functionNames: readonly string[] = [
  ...Object.keys(functions).filter((name) => !(name in { equal: 1, less: 1, lessEqual: 1 })),
  ...Object.keys(derived),
  ...binderNames,
];

class Reader {
  private readonly formula: string;
  private readonly scope: Scope;
  /** The number literals in the order of the text: mathjs keeps doubles, the text keeps every digit. */
  private readonly literals: string[];

  constructor(formula: string, scope: Scope) {
    this.formula = formula;
    this.scope = scope;
    this.literals = formula.match(/(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g) ?? [];
  }

  read(node: MathNode, names: Names): Expression {
    const part = node as Syntax;
    switch (part.type) {
      case 'ConstantNode':
        return this.readNumber(part);
      case 'SymbolNode':
        return this.readName(part.name!, names);
      case 'ParenthesisNode':
        return this.read(part.content!, names);
      case 'OperatorNode':
        return this.readOperator(part, names);
      case 'RelationalNode':
        return this.readChain(part, names);
      case 'FunctionNode':
        return this.readCall(part, names);
      case 'AccessorNode':
        return this.readElement(part, names);
      default:
        throw this.refuse(
          syntaxNames[part.type] ?? part.type,
          'a formula of numbers, names, operators and functions',
        );
    }
  }

  private readNumber(part: Syntax): Expression {
    const value = part.value;
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw this.refuse(String(value), 'a number', String(value));
    const literal = this.literals.find((text) => Number(text) === value) ?? String(value);
    return b.rational(Rational.parse(literal));
  }

  private readName(name: string, names: Names): Expression {
    const known = names.get(name);
    if (known !== undefined) {
      if (isVectorDomain(variableDomain(known)))
        throw this.refuse(`${name} is a vector`, `a component such as ${name}[k]`, name);
      return known;
    }
    if (name === 'pi') return b.pi;
    if (name === 'e') return b.exp(one);
    if (name === 'inf') return b.infinity;
    if (isFunctionName(name))
      throw this.refuse(
        `${name} is a function without its arguments`,
        `${name}(…), or a line that says what ${name} is`,
        name,
      );
    throw this.unknown(name, [...names.keys()]);
  }

  private unknown(name: string, candidates: readonly string[]): Problem {
    const near = candidates.find((candidate) => distance(candidate, name) <= Math.max(1, name.length / 3));
    return new Problem('unknown-name', {
      what: `nothing is called ${name}`,
      where: this.placeOf(name),
      needed: `one of ${candidates.slice(0, 12).join(', ')}`,
      ...(near ? { help: `did you mean ${near}?` } : {}),
    });
  }

  private readOperator(part: Syntax, names: Names): Expression {
    const operator = (part as unknown as { op: string }).op;
    if (part.implicit)
      throw this.refuse('two factors without a sign between them', 'a * between the factors');
    const args = part.args!.map((arg) => this.read(arg, names));
    const [x, y] = args as [Expression, Expression];
    if (args.length === 1) {
      if (operator === '-') return b.negate(x);
      if (operator === '+') return x;
      if (operator === '!') return gamma(b.add(x, one));
    }
    switch (operator) {
      case '+':
        return b.add(x, y);
      case '-':
        return b.subtract(x, y);
      case '*':
        return b.multiply(x, y);
      case '/':
        if (y === b.zero) throw this.refuse('a division by zero', 'a denominator that is not 0', '/');
        return b.divide(x, y);
      case '^':
        if (x === b.zero && isNegative(y))
          throw this.refuse('zero to a negative power', 'a base that is not 0', '^');
        return b.power(x, y);
      default:
        if (operator in comparisons) return comparisons[operator]!(x, y);
        throw this.refuse(`the operator ${operator}`, 'one of + - * / ^ ! == != < <= > >=', operator);
    }
  }

  /** a < y < b: both must hold. */
  private readChain(part: Syntax, names: Names): Expression {
    const values = part.params!.map((value) => this.read(value, names));
    const signs: { readonly [name: string]: string } = {
      smaller: '<',
      smallerEq: '<=',
      larger: '>',
      largerEq: '>=',
      equal: '==',
      unequal: '!=',
    };
    return b.multiply(
      ...part.conditionals!.map((name, i) => comparisons[signs[name]!]!(values[i]!, values[i + 1]!)),
    );
  }

  private readCall(part: Syntax, names: Names): Expression {
    const name = part.fn?.name ?? '';
    const args = part.args!;
    if (binderNames.has(name)) return this.readBinder(name, args, names);
    const row = Object.hasOwn(derived, name) ? derived[name] : undefined;
    const primitive =
      !row && Object.hasOwn(functions, name) && !(name in { equal: 1, less: 1, lessEqual: 1 });
    if (!row && !primitive) throw this.unknownFunction(name);
    const arity = row ? row.arity : functions[name as keyof typeof functions].arity;
    if (name === 'log' && args.length === 2) {
      const [x, base] = args.map((arg) => this.read(arg, names));
      return b.divide(b.log(x!), b.log(base!));
    }
    if (arity !== null && args.length !== arity)
      throw this.refuse(
        `${name} has ${args.length} argument${args.length === 1 ? '' : 's'}`,
        `${arity} argument${arity === 1 ? '' : 's'}`,
        name,
      );
    const values = args.map((arg) => this.read(arg, names));
    return row ? row.of(...values) : b.apply(name as keyof typeof functions, values);
  }

  private unknownFunction(name: string): Problem {
    const near = functionNames.find((candidate) => distance(candidate, name) <= Math.max(1, name.length / 3));
    return new Problem('unknown-function', {
      what: `${name || 'this'} is no function of the density language`,
      where: this.placeOf(name),
      needed:
        'a function such as exp, log, gamma, lgamma, factorial, combinations, beta, besselI, zeta, erf, sum or prod',
      ...(near ? { help: `did you mean ${near}?` } : {}),
    });
  }

  private readBinder(name: string, args: readonly Syntax[], names: Names): Expression {
    if (args.length !== 4 || args[1]!.type !== 'SymbolNode')
      throw this.refuse(`${name} needs a body, an index and two bounds`, `${name}(body, k, 1, K)`, name);
    const [lower, upper] = [this.read(args[2]!, names), this.read(args[3]!, names)];
    const index = args[1]!.name!;
    const bound = name === 'integral' ? b.symbol(index, real.all) : indexSymbol(index, lower, upper);
    const body = this.read(args[0]!, new Map([...names, [index, bound]]));
    return { sum, prod: product, integral }[name as 'sum'](body, bound, lower, upper);
  }

  private readElement(part: Syntax, names: Names): Expression {
    const name = part.object?.type === 'SymbolNode' ? part.object.name! : '';
    if (part.index!.dotNotation || name === '')
      throw this.refuse('property access', 'a component such as phi[k]', '.');
    const vector = names.get(name);
    if (vector === undefined) throw this.unknown(name, [...names.keys()]);
    if (!isVectorDomain(variableDomain(vector)))
      throw this.refuse(
        `${name} is a number and has no components`,
        `${name} in simplex(K), real^K or counts(n, K)`,
        name,
      );
    if (part.index!.dimensions.length !== 1) throw this.refuse(`${name} has one index`, `${name}[k]`, name);
    return b.element(vector, this.read(part.index!.dimensions[0]!, names));
  }

  private refuse(what: string, needed: string, token = ''): Problem {
    return new Problem('cannot-read', { what, needed, where: this.placeOf(token) });
  }

  /** The first place where a token stands; the whole formula when it is not to be found. */
  private placeOf(token: string): Place {
    if (token === '') return this.scope.place(0, this.formula.length);
    const escaped = token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const at = new RegExp(/^\w/.test(token) ? `(?<!\\w)${escaped}(?!\\w)` : escaped).exec(this.formula);
    return at ? this.scope.place(at.index, token.length) : this.scope.place(0, this.formula.length);
  }
}

const variableDomain = (node: Expression) =>
  node.op === 'symbol' ? variableOf(node).domain : range(one, one);
const isFunctionName = (name: string): boolean => functionNames.includes(name);

const syntaxNames: { readonly [type: string]: string } = {
  AssignmentNode: 'an assignment', FunctionAssignmentNode: 'a function definition', BlockNode: 'several expressions',
  ConditionalNode: 'a condition with ? and :', RangeNode: 'a range with :', ObjectNode: 'an object', ArrayNode: 'a matrix in brackets',
}; // prettier-ignore

/** The number of letters to change, add or drop to make one word of the other. */
const distance = (a: string, b2: string): number => {
  let row = Array.from({ length: b2.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b2.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b2[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b2.length]!;
};
