// A headless Chromium from npm alone, with WebGPU on the software adapter. Its files are unpacked once into the cache.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { cacheFolder, chromiumPackage, putInPlace, unpacked } from './unpack.js';

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser's program: `EXPFAM_CHROMIUM` names one of the machine's own, else that of `@sparticuz/chromium`. */
export const chromiumProgram = (
  from: Readonly<Record<string, string | undefined>> = process.env,
  platform = `${process.platform}-${process.arch}`,
): string | null => {
  if (from['EXPFAM_CHROMIUM']) return from['EXPFAM_CHROMIUM'];
  if (platform !== 'linux-x64') return null;
  const { version, bin } = chromiumPackage();
  const place = join(cacheFolder, `chromium-${version}`);
  if (!existsSync(place)) {
    mkdirSync(cacheFolder, { recursive: true });
    const made = mkdtempSync(join(cacheFolder, 'chromium-'));
    writeFileSync(join(made, 'chromium'), brotliDecompressSync(readFileSync(join(bin, 'chromium.br'))));
    chmodSync(join(made, 'chromium'), 0o755);
    // SwiftShader's own libraries are looked for beside the program
    const driver = unpacked('swiftshader');
    for (const name of [
      'libEGL.so',
      'libGLESv2.so',
      'libvk_swiftshader.so',
      'libvulkan.so.1',
      'vk_swiftshader_icd.json',
    ])
      if (existsSync(join(driver, name)))
        writeFileSync(join(made, name), readFileSync(join(driver, name)), { mode: 0o755 });
    putInPlace(made, place);
  }
  return join(place, 'chromium');
};

/**
 * Opens the browser.
 *
 * @throws Error where the platform has none and `EXPFAM_CHROMIUM` names none.
 */
export const openBrowser = async (): Promise<Browser> => {
  const program = chromiumProgram();
  if (program === null) throw new Error('no Chromium here: EXPFAM_CHROMIUM names one');
  const { chromium } = await import('playwright-core');
  const libraries = process.env['EXPFAM_CHROMIUM'] ? '' : join(unpacked('al2023'), 'lib');
  return chromium.launch({
    executablePath: program,
    args: flags,
    env: {
      ...definedOf(process.env),
      LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    },
  });
};

const definedOf = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
