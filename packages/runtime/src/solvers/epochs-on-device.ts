// Epochs of steps that a device takes by itself. Many of them are queued at once, and the next while the device is at work, so
// that it never waits for the processor; only what an epoch leads to is read back. How many steps are queued changes no result.
import type { Descent, Move } from '../devices/device.js';
import { shuffle } from '../numbers/random.js';
import type { Objective, ObjectiveLook } from '../objective.js';
import { batchOf, keeper, rateAt, stepsIn } from './epochs.js';
import type { Beginning, Best, Course, Epochs } from './epochs.js';

/** A move, and the epoch that it looks back at. */
interface Planned extends Move {
  readonly ends: number | null;
}

interface Flight {
  readonly ends: readonly (number | null)[];
  readonly landed: Promise<readonly ObjectiveLook[]>;
}

// An abort is heard, and a curve drawn, this often; each flight costs the device a few microseconds.
const shortFlight = 15;
const longFlight = 60;
const mostMoves = 1024;
// Rows listed in the batches of one flight: 16 MiB.
const mostRows = 2 ** 22;
// One is at work while the other is being read and queued anew.
const flightsAtOnce = 2;

/** Epochs on a device that descends by itself. */
export const epochsOnDevice = (
  course: Course,
  start: Beginning,
  descend: NonNullable<Objective['descend']>,
): Epochs => {
  const { objective, settings } = course;
  const orders = orderOf(course);
  const keep = keeper(settings);
  const beginAt = (at: Beginning) => ({
    descent: descend(at.point),
    plan: plan(course, at, orders),
    flights: [] as Flight[],
    ended: [] as ObjectiveLook[],
    epoch: at.epoch,
  });
  let now = beginAt(start);
  let moves = 32;
  let last = performance.now();
  let stands = start.point;
  const heed = (): void => {
    if (settings.signal?.aborted === true) settings.onPoint?.(stands);
    settings.signal?.throwIfAborted();
  };
  const land = async (): Promise<void> => {
    while (now.flights.length < flightsAtOnce) {
      const flight = launch(now.descent, now.plan, moves);
      if (flight === null) break;
      now.flights.push(flight);
    }
    const flight = now.flights.shift();
    if (flight === undefined) throw new TypeError('there are no epochs left');
    const looks = await flight.landed;
    const took = performance.now() - last;
    last += took;
    moves =
      took < shortFlight ? Math.min(mostMoves, 2 * moves) : took > longFlight ? Math.ceil(moves / 2) : moves;
    looks.forEach((look, i) => {
      stands = look.point;
      keep(stands);
      if (flight.ends[i] !== null) now.ended.push(look);
    });
  };
  return {
    next: async () => {
      heed();
      while (now.ended.length === 0) {
        await land();
        heed();
      }
      orders.forget(now.epoch++);
      return bestOf(objective, now.ended.shift() ?? { point: stands, value: NaN, gradient: stands });
    },
    begin: (at) => {
      now = beginAt(at);
    },
  };
};

const bestOf = (objective: Objective, { point, value, gradient }: ObjectiveLook): Best => ({
  point,
  objective: value,
  gradient,
  gradientNorm: objective.size(gradient),
});

/** Queues the next moves of a plan; null where there are none. */
const launch = (descent: Descent<ObjectiveLook>, planned: Iterator<Planned>, most: number): Flight | null => {
  const moves: Planned[] = [];
  let looks = 0;
  let rows = 0;
  while (moves.length < most && looks < descent.looks && rows < mostRows) {
    const next = planned.next();
    if (next.done === true) break;
    moves.push(next.value);
    looks += next.value.look ? 1 : 0;
    rows += next.value.rows?.length ?? 0;
  }
  const final = moves.pop();
  if (final === undefined) return null;
  // whoever waits for a flight is told at least where it got
  const all = [...moves, looks === 0 ? { ...final, look: true } : final];
  const landed = descent.run(all);
  // one that is not waited for any more may fail
  landed.catch(() => undefined);
  return { ends: all.filter(({ look }) => look).map(({ ends }) => ends), landed };
};

/** The moves of all epochs from a beginning on. */
function* plan(
  { objective, method, settings }: Course,
  { epoch: first, rate }: Beginning,
  orders: Orders,
): Generator<Planned, undefined> {
  const steps = stepsIn(objective.rows, settings);
  const stepAt = (epoch: number, step: number) =>
    method.step(rateAt(rate, epoch - 1 + step / steps, settings), (epoch - first) * steps + step + 1);
  for (let epoch = first; epoch <= settings.epochs; epoch++) {
    if (steps === 1) {
      // the gradient for this step is also what the epoch before led to
      yield {
        rows: null,
        step: stepAt(epoch, 0),
        look: epoch > first,
        ends: epoch > first ? epoch - 1 : null,
      };
      continue;
    }
    const order = orders.at(epoch);
    for (let step = 0; step < steps; step++)
      yield { rows: batchOf(order, step, steps), step: stepAt(epoch, step), look: false, ends: null };
    yield { rows: null, step: null, look: true, ends: epoch };
  }
  if (steps === 1) yield { rows: null, step: null, look: true, ends: settings.epochs };
}

/** The rows as every epoch takes them: drawn once, also where an epoch is planned a second time. */
interface Orders {
  at(epoch: number): Uint32Array;
  forget(epoch: number): void;
}

const orderOf = ({ objective, random }: Course): Orders => {
  const drawn = new Map<number, Uint32Array>();
  const rows = Uint32Array.from({ length: objective.rows }, (_, row) => row);
  return {
    at: (epoch) => {
      const known = drawn.get(epoch);
      if (known !== undefined) return known;
      shuffle(rows, random);
      const order = rows.slice();
      drawn.set(epoch, order);
      return order;
    },
    forget: (epoch) => drawn.delete(epoch),
  };
};
