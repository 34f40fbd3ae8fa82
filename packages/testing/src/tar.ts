// Reads a tar archive in memory: regular files only, which is all that the archives of the house hold.
// Layout of a header block: POSIX.1-2017, pax, "ustar interchange format".

const block = 512;

/** One regular file of an archive: its path, its permission bits and its content. */
export interface TarEntry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
};

const octal = (bytes: Uint8Array): number => parseInt(text(bytes).trim() || '0', 8);

const isRegular = (type: number): boolean => type === 0 || type === 0x30;

/** The regular files of the tar archive `archive`, in its order. */
export const readTar = (archive: Uint8Array): TarEntry[] => {
  const entries: TarEntry[] = [];
  let at = 0;
  while (at + block <= archive.length && archive[at] !== 0) {
    const header = archive.subarray(at, at + block);
    const size = octal(header.subarray(124, 136));
    const start = at + block;
    if (start + size > archive.length)
      throw new Error(`the archive ends inside ${text(header.subarray(0, 100))}`);
    if (isRegular(header[156] ?? 0))
      entries.push({
        path: text(header.subarray(0, 100)),
        mode: octal(header.subarray(100, 108)) & 0o777,
        bytes: archive.subarray(start, start + size),
      });
    at = start + Math.ceil(size / block) * block;
  }
  return entries;
};
