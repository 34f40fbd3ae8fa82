// A step of a descent on the processor: the same numbers as on a device, in double precision.
import type { Step } from '../devices/device.js';

/** A function that takes steps from a point, in place; it remembers the averages that steps ask for. */
export const stepper = (
  length: number,
): ((point: Float64Array, gradient: Float64Array, step: Step) => void) => {
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  return (point, gradient, step) => {
    const { keep, take, keepSquare, takeSquare, scale } = step;
    for (let i = 0; i < length; i++) {
      const slope = gradient[i] ?? 0;
      const average = keep * (mean[i] ?? 0) + take * slope;
      const power = keepSquare * (square[i] ?? 0) + takeSquare * slope * slope;
      mean[i] = average;
      square[i] = power;
      const down = step.slope * slope + step.mean * average;
      const size = Math.sqrt(scale * power);
      // a slope that was always 0 asks for no step
      if (scale === 0) point[i] = (point[i] ?? 0) - down;
      else if (size > 0) point[i] = (point[i] ?? 0) - down / size;
    }
  };
};
