// What was once made of a derivation, so that targets and checks that ask for the same do not make it again. It is forgotten
// with the derivation.
import type { Derivation } from '@expfam/family';

/** The function with a memory: for the same derivation and the same other arguments it gives what it gave. */
export const remember = <Args extends readonly unknown[], Value>(
  make: (derivation: Derivation, ...args: Args) => Value,
): ((derivation: Derivation, ...args: Args) => Value) => {
  const made = new WeakMap<Derivation, { readonly args: Args; readonly value: Value }[]>();
  return (derivation, ...args) => {
    const known = made.get(derivation) ?? [];
    const same = known.find((each) => args.every((arg, i) => arg === each.args[i]));
    if (same !== undefined) return same.value;
    const value = make(derivation, ...args);
    made.set(derivation, [...known, { args, value }]);
    return value;
  };
};
