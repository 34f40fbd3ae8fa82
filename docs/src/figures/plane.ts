// Outcomes with components in a picture of two axes: which points of the plane stand for which outcomes.
import type { Domain } from '@expfam/expression';
import type { Values } from './value.js';
import { endOf, valueOf } from './value.js';
import { direction } from './sliders.js';

/** One direction of the picture. */
export interface Axis {
  readonly label: string;
  readonly lower: number;
  readonly upper: number;
}

/** Two axes, and the outcome at a place; null where no outcome is there. */
export interface Plane {
  readonly axes: readonly [Axis, Axis];
  /** Only whole numbers are outcomes. */
  readonly whole: boolean;
  readonly at: (first: number, second: number) => readonly number[] | null;
}

const largest = 15; // of counts without end

/** The plane of a domain; null where two numbers do not tell an outcome. */
export const planeOf = (name: string, domain: Domain, values: Values): Plane | null => {
  const axis = (at: string, lower: number, upper: number): Axis => ({ label: `${name}${at}`, lower, upper });
  const pair = (lower: number, upper: number): readonly [Axis, Axis] => [
    axis('[1]', lower, upper),
    axis('[2]', lower, upper),
  ];
  if (domain.kind === 'set' || domain.kind === 'interval' || domain.kind === 'range') return null;
  const size = valueOf(domain.size, values);
  switch (domain.kind) {
    case 'simplex':
      return size === 3 ? { axes: pair(0, 1), whole: false, at: (a, b) => (a + b < 1 ? [a, b, 1 - a - b] : null) } : null; // prettier-ignore
    case 'counts': {
      const total = valueOf(domain.total, values);
      return size === 3 ? { axes: pair(0, total), whole: true, at: (a, b) => (a + b <= total ? [a, b, total - a - b] : null) } : null; // prettier-ignore
    }
    case 'sphere':
      return size === 3
        ? {
            axes: [axis(': longitude', -Math.PI, Math.PI), axis(': latitude', -Math.PI / 2, Math.PI / 2)],
            whole: false,
            at: (longitude, latitude) => direction([longitude, latitude]),
          }
        : null;
    case 'positive-definite':
      return size === 2
        ? {
            axes: [axis('[1, 1], other entries 0', 0, Infinity), axis('[2, 2]', 0, Infinity)],
            whole: false,
            at: (a, b) => (a > 0 && b > 0 ? [a, 0, 0, b] : null),
          }
        : null;
    default:
      return size === 2 ? ofComponents(pair, domain.component, values) : null;
  }
};

const ofComponents = (
  pair: (lower: number, upper: number) => readonly [Axis, Axis],
  component: Domain | undefined,
  values: Values,
): Plane | null => {
  const at = (a: number, b: number): readonly number[] => [a, b];
  if (component === undefined) return { axes: pair(-Infinity, Infinity), whole: false, at };
  if (component.kind !== 'interval' && component.kind !== 'range') return null;
  const whole = component.kind === 'range';
  const [lower, upper] = [endOf(component.lower, values), endOf(component.upper, values)];
  return { axes: pair(lower, whole ? Math.min(upper, largest) : upper), whole, at };
};
