// The map of the families: one picture of all of them with their relations, drawn as SVG that can be clicked, walked through
// with the keyboard and read aloud.
import type { Relation } from '@expfam/family';
import { siteBase } from '../build/site-base.js';
import type { Place } from './map-layout.js';
import { placed } from './map-layout.js';
import { nameOf } from './titles.js';

/** How one family comes from another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: Relation['kind'];
}

const height = 27;
const margin = 12;
const perCharacter = 7.5; // pixels of a character of 13.5px type
const across = 1180; // pixels of the whole picture
const down = 980; // of the part with relations

/** The map as SVG; families that hang together with few others, or with none, stand in rows below. */
export const drawMap = (names: readonly string[], edges: readonly Edge[]): string => {
  const [main = [], ...others] = [...clusters(names, edges)].sort((a, b) => b.length - a.length);
  const frame = { width: across - 2 * margin, height: down, box: height };
  const pairs = edges
    .filter(({ from }) => main.includes(from))
    .map(({ from, to }) => [main.indexOf(from), main.indexOf(to)] as const);
  const isMap = main.length > 2;
  const places = isMap ? placed(main.map((name) => ({ name, width: widthOf(name) })), pairs, frame) : []; // prettier-ignore
  const boxes = places.map(({ x, y }, i) => ({ name: main[i] ?? '', x: x + margin, y: y + margin }));
  const rest = rows(isMap ? others.flat() : names, isMap ? down + margin : 0);
  const all = [...boxes, ...rest.boxes];
  const at = new Map(all.map((each) => [each.name, each]));
  const lines = edges.map((edge) => line(edge, at.get(edge.from)!, at.get(edge.to)!));
  return [
    '<div class="map-stage">',
    `<svg class="map" viewBox="0 0 ${String(across)} ${String(Math.ceil(rest.bottom))}" role="group" aria-label="The families and how one comes from another">`,
    ...lines,
    ...all.map(box),
    '</svg></div>',
  ].join('');
};

/** The families that hang together, each with all that it is related to. */
const clusters = (names: readonly string[], edges: readonly Edge[]): ReadonlySet<readonly string[]> => {
  const clusterOf = new Map<string, string[]>(names.map((name) => [name, [name]]));
  for (const { from, to } of edges) {
    const [one, other] = [clusterOf.get(from)!, clusterOf.get(to)!];
    if (one === other) continue;
    one.push(...other);
    for (const name of other) clusterOf.set(name, one);
  }
  return new Set(clusterOf.values());
};

interface Box extends Place {
  readonly name: string;
}

const widthOf = (name: string): number => name.length * perCharacter + 14;
const round = (value: number): string => String(Math.round(value * 10) / 10);

const rows = (
  names: readonly string[],
  top: number,
): { readonly boxes: readonly Box[]; readonly bottom: number } => {
  let [x, y] = [margin, top + height];
  const boxes = names.map((name) => {
    if (x + widthOf(name) > across - margin) [x, y] = [margin, y + height + 10];
    const made = { name, x: x + widthOf(name) / 2, y };
    x += widthOf(name) + 10;
    return made;
  });
  return { boxes, bottom: (names.length === 0 ? top : y + height / 2) + margin };
};

// Names are identifiers of the catalogue: nothing in them needs escaping.
const box = ({ name, x, y }: Box): string => {
  const width = widthOf(name);
  return (
    `<a href="${siteBase}families/${name}.html" data-family="${name}"><rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" ` +
    `height="${String(height)}" rx="6" /><text x="${round(x)}" y="${round(y + 4.5)}">${nameOf(name)}</text></a>`
  );
};

const line = ({ from, to, kind }: Edge, start: Place, end: Place): string =>
  `<path class="${kind}" data-from="${from}" data-to="${to}" d="M${round(start.x)} ${round(start.y)}L${round(end.x)} ${round(end.y)}">` +
  `<title>${nameOf(to)}: ${kind.replaceAll('-', ' ')} of ${nameOf(from)}</title></path>`;
