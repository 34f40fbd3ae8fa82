// While writing, the pages of a few families are enough: `EXPFAM_SITE_FAMILIES=poisson,beta npx vitepress build`.

/** The families whose pages are built, or null for all. */
export const previewed: readonly string[] | null = process.env['EXPFAM_SITE_FAMILIES']?.split(',') ?? null;
