// A line of a shell as words: blanks part them, quotes hold them together. Nothing is expanded.

/** @throws Error for a quote that is not closed */
export const splitWords = (line: string): string[] => {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]+)+|['"].*/g)) {
    if (/^(?:'[^']*|"[^"]*)$/.test(word)) throw new Error(`a quote is not closed in: ${line}`);
    words.push(word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words;
};
