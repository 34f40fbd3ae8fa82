// Long lines of a printed module, folded as a person would: at its outermost operators, which lead the next line, or inside its
// longest brackets. What is computed, and in which order, is not touched.

/** How long a line may be. */
const most = 110;

/** Operators at which an expression is folded, the loosest first. */
const operators: readonly RegExp[] = [/ (?=: )/y, / (?=(?:&&?|\|\|) )/y, / (?=[-+] )/y, / (?=[*/] )/y];

/** A stretch of brackets in a line: where it opens and closes. */
interface Brackets {
  readonly open: number;
  readonly close: number;
}

/** How deep in brackets every character stands; a bracket itself stands outside of what it encloses. */
const depthsOf = (text: string): readonly number[] => {
  let depth = 0;
  return text.split('').map((char) => {
    if (')]}'.includes(char)) depth -= 1;
    const own = depth;
    if ('([{'.includes(char)) depth += 1;
    return own;
  });
};

/** The text cut at every match of the pattern outside of brackets, what matched left out. */
const cut = (text: string, pattern: RegExp): string[] => {
  const depths = depthsOf(text);
  const pieces: string[] = [];
  let from = 0;
  for (let i = 1; i < text.length; i++) {
    pattern.lastIndex = i;
    const found = depths[i] === 0 ? pattern.exec(text) : null;
    if (found === null) continue;
    pieces.push(text.slice(from, i));
    from = i + found[0].length;
  }
  return [...pieces, text.slice(from)];
};

/** An expression or a list in pieces, each of which may begin a line. */
const piecesOf = (text: string): readonly string[] => {
  const items = cut(text, /, /y);
  if (items.length > 1) return items.map((item, i) => (i + 1 < items.length ? `${item},` : item));
  return operators.map((pattern) => cut(text, pattern)).find((pieces) => pieces.length > 1) ?? [text];
};

/** The longest outermost brackets of a text. */
const longestBrackets = (text: string): Brackets | null => {
  const depths = depthsOf(text);
  let best: Brackets | null = null;
  let open = -1;
  for (let i = 0; i < text.length; i++) {
    if (depths[i] !== 0) continue;
    if ('(['.includes(text[i])) open = i;
    if (!')]'.includes(text[i]) || i === open + 1) continue;
    if (best === null || i - open > best.close - best.open) best = { open, close: i };
  }
  return best;
};

/** Where lines go: how far the first one is in, and how far those that follow it. */
interface Margins {
  readonly first: number;
  readonly next: number;
}

/** So far in, a line that is too long is left as it is: what goes on to the right is read no better. */
const deepest = 40;

/** Whether the pieces are those of a list in which something is called. */
const isListOfCalls = (pieces: readonly string[]): boolean =>
  pieces[0]?.endsWith(',') === true && pieces.some((piece) => piece.includes('('));

/** Lines of pieces, as many in one as it holds; what is too long for a line of its own is folded once more. */
const laid = (start: string, text: string, { first, next }: Margins): string[] => {
  if (first > deepest) return [' '.repeat(first) + text];
  const pieces = piecesOf(text);
  const isList = isListOfCalls(pieces);
  // each choice within a choice stands further in, as the compiler's formatter has it
  const isChoice = pieces[1]?.startsWith(': ') === true;
  const lines: string[] = [];
  let line = start;
  let begun = 0;
  const margin = (): number => (isChoice ? first + 2 * begun : lines.length === 0 ? first : next);
  const fits = (more: string): boolean => margin() + line.length + 1 + more.length <= most;
  const end = (): void => {
    if (line === 'return') return; // nothing is returned where the line ends here
    if (line === '') return;
    lines.push(' '.repeat(margin()) + line);
    begun += 1;
    line = '';
  };
  const add = (more: string): void => {
    line = line === '' ? more : `${line} ${more}`;
  };
  for (const piece of pieces) {
    const brackets = next + piece.length > most ? longestBrackets(piece) : null;
    if (brackets !== null && brackets.close - brackets.open > piece.length / 2) {
      const head = piece.slice(0, brackets.open + 1);
      if (isList || !fits(head)) end();
      add(head);
      const inside = margin();
      end();
      lines.push(
        ...laid('', piece.slice(brackets.open + 1, brackets.close), { first: inside + 2, next: inside + 2 }),
      );
      const tail = piece.slice(brackets.close);
      if (inside === first) lines.push(' '.repeat(inside) + tail);
      else line = tail;
    } else if (next + piece.length > most && piecesOf(piece).length > 1) {
      const head = line === start ? start : '';
      if (head === '') end();
      line = '';
      const inside = margin();
      const isLast = isChoice && cut(piece, / (?=\? )/y).length === 1;
      lines.push(...laid(head, piece, { first: inside, next: inside + (isLast ? 0 : 2) }));
      begun += 1;
    } else {
      if (!fits(piece) || (isList && line !== start)) end();
      add(piece);
    }
  }
  end();
  return lines;
};

const statement = /^( *)((?:(?:const|let) \w+|[\w.]+(?:\[[^\]]*\])?) \+?=|return) (.*;)$/;

const fold = (line: string): string[] => {
  const [, spaces = '', start = '', rest = ''] = statement.exec(line) ?? [];
  return rest === '' ? [line] : laid(start, rest, { first: spaces.length, next: spaces.length + 2 });
};

/** A module without lines that are too long to read. */
export const foldLines = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (line.length <= most || line.trimStart().startsWith('//') ? [line] : fold(line)))
    .join('\n');
