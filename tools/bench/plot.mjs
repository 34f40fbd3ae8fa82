// The figures as bars, one picture a case: how many times longer the others take, on a logarithmic scale.
import { writeFile } from 'node:fs/promises';

const [width, left, line, top] = [720, 190, 24, 44];
const ours = 'expfam wasm f32';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const bar = ({ name, ratio }, i, scale) => {
  const y = top + i * line;
  const length = Math.max(2, scale(ratio));
  const isOurs = name.startsWith('expfam');
  return [
    `  <text x="${left - 8}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>`,
    `  <rect x="${left}" y="${y + 3}" width="${length.toFixed(1)}" height="${line - 6}" rx="2" fill="${isOurs ? '#0f766e' : '#94a3b8'}"/>`,
    `  <text x="${(left + length + 6).toFixed(1)}" y="${y + 15}">${ratio.toPrecision(3)}</text>`,
  ].join('\n');
};

/** The picture of a case as SVG. */
const plotOf = ({ name, rows, features, classes, results }) => {
  const own = results.find((each) => each.name === ours)?.best;
  const bars = results
    .map((each) => ({ name: each.name, ratio: each.best / own }))
    .sort((a, b) => a.ratio - b.ratio);
  const least = Math.min(1, ...bars.map(({ ratio }) => ratio)) / 1.5;
  const most = Math.max(...bars.map(({ ratio }) => ratio));
  const scale = (ratio) => ((width - left - 70) * Math.log(ratio / least)) / Math.log(most / least);
  const title = `${name}: ${rows} × ${features}, ${classes} classes; time relative to ${ours}`;
  const height = top + bars.length * line + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#475569" role="img" aria-label="${title}">`,
    `  <text x="${left}" y="24" font-weight="600">${title}</text>`,
    ...bars.map((each, i) => bar(each, i, scale)),
    '</svg>',
    '',
  ].join('\n');
};

/** Writes a picture for each case into a folder. */
export const writePlots = async (cases, folder) => {
  for (const each of cases) await writeFile(new URL(`${each.name}.svg`, folder), plotOf(each));
};
