// Generated from the files of this folder by: npm run tool -- generate-index

/** Every distribution of the catalogue, by name. */
export const catalogue = [] as const;
