// Modules as another program reads them: wabt lists them in the text format, and checks them with every feature that is used.
import initialise from 'wabt';

const features = { simd: true, bulk_memory: true, threads: true, relaxed_simd: true };

/** The text of a module; throws where it is not valid. The validator knows of no shared memory. */
export const listing = async (bytes: Uint8Array, { shared = false } = {}): Promise<string> => {
  const wabt = await initialise();
  const module = wabt.readWasm(bytes, features);
  try {
    if (!shared) module.validate();
    return module.toText({ foldExprs: false, inlineExport: true });
  } finally {
    module.destroy();
  }
};
