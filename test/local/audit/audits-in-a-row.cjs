// Several audits in one process, as the command's own code runs each: starting and warming up is half of one alone. Reads
// [{args, reports?}] from the file named first, and writes [{status, stdout, stderr, files}] to the second; `reports` is the folder whose
// files are kept, before the next audit replaces them.
const fs = require("node:fs");
const path = require("node:path");
const { run } = require(path.resolve("build/local/audit.js"));

async function written(stream, work) {
  const plain = stream.write;
  let text = "";
  stream.write = (chunk) => ((text += chunk), true);
  try {
    return [await work(), () => text];
  } finally {
    stream.write = plain;
  }
}

async function audited({ args, reports }) {
  const [[status, stderr], stdout] = await written(process.stdout, () => written(process.stderr, () => run(args)));
  const names = reports === undefined ? [] : fs.readdirSync(reports);
  const files = Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(reports, name), "utf8")]));
  return { status, stdout: stdout(), stderr: stderr(), files };
}

async function main([asked, answered]) {
  const outcomes = [];
  for (const each of JSON.parse(fs.readFileSync(asked, "utf8"))) outcomes.push(await audited(each));
  fs.writeFileSync(answered, JSON.stringify(outcomes));
}

void main(process.argv.slice(2));
