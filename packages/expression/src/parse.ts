// Formula text → Expression: only what the language of the interface knows gets through.
import { indexDomain, indexSymbol, integral, product, sum } from './binder.js';
import { apply } from './apply.js';
import * as b from './build.js';
import { isShaped } from './matrix.js';
import type { Expression } from './node.js';
import type { Parsed, Scope, Syntax } from './parse-syntax.js';
import { isMinus, parseSyntax, spanOf, syntaxNames } from './parse-syntax.js';
import type { Place } from './problem.js';
import { Problem } from './problem.js';
import { isNegative } from './range.js';
import { Rational } from './rational.js';
import type { Misfit } from './shapes.js';
import {
  addAll,
  asNumber,
  elementAt,
  isMisfit,
  matrixFunctions,
  multiplyAll,
  negate,
  raise,
  reciprocal,
} from './shapes.js';
import { binderNames, callable, comparisons, functionNames, nearest } from './vocabulary.js';

export type { Scope } from './parse-syntax.js';
export { functionNames } from './vocabulary.js';

/** Reads a formula of the density language; throws a Problem that points at what cannot be read. */
export const parseFormula = (formula: string, scope: Scope): Expression => {
  const parsed = parseSyntax(formula, scope);
  return new Reader(scope, parsed).number(parsed.root, scope.names);
};

/** The factors of a formula in the order in which they are written: a/b·c gives a, 1/b and c. */
export const parseFactors = (formula: string, scope: Scope): readonly Expression[] => {
  const parsed = parseSyntax(formula, scope);
  const reader = new Reader(scope, parsed);
  const visit = (node: Syntax): Expression[] => {
    if (node.type === 'ParenthesisNode') return visit(node.content!);
    const operator = node.type === 'OperatorNode' && node.implicit !== true ? node.op : '';
    if (operator === '*' && !node.args!.some((factor) => isShaped(reader.read(factor, scope.names))))
      return node.args!.flatMap(visit);
    if (operator === '/') return [...visit(node.args![0]), ...visit(node.args![1]).map(b.reciprocal)];
    return [reader.number(node, scope.names)];
  };
  return visit(parsed.root);
};

type Names = ReadonlyMap<string, Expression>;

const deepest = 800;

class Reader {
  private readonly scope: Scope;
  private readonly parsed: Parsed;
  private depth = 0;

  constructor(scope: Scope, parsed: Parsed) {
    this.scope = scope;
    this.parsed = parsed;
  }

  /** The value of a part where only a number will do. */
  number(part: Syntax, names: Names): Expression {
    return this.fit(asNumber(this.read(part, names)), part);
  }

  /** The value of a part: a number, a vector or a matrix. */
  read(part: Syntax, names: Names): Expression {
    if (++this.depth > deepest)
      throw this.refuse('operations are nested too deeply', `at most ${deepest} levels`);
    const result = this.readPart(part, names);
    this.depth--;
    return result;
  }

  private readPart(part: Syntax, names: Names): Expression {
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
    const literal = this.parsed.tokens.get(part)?.text;
    if (literal === undefined || /e[+-]?\d{5}/i.test(literal))
      throw this.refuse(
        `the number ${literal ?? String(value)}`,
        'digits, a point and an exponent below 10000',
      );
    return b.rational(Rational.parse(literal));
  }

  private readName(name: string, names: Names): Expression {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (name === 'pi') return b.pi;
    if (name === 'e') return b.exp(b.one);
    if (name === 'inf') return b.infinity;
    if (functionNames.includes(name))
      throw this.refuse(
        `${name} is a function without its arguments`,
        `${name}(…), or a line that says what ${name} is`,
        name,
      );
    throw this.unknown(name, [...names.keys()]);
  }

  private unknown(name: string, candidates: readonly string[]): Problem {
    const near = nearest(name, candidates);
    return new Problem('unknown-name', {
      what: `nothing is called ${name}`,
      where: this.placeOf(name),
      needed: `one of ${candidates.slice(0, 12).join(', ')}`,
      ...(near ? { help: `did you mean ${near}?` } : {}),
    });
  }

  private readOperator(part: Syntax, names: Names): Expression {
    if (part.implicit)
      throw this.refuse('two factors without a sign between them', 'a * between the factors');
    const [operator, args] = [part.op!, part.args!];
    if (args.length === 1) return this.readUnary(part, names);
    if (Object.hasOwn(chains, operator)) return this.readSequence(part, names);
    if (operator === '^') {
      const [x, y] = args.map((arg) => this.read(arg, names)) as [Expression, Expression];
      if (x === b.zero && isNegative(y))
        throw this.refuse('zero to a negative power', 'a base that is not 0', '^');
      return this.fit(raise(x, y), part);
    }
    const [x, y] = args.map((arg) => this.number(arg, names)) as [Expression, Expression];
    if (!Object.hasOwn(comparisons, operator)) throw this.unknownOperator(operator);
    return comparisons[operator](x, y);
  }

  private readUnary(part: Syntax, names: Names): Expression {
    const operand = part.args![0];
    if (part.op === '-') return negate(this.read(operand, names));
    if (part.op === '+') return this.read(operand, names);
    if (part.op === '!') return apply('gamma', [b.add(this.number(operand, names), b.one)]);
    throw this.unknownOperator(part.op!);
  }

  /** a + b − c or a·b/c of any length, without a level of depth for each sign. */
  private readSequence(part: Syntax, names: Names): Expression {
    const { inverse, join } = chains[part.op!];
    const parts: Expression[] = [];
    const inverted: boolean[] = [];
    const steps: Syntax[] = [];
    let first = part;
    while (
      first.type === 'OperatorNode' &&
      first.args!.length === 2 &&
      chains[first.op!]?.join === join &&
      !first.implicit
    ) {
      steps.unshift(first.args![1]);
      inverted.unshift(first.op === inverse);
      first = first.args![0]!;
    }
    // −a·b is −(a·b): the sign becomes a factor and does not go into the sum a
    if (join === multiplyAll && isMinus(first)) {
      parts.push(b.minusOne);
      first = first.args![0];
    }
    parts.push(this.read(first, names));
    for (const [i, step] of steps.entries()) {
      const value = this.read(step, names);
      if (inverted[i] && inverse === '/' && value === b.zero)
        throw this.refuse('a division by zero', 'a denominator that is not 0', '/');
      if (!inverted[i]) parts.push(value);
      else parts.push(inverse === '-' ? negate(value) : this.fit(reciprocal(value), step));
    }
    return this.fit(join(parts), part);
  }

  private unknownOperator(operator: string): Problem {
    return this.refuse(`the operator ${operator}`, 'one of + - * / ^ ! == != < <= > >=', operator);
  }

  /** a < y < b: both must hold. */
  private readChain(part: Syntax, names: Names): Expression {
    const values = part.params!.map((value) => this.number(value, names));
    const signs: { readonly [name: string]: string } = {
      smaller: '<',
      smallerEq: '<=',
      larger: '>',
      largerEq: '>=',
      equal: '==',
      unequal: '!=',
    };
    return b.multiply(
      ...part.conditionals!.map((name, i) => comparisons[signs[name]](values[i], values[i + 1])),
    );
  }

  private readCall(part: Syntax, names: Names): Expression {
    if (part.fn?.type !== 'SymbolNode')
      throw this.refuse('a call of what is no name', 'the name of a function before the bracket');
    const [name, args] = [part.fn.name ?? '', part.args!];
    if (binderNames.has(name)) return this.readBinder(name, args, names);
    const ofMatrix = Object.hasOwn(matrixFunctions, name) ? matrixFunctions[name] : undefined;
    const called = ofMatrix ? undefined : callable(name);
    if (called === undefined && !ofMatrix) throw this.unknownFunction(name);
    const [least, most] = called?.arity ?? [1, 1];
    if (args.length < least || args.length > most)
      throw this.refuse(
        `${name} has ${args.length} argument${args.length === 1 ? '' : 's'}`,
        `${most === Infinity ? 'at least ' : ''}${least} argument${least === 1 ? '' : 's'}`,
        name,
      );
    if (ofMatrix) return this.fit(ofMatrix(this.read(args[0], names)), part);
    return called!.of(...args.map((arg) => this.number(arg, names)));
  }

  private unknownFunction(name: string): Problem {
    const near = nearest(name, functionNames);
    return new Problem('unknown-function', {
      what: `${name || 'this'} is no function of the density language`,
      where: this.placeOf(name),
      needed:
        'a function such as exp, log, gamma, lgamma, factorial, combinations, beta, besselI, zeta, erf, sum or prod',
      ...(near ? { help: `did you mean ${near}?` } : {}),
    });
  }

  private readBinder(name: string, args: readonly Syntax[], names: Names): Expression {
    if (args.length !== 4 || args[1].type !== 'SymbolNode')
      throw this.refuse(`${name} needs a body, an index and two bounds`, `${name}(body, k, 1, K)`, name);
    const [lower, upper] = [this.number(args[2], names), this.number(args[3], names)];
    const index = args[1].name!;
    const bound =
      name === 'integral'
        ? b.symbol(index, indexDomain('integral', lower, upper))
        : indexSymbol(index, lower, upper);
    const body = this.number(args[0], new Map([...names, [index, bound]]));
    return { sum, prod: product, integral }[name as 'sum'](body, bound, lower, upper);
  }

  private readElement(part: Syntax, names: Names): Expression {
    if (part.index!.dotNotation) throw this.refuse('property access', 'a component such as phi[k]', '.');
    const indices = part.index!.dimensions.map((each) => this.number(each, names));
    return this.fit(elementAt(this.read(part.object!, names), indices), part);
  }

  /** What an operation came to, or the complaint that its shapes do not fit. */
  private fit(result: Expression | Misfit, part: Syntax): Expression {
    if (!isMisfit(result)) return result;
    const span = spanOf(part, this.parsed);
    const where = span ? this.scope.place(...span) : this.placeOf('');
    throw new Problem('cannot-read', { ...result, where });
  }

  private refuse(what: string, needed: string, token = ''): Problem {
    return new Problem('cannot-read', { what, needed, where: this.placeOf(token) });
  }

  /** The first place where a token stands; the whole formula when it is not to be found. */
  private placeOf(token: string): Place {
    const { formula } = this.parsed;
    if (token === '') return this.scope.place(0, formula.length);
    const escaped = token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const at = new RegExp(/^\w/.test(token) ? `(?<!\\w)${escaped}(?!\\w)` : escaped).exec(formula);
    return at ? this.scope.place(at.index, token.length) : this.scope.place(0, formula.length);
  }
}

/** Signs that come in rows: what the inverse sign is, and how the row is joined. */
const chains: {
  readonly [operator: string]: {
    readonly inverse: string;
    readonly join: (parts: readonly Expression[]) => Expression | Misfit;
  };
} = {
  '+': { inverse: '-', join: addAll },
  '-': { inverse: '-', join: addAll },
  '*': { inverse: '/', join: multiplyAll },
  '/': { inverse: '/', join: multiplyAll },
};
