// A long list appears piece by piece, one a frame, so that the page answers between them.
import type { ShallowRef } from 'vue';
import { onBeforeUnmount, shallowRef, watch } from 'vue';

/** As much of a list as has appeared so far; a new list begins anew. */
export const growing = <T>(list: () => readonly T[]): ShallowRef<readonly T[]> => {
  const shown = shallowRef<readonly T[]>([]);
  let frame = 0;
  const grow = (): void => {
    const all = list();
    shown.value = all.slice(0, shown.value.length + 1);
    if (shown.value.length < all.length) frame = requestAnimationFrame(grow);
  };
  watch(
    list,
    () => {
      cancelAnimationFrame(frame);
      shown.value = [];
      grow();
    },
    { immediate: true },
  );
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
  });
  return shown;
};
