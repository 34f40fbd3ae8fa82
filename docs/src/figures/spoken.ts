// A picture of Observable Plot for those who do not see it: one image with a name, its parts silent.

/** The picture, of which only its own label is read aloud. */
export const spoken = <Picture extends Element>(picture: Picture): Picture => {
  for (const part of picture.querySelectorAll('g[aria-label], g[aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  const drawings = picture.tagName === 'FIGURE' ? picture.querySelectorAll('svg[aria-label]') : [picture];
  for (const drawing of drawings) drawing.setAttribute('role', 'img');
  return picture;
};
