import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { startCloud } from "../../local/cloud/cloud";
import { importCommand } from "../../local/mapping/import/command";
import { targetOf } from "../../local/mapping/target";
import { setUp } from "../setup";
import { graphOf } from "../variants";
import { teller } from "./measuring/telling";

const PEOPLE = 10_000;
const MOST_SECONDS = 60;

/** `npm run bench people`: a file of ten thousand people, imported twice, by the command's own code through the laptop's doors. */
export async function run(): Promise<number> {
  const tell = teller();
  tell("making the graphs");
  await setUp();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-people-"));
  const graph = graphOf("table");
  const cloud = await startCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder: folder });
  try {
    const { endpoint, region, ...credentials } = cloud.operatorKeys;
    const client = { endpoint, region, credentials };
    const issuer = "https://idp.corp.example";
    const target = targetOf(graph.outputs, { where: "the laptop", issuer, client, pollMs: 20, options: "" });
    const file = path.join(folder, "people.csv");
    const lines = Array.from({ length: PEOPLE }, (_, at) => `subject-${at},person-${at},Person ${at}`);
    fs.writeFileSync(file, ["subject,userProfileName,label", ...lines].join("\n"));
    const timed = async (what: string) => {
      const started = performance.now();
      const code = await importCommand(target, file, false, tell);
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`${PEOPLE} people ${what}: ${seconds.toFixed(1)} s\n`);
      return code === 0 ? seconds : Infinity;
    };
    const [first] = [await timed("new"), await timed("as they are")];
    return first < MOST_SECONDS ? 0 : 1;
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
