import { createRequire } from "node:module";
import type sharp from "sharp";

export type Sharp = typeof sharp;

/**
 * The only decoders that may run. Everything else that libvips can open (SVG, PDF, files by name, formats of its own)
 * stays shut, whatever a file claims to be. Class names are libvips'.
 */
const LOADERS = ["Jpeg", "Png", "Webp", "Tiff", "Nsgif", "Heif"].map((format) => `VipsForeignLoad${format}Buffer`);

/** The function was deployed without its layer, or with one for another machine: no fault of any image. */
export class SharpMissing extends Error {}

let loaded: Sharp | undefined;

/**
 * sharp, loaded when the first image needs decoding: most pass through, and loading it takes a cold start's time.
 *
 * `require` and not `import()`: on AWS it comes from a layer, which is found through NODE_PATH, and ES module loading
 * does not look there. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html
 * Made by `createRequire`, so that no bundler tries to take in a native module.
 */
export function loadSharp(): Sharp {
  return (loaded ??= configured(required()));
}

function required(): Sharp {
  try {
    return createRequire(__filename)("sharp") as Sharp;
  } catch (cause) {
    throw new SharpMissing("sharp is missing. On AWS it comes from the layer that npm run layer makes.", { cause });
  }
}

function configured(sharp: Sharp): Sharp {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
  // A function has one or two cores and one picture at a time; threads would only add memory.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
