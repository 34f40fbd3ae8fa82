// The map of the families: every family and every relation once, and nothing on top of another.
import { catalogue } from '@expfam/family';
import { expect, test } from 'vitest';
import { drawMap } from './map.js';
import { edgesOf } from './relations-section.js';

const names = catalogue.map(({ name }) => name);
const edges = catalogue.flatMap(edgesOf);
const map = drawMap(names, edges);

test('every family and every relation is on it once', () => {
  const linked = [...map.matchAll(/data-family="(\w+)"/g)].map(([, name]) => name);
  expect([...linked].sort()).toEqual([...names].sort());
  expect(map.split('<path ').length - 1).toBe(edges.length);
});

test('no two boxes overlap', () => {
  const boxes = [...map.matchAll(/<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g)].map((found) =>
    found.slice(1).map(Number),
  ) as [number, number, number, number][];
  const overlapping = boxes.flatMap(([x, y, w, h], i) =>
    boxes.slice(0, i).filter(([u, v, a, b]) => x < u + a && u < x + w && y < v + b && v < y + h),
  );
  expect(boxes).toHaveLength(names.length);
  expect(overlapping).toEqual([]);
});

test('the same families give the same map', () => {
  expect(drawMap(names, edges)).toBe(map);
});

test('a family without relations is drawn too', () => {
  expect(drawMap(['alone'], [])).toContain('data-family="alone"');
});
