// Expressions as plain data and back, so that what was derived once can be kept in a file and read without a parser.
import { intern, variableOf, isSymbol } from './node.js';
import type { Expression, Operation } from './node.js';
import type { Domain } from './domain.js';
import { domainParts, mapDomain } from './domain.js';
import { Rational } from './rational.js';

/** A list of nodes, each after its parts: [operation, places of the arguments, value]. */
export type ExpressionData = readonly NodeData[];
type NodeData = readonly [op: Operation, args: readonly number[], value?: string | number | SymbolData];
interface SymbolData {
  readonly name: string;
  readonly domain: { readonly parts: readonly number[] } & Record<string, unknown>;
}

/** Collects expressions into one list in which shared parts stand once. */
export class ExpressionWriter {
  readonly nodes: NodeData[] = [];
  private readonly places = new Map<Expression, number>();

  /** Adds an expression and returns its place in the list. */
  write(node: Expression): number {
    const known = this.places.get(node);
    if (known !== undefined) return known;
    const args = node.args.map((arg) => this.write(arg));
    const value = this.valueData(node);
    this.nodes.push(value === undefined ? [node.op, args] : [node.op, args, value]);
    this.places.set(node, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  private valueData(node: Expression): string | number | SymbolData | undefined {
    if (node.value instanceof Rational) return node.value.toString();
    if (isSymbol(node)) {
      const { name, domain } = variableOf(node);
      return { name, domain: this.domainData(domain) };
    }
    return node.value === null ? undefined : (node.value as number);
  }

  private domainData(domain: Domain): SymbolData['domain'] {
    if (domain.kind === 'vector' && domain.component)
      return {
        kind: 'vector',
        component: this.domainData(domain.component),
        parts: [this.write(domain.size)],
      };
    const ends =
      domain.kind === 'interval' ? { lowerOpen: domain.lowerOpen, upperOpen: domain.upperOpen } : {};
    return { kind: domain.kind, ...ends, parts: domainParts(domain).map((part) => this.write(part)) };
  }
}

/** The expressions of a list, in its order. */
export const readExpressions = (data: ExpressionData): readonly Expression[] => {
  const nodes: Expression[] = [];
  for (const [op, args, value] of data)
    nodes.push(
      intern(
        op,
        args.map((place) => nodes[place]),
        readValue(op, value, nodes),
      ),
    );
  return nodes;
};

const readValue = (op: Operation, value: NodeData[2], nodes: readonly Expression[]): Expression['value'] => {
  if (op === 'number') {
    const [numerator, denominator = '1'] = String(value).split('/');
    return Rational.of(BigInt(numerator), BigInt(denominator));
  }
  if (op !== 'symbol') return (value as number | undefined) ?? null;
  const { name, domain } = value as SymbolData;
  return { name, domain: readDomain(domain, nodes) };
};

const readDomain = ({ parts, ...rest }: SymbolData['domain'], nodes: readonly Expression[]): Domain => {
  const values = parts.map((place) => nodes[place]);
  const component = rest['component'] as SymbolData['domain'] | undefined;
  if (component) return { kind: 'vector', size: values[0], component: readDomain(component, nodes) };
  const [first, second] = values;
  const shapes: { readonly [kind: string]: object } = {
    interval: { lower: first, upper: second },
    range: { lower: first, upper: second },
    set: { values },
    counts: { total: first, size: second },
  };
  const domain = { ...rest, ...(shapes[String(rest['kind'])] ?? { size: first }) } as unknown as Domain;
  return mapDomain(domain, (part) => part);
};
