// Bars beside each other on a logarithmic scale, as SVG: what stands in a table, for the eye.
import { escape } from './markdown.js';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Whether it is the one that the others are compared with. */
  readonly isOurs: boolean;
}

const row = 22;
const named = 190; // pixels for the names
const drawn = 420; // for the bars
const spare = 70; // for the values

/** The picture; `label` says what it shows. */
export const drawBars = (bars: readonly Bar[], label: string): string => {
  const values = bars.map(({ value }) => Math.log10(value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const at = (value: number): number => named + ((value - least) / (most - least || 1)) * drawn;
  const height = bars.length * row + 8;
  const lines = bars.map(({ name, value, isOurs }, i) => {
    const [zero, end] = [at(0), at(Math.log10(value))];
    const y = i * row + 4;
    const [x, width] = [Math.min(zero, end), Math.max(Math.abs(end - zero), 1.5)];
    return (
      `<text class="name" x="${String(named - 8)}" y="${String(y + 13)}">${escape(name)}</text>` +
      `<rect class="${isOurs ? 'ours' : value < 1 ? 'faster' : 'slower'}" x="${x.toFixed(1)}" y="${String(y)}" width="${width.toFixed(1)}" height="${String(row - 6)}" rx="2" />` +
      `<text x="${(Math.max(zero, end) + 6).toFixed(1)}" y="${String(y + 13)}">${value.toPrecision(3)}</text>`
    );
  });
  const axis = `<line x1="${at(0).toFixed(1)}" x2="${at(0).toFixed(1)}" y1="0" y2="${String(height)}" />`;
  return `\n<div class="bars-stage"><svg class="bars" viewBox="0 0 ${String(named + drawn + spare)} ${String(height)}" role="img" aria-label="${escape(label)}">${axis}${lines.join('')}</svg></div>\n`;
};
