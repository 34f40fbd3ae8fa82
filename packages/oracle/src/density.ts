// The oracle's own reader of a density text: lines, heads, domains. It has never heard of the engine's.
import type { Arithmetic } from '@expfam/precise';
import type { MathNode } from 'mathjs';
import { parseFormula, type Origin } from './compile.js';
import { complain } from './complaint.js';
import { readDomain, splitTop, type Domain } from './domain.js';

/** One density of a text. Exactly one of `formula` and `statistics` is there: the latter for `maxent`. */
export interface Density {
  readonly name: string;
  readonly outcome: string;
  readonly parameters: readonly string[];
  readonly constants: readonly string[];
  readonly formula?: MathNode;
  readonly statistics?: readonly MathNode[];
  readonly baseMeasure?: MathNode;
  readonly domains: ReadonlyMap<string, Domain>;
}

interface Line extends Origin {
  readonly text: string;
}

const name = '[A-Za-z_][A-Za-z_0-9]*';
const headForm = new RegExp(`^(${name})\\s*\\(([^()]*)\\)\\s*=(?!=)(.*)$`, 's');
const domainForm = new RegExp(`^(${name})\\s+in\\s(.*)$`, 's');
const baseForm = /^h\s*=(?!=)(.*)$/s;

/** Every density of a text, in order. @throws OracleError with the place, for what is not of the language. */
export function readDensities(text: string, a: Arithmetic): Density[] {
  const groups: Line[][] = [];
  for (const line of logicalLines(text)) {
    const group = groups.at(-1);
    if (headForm.test(line.text)) groups.push([line]);
    else if (group === undefined) misplaced(line);
    else group.push(line);
  }
  return groups.map((lines) => readDensity(lines, a));
}

function misplaced(line: Line): never {
  return complain({
    code: 'bad-line',
    what: line.text,
    where: { line: line.line, column: line.column },
    needed: 'NAME(OUTCOME | PARAMETERS) = FORMULA, then a line NAME in DOMAIN for every name',
    help: 'a line goes on only inside an open bracket',
  });
}

/** Lines without comments, those with an open bracket joined to the next; columns are those of the first. */
function logicalLines(text: string): Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const bare = raw.replace(/#.*$/, '').trimEnd();
    const content = bare.trimStart();
    if (content === '') continue;
    const joined: Line = open
      ? { ...open, text: `${open.text} ${content}` }
      : { text: content, line: i + 1, column: bare.length - content.length + 1 };
    const depth = [...joined.text].reduce(
      (sum, char) => sum + ('([{'.includes(char) ? 1 : ')]}'.includes(char) ? -1 : 0),
      0,
    );
    open = depth > 0 ? joined : undefined;
    if (open === undefined) lines.push(joined);
  }
  return open === undefined ? lines : unbalanced(open);
}

function unbalanced(line: Line): never {
  return complain({
    code: 'unbalanced-bracket',
    what: line.text,
    where: { line: line.line, column: line.column },
    needed: 'a closing bracket for every opening one',
    help: 'the text ended inside a bracket',
  });
}

function readDensity(lines: readonly Line[], a: Arithmetic): Density {
  const [first, ...rest] = lines;
  const head = headForm.exec(first?.text ?? '');
  if (first === undefined || head === null) return misplaced(first ?? { text: '', line: 1, column: 1 });
  const [, densityName = '', signature = '', body = ''] = head;
  const [names = '', constants = ''] = signature.split(';');
  const [outcome = '', parameters = ''] = names.split('|');
  const column = first.column + first.text.length - body.length;
  return {
    name: densityName,
    outcome: outcome.trim(),
    parameters: splitTop(parameters),
    constants: splitTop(constants),
    ...readBody(body, { line: first.line, column }),
    ...readRest(rest, a),
  };
}

function readBody(body: string, origin: Origin): { formula: MathNode } | { statistics: MathNode[] } {
  const maxent = /^\s*maxent\s*\((.*)\)\s*$/s.exec(body);
  if (maxent === null) return { formula: parseFormula(body, origin) };
  return { statistics: splitTop(maxent[1] ?? '').map((part) => parseFormula(part, origin)) };
}

function readRest(
  lines: readonly Line[],
  a: Arithmetic,
): { domains: Map<string, Domain>; baseMeasure?: MathNode } {
  const domains = new Map<string, Domain>();
  let baseMeasure: MathNode | undefined;
  for (const line of lines) {
    const domain = domainForm.exec(line.text);
    const base = baseForm.exec(line.text);
    const body = domain?.[2] ?? base?.[1] ?? '';
    const origin = { line: line.line, column: line.column + line.text.length - body.length };
    if (domain !== null) domains.set(domain[1] ?? '', readDomain(body, origin, a));
    else if (base !== null) baseMeasure = parseFormula(body, origin);
    else misplaced(line);
  }
  return baseMeasure === undefined ? { domains } : { domains, baseMeasure };
}
