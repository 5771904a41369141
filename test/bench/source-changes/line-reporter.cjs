// A line of JSON for each test file, as it ends: jest's own report is not written when a failure ends the run.
const fs = require("node:fs");

module.exports = class {
  onTestFileResult({ path }, { perfStats, failureMessage, testResults }) {
    const failed = testResults.find(({ status }) => status === "failed");
    const line = {
      file: path,
      seconds: (perfStats.end - perfStats.start) / 1000,
      failed: failed?.fullName ?? (failureMessage ? lastLine(failureMessage) : undefined),
    };
    fs.appendFileSync(process.env.TEST_REPORT, `${JSON.stringify(line)}\n`);
  }
};

function lastLine(text) {
  return text.trim().split("\n").at(-1).trim();
}
