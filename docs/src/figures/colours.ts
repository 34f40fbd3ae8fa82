// The colours of curves and classes: variables of the style sheet, so that they can be told from the page in light and in dark.

/** As many as there are; a picture with more classes begins again. */
export const series = [
  'var(--vp-c-brand-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
  'var(--series-6)',
  'var(--series-7)',
  'var(--series-8)',
];
