// Node 20 hands a function to V8's optimising compiler after little work, and has nothing between that and its interpreter. Each test file
// loads its own copy of every module, runs it for half a second and is done: much processor time went into code that was never used again.
// Newer versions of Node have Maglev between.
if (Number(process.versions.node.split(".")[0]) < 22)
  require("node:v8").setFlagsFromString("--interrupt-budget=400000");
