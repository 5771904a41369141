// jest's transform: esbuild strips the types of ours and turns jose (ESM only) into CommonJS, nothing else.
const { transformSync } = require("esbuild");

module.exports = {
  process(source, file) {
    const { code, map } = transformSync(source, {
      loader: file.endsWith("ts") ? "ts" : "js",
      format: "cjs",
      target: "node20",
      sourcefile: file,
      sourcemap: "external",
      // jest's vm has no import() without a flag; a require does the same for CommonJS.
      supported: { "dynamic-import": false },
    });
    return { code, map };
  },
};
