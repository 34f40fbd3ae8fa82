// A formula that is wider than the page, in several lines: broken between its parts, else before the terms of a sum, never inside
// brackets. What cannot be broken stays as it is and is scrolled.

const widest = 56; // characters that fit on a page

/** The formula, in one line where it fits. */
export const inLines = (tex: string): string => {
  const lines = linesOf(tex);
  return lines.length === 1 ? tex : gathered(lines);
};

/** A long formula in pieces of whole lines, each of them about as long as is told, so that they can be laid out one by one. */
export const inPieces = (tex: string, room: number): readonly string[] => {
  const pieces: string[][] = [];
  let taken = room;
  for (const line of linesOf(tex)) {
    taken += line.length;
    if (taken > room) {
      pieces.push([]);
      taken = line.length;
    }
    pieces.at(-1)?.push(line);
  }
  return pieces.map((lines) => (lines.length === 1 ? (lines[0] ?? '') : gathered(lines)));
};

const gathered = (lines: readonly string[]): string =>
  `\\begin{gathered} ${lines.join(' \\\\ ')} \\end{gathered}`;

const linesOf = (tex: string): readonly string[] => {
  if (widthOf(tex) <= widest || tex.includes('\\begin')) return [tex];
  return split(tex, /^ (?=\\quad\\Longrightarrow)/).flatMap((side) =>
    packed(split(side, /^,\s*\\q?quad\s*/), ',\\quad ').flatMap((part, i, all) => {
      const line = i < all.length - 1 ? `${part},` : part;
      return widthOf(line) <= widest ? [line] : terms(line);
    }),
  );
};

/** A sum in lines that begin with the sign of their first term; a head such as `\ell =` stays with the first. */
const terms = (tex: string): readonly string[] => {
  const lines = packed(split(tex, /^ (?=[+-] )/), ' ').map((line, i) =>
    i === 0 ? line : `\\quad {} ${line}`,
  );
  return lines.length > 1 ? lines : exponent(tex);
};

// The one bracket that is broken, since every derivation begins with it.
const exponential = /^(.*?\\exp) ?(?:\\left)?\((.*?)(?:\\right)?\)(,?)$/;

const exponent = (tex: string): readonly string[] => {
  const [, head = '', inner = '', comma = ''] = exponential.exec(tex) ?? [];
  const [first = '', ...others] = split(inner.trim(), /^ (?=[+-] )/);
  if (others.length === 0 || !isBalanced(inner)) return [tex];
  return packed([`${head}\\Bigl(${first}`, ...others], ' ').map((line, i, all) => {
    const begun = i === 0 ? line : `\\quad {} ${line}`;
    return i === all.length - 1 ? `${begun}\\Bigr)${comma}` : begun;
  });
};

const isBalanced = (tex: string): boolean => {
  let depth = 0;
  for (const bracket of tex.match(/[()]/g) ?? []) {
    depth += bracket === '(' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
};

/** As many parts to a line as fit. */
const packed = (parts: readonly string[], glue: string): readonly string[] =>
  parts.reduce<readonly string[]>((lines, part) => {
    const last = lines.at(-1);
    const longer = `${last ?? ''}${glue}${part}`;
    return last !== undefined && widthOf(longer) <= widest
      ? [...lines.slice(0, -1), longer]
      : [...lines, part];
  }, []);

/** The pieces between separators that stand in no bracket. */
const split = (tex: string, separator: RegExp): readonly string[] => {
  const pieces: string[] = [];
  let [depth, begin] = [0, 0];
  for (let at = 0; at < tex.length; at++) {
    const found = depth === 0 && at > begin ? separator.exec(tex.slice(at)) : null;
    if (found !== null) {
      pieces.push(tex.slice(begin, at));
      begin = at + found[0].length;
      at = begin - 1;
    } else if (tex[at] === '\\' && /[{}|,;! ]/.test(tex[at + 1] ?? '')) at++;
    else if (/[({[]/.test(tex[at] ?? '')) depth++;
    else if (/[)}\]]/.test(tex[at] ?? '')) depth--;
  }
  return [...pieces, tex.slice(begin)];
};

// Spaces, words and signs with the room around them, in characters.
const wide = /\\(?:quad|log|exp|sin|cos|tan|max|min|Longrightarrow)(?![A-Za-z])|[=+-]/g;
const unseen = /\\(?:left|right|mathrm|operatorname)(?![A-Za-z])|\\[,;!]|[ _^]/g;

/** About how many characters wide: a command is one, a fraction as wide as the wider of its parts. */
const widthOf = (tex: string): number => {
  const fraction = /\\frac\{([^{}]*)\}\{([^{}]*)\}/;
  let flat = tex
    .replace(wide, 'xxx')
    .replace(unseen, '')
    .replace(/\\(?!frac)[A-Za-z]+/g, 'x');
  for (let found = fraction.exec(flat); found !== null; found = fraction.exec(flat))
    flat = flat.replace(fraction, found[1].length > found[2].length ? found[1] : found[2]);
  return flat.replace(/[{}\\]/g, '').length;
};
