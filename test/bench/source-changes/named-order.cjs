const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Tests in the order of TEST_ORDER, a list of paths in JSON. */
module.exports = class extends Sequencer {
  sort(tests) {
    const order = JSON.parse(process.env.TEST_ORDER).map((file) => path.resolve(file));
    return [...tests].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
  }
};
