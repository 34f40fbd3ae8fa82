// Vectors that code reads again and again, kept in memory: an engine writes a constant anew wherever it is used, in three
// instructions, where reading it takes one. The module carries them in a data segment at the foot of its memory.
import type { Bytes } from './bytes.js';
import { lengthOf } from './bytes.js';

/** Bytes of a vector. */
const vectorBytes = 16;

/** Below it nothing is kept: 0 stands for an array that is absent. */
const first = 16;

/** The vectors of one module. */
export class ConstantPool {
  private readonly places = new Map<Bytes, number>();

  /** Where a vector is kept, by its bytes; the same list of bytes is the same vector. */
  addressOf(vector: Bytes): number {
    if (lengthOf(vector) !== vectorBytes) throw new TypeError('a vector has sixteen bytes');
    const found = this.places.get(vector) ?? this.end;
    this.places.set(vector, found);
    return found;
  }

  /** The address behind the last vector. */
  get end(): number {
    return first + this.places.size * vectorBytes;
  }

  /** What the memory holds from the first vector on, and where that is; null where nothing is kept. */
  get segment(): { readonly at: number; readonly bytes: Bytes } | null {
    return this.places.size === 0 ? null : { at: first, bytes: [...this.places.keys()] };
  }
}
