// Tables of vectors and matrices, made from the measurements of Fisher's irises before the eyes of the reader.

const reading = `import { writeFileSync } from 'node:fs';
import { readTable } from 'expfam';

const table = await readTable('iris.csv');
const column = (name) => Array.from(table.columns.find((each) => each.name === name).values);
const [species, long, wide, petal] = ['Species', 'Sepal_Length', 'Sepal_Width', 'Petal_Length'].map(column);
`;

const source = 'Anderson 1935, Fisher 1936';

/** Samples that a module writes. */
export const prepared = {
  parts: {
    file: 'parts.csv',
    formula: 'cbind(long, wide, petal) ~ species',
    about: `how length and width of the sepals and length of the petals share their sum, by species (${source})`,
    rows: 150,
    script: `${reading}
const rows = species.map((name, i) => {
  const sum = long[i] + wide[i] + petal[i];
  return [name, long[i] / sum, wide[i] / sum, petal[i] / sum];
});
writeFileSync('parts.csv', ['species,long,wide,petal', ...rows].join('\\n'));`,
  },
  directions: {
    file: 'directions.csv',
    formula: 'cbind(long, wide, petal) ~ species',
    about: `the shape of flowers, whatever their size: length and width of the sepals and length of the petals as a direction (${source})`,
    rows: 150,
    script: `${reading}
const rows = species.map((name, i) => {
  const size = Math.hypot(long[i], wide[i], petal[i]);
  return [name, long[i] / size, wide[i] / size, petal[i] / size];
});
writeFileSync('directions.csv', ['species,long,wide,petal', ...rows].join('\\n'));`,
  },
  scatters: {
    file: 'scatters.csv',
    formula: 'cbind(ll, lw, wl, ww) ~ species',
    about: `how length and width of sepals scatter among each five flowers: sums of squares and products about their mean (${source})`,
    rows: 30,
    script: `${reading}
const rows = [];
for (let first = 0; first < species.length; first += 5) {
  const about = (values) => {
    const five = values.slice(first, first + 5);
    const mean = five.reduce((a, b) => a + b) / 5;
    return five.map((value) => value - mean);
  };
  const [l, w] = [about(long), about(wide)];
  const product = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  rows.push([species[first], product(l, l), product(l, w), product(l, w), product(w, w)]);
}
writeFileSync('scatters.csv', ['species,ll,lw,wl,ww', ...rows].join('\\n'));`,
  },
} as const;
