// Sentences of the sources as Markdown: what stands between backticks is code, everything else is shown character by character.
import { escape } from './markdown.js';

/** The text with its code set apart. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`\n]+`)/)
    .map((part, i) => (i % 2 === 0 ? escape(part) : `<code v-pre>${escape(part.slice(1, -1))}</code>`))
    .join('');
