// Required before Pulumi. Two thirds of what Pulumi takes to load are the TypeScript compiler and npm's reader of node_modules, both for
// functions that a program writes in place (aws.lambda.CallbackFunction). Ours has none: they are loaded when something asks for them.
const { createRequire, Module } = require("node:module");

const fromPulumi = createRequire(require.resolve("@pulumi/pulumi"));

loadLater("./typescript-shim");
loadLater("@npmcli/arborist");

function loadLater(request) {
  const file = found(request);
  if (file === undefined || file in require.cache) return;
  let real;
  const load = () => {
    if (real !== undefined) return real;
    Reflect.deleteProperty(require.cache, file);
    return (real = fromPulumi(file));
  };
  const placeholder = new Module(file);
  placeholder.loaded = true;
  // Of what is not marked so, TypeScript's helper for imports copies every member at once.
  placeholder.exports = new Proxy({}, { get: (_, name) => name === "__esModule" || load()[name] });
  require.cache[file] = placeholder;
}

function found(request) {
  try {
    return fromPulumi.resolve(request);
  } catch {
    // Another version of Pulumi may do without it.
    return undefined;
  }
}
