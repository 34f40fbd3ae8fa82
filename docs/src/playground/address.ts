// The state of the playground in the part of its address behind #, so that a derivation can be linked to.

/** What a link restores. */
export interface Shared {
  readonly text: string;
  readonly classes: number | null;
}

const longest = 20_000; // characters: browsers bear longer addresses, mail programs do not

/** The state as the part of an address behind #. */
export const toAddress = ({ text, classes }: Shared): string => {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const safe = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return new URLSearchParams({
    density: safe,
    ...(classes === null ? {} : { classes: String(classes) }),
  }).toString();
};

/** The state of an address, or null where it holds none that can be read. */
export const fromAddress = (hash: string): Shared | null => {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const density = parameters.get('density');
  if (density === null || density.length > longest) return null;
  try {
    const raw = atob(density.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(raw, (c) => c.charCodeAt(0)),
    );
    const classes = Number(parameters.get('classes') ?? Number.NaN);
    return { text, classes: Number.isInteger(classes) && classes >= 2 && classes <= 64 ? classes : null };
  } catch {
    return null;
  }
};
