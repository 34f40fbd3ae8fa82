// The map of the families: one picture of all of them with their relations, laid out in layers and drawn as SVG that can be
// clicked and read aloud.
import dagre from '@dagrejs/dagre';
import type { Relation } from '@expfam/family';
import { siteBase } from '../build/site-base.js';

/** How one family comes from another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: Relation['kind'];
}

const height = 26;
const margin = 12;
const perCharacter = 7.2; // pixels of a character of 12px type

/** The map as SVG; families without relations stand in rows below. */
export const drawMap = (names: readonly string[], edges: readonly Edge[]): string => {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 90, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  const related = new Set(edges.flatMap(({ from, to }) => [from, to]));
  for (const name of names) if (related.has(name)) graph.setNode(name, { width: widthOf(name), height });
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  dagre.layout(graph);
  // a graph without nodes has no size
  const { width = 0, height: drawn = 0 } = related.size === 0 ? {} : graph.graph();
  const rest = rows(
    names.filter((name) => !related.has(name)),
    { width: Math.max(width, 600), top: drawn },
  );
  const boxes = [
    ...graph.nodes().map((name: string) => ({ name, ...centreOf(graph.node(name)) })),
    ...rest.boxes,
  ];
  const lines = graph
    .edges()
    .map(({ v, w, name }: { v: string; w: string; name?: string }) =>
      line({ from: v, to: w, kind: name as Relation['kind'] }, graph.edge(v, w, name).points),
    );
  const size = [Math.ceil(Math.max(width, 600)), Math.ceil(rest.bottom)].map(String);
  return [
    `<svg class="map" viewBox="0 0 ${size[0]} ${size[1]}" role="img" aria-label="The families and how one comes from another">`,
    ...lines,
    ...boxes.map(box),
    '</svg>',
  ].join('');
};

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const widthOf = (name: string): number => name.length * perCharacter + 16;
const centreOf = ({ x = 0, y = 0 }: { x?: number; y?: number }): Place => ({ x, y });
const shown = (name: string): string => name.replaceAll('_', ' ');
const round = (value: number): string => String(Math.round(value * 10) / 10);

const rows = (
  names: readonly string[],
  { width, top }: { readonly width: number; readonly top: number },
): { readonly boxes: readonly Box[]; readonly bottom: number } => {
  let [x, y] = [margin, top + height];
  const boxes = names.map((name) => {
    if (x + widthOf(name) > width) [x, y] = [margin, y + height + 10];
    const box = { name, x: x + widthOf(name) / 2, y };
    x += widthOf(name) + 10;
    return box;
  });
  return { boxes, bottom: (names.length === 0 ? top : y + height / 2) + margin };
};

// Names are identifiers of the catalogue: nothing in them needs escaping.
const box = ({ name, x, y }: Box): string => {
  const width = widthOf(name);
  return (
    `<a href="${siteBase}families/${name}.html"><rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" ` +
    `height="${String(height)}" rx="6" /><text x="${round(x)}" y="${round(y + 4)}">${shown(name)}</text></a>`
  );
};

const line = ({ from, to, kind }: Edge, points: readonly Place[]): string => {
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  return `<path class="${kind}" d="${path}"><title>${shown(to)}: ${kind.replaceAll('-', ' ')} of ${shown(from)}</title></path>`;
};
