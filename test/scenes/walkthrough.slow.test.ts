import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { allScenes } from "../../local/scenes/all";
import { type Answer, answerFaults, describedBy, problemFault, requestFaults } from "../contract/contract";
import type { Played } from "../../local/commands/laptop/walkthrough";

const TRAFFIC = path.join(projectRoot(), "build/test/walkthrough-traffic.jsonl");

/** One exchange with the private API, as record-traffic.cjs writes it. */
interface Exchange extends Answer {
  readonly method: string;
  /** Below the stage. */
  readonly path: string;
  readonly sent?: string;
}

/** The command as people run it: real processes, free ports, one run for all scenes. */
function walkthrough(): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  return new Promise((resolve) => {
    const command = ["--require", "./test/scenes/record-traffic.cjs", "local/run.mjs", "walkthrough", "--json"];
    execFile(process.execPath, command, { cwd: projectRoot(), env: environment() }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) });
    });
  });
}

/** jest's own settings would reach the command otherwise. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name));
  return { ...Object.fromEntries(own), TRAFFIC_FILE: TRAFFIC };
}

const DEV = { pinsKeys: false, hasPool: true, isBounded: false };

let run: Awaited<ReturnType<typeof walkthrough>>;
let played: readonly Played[] = [];
let traffic: readonly Exchange[] = [];
beforeAll(async () => {
  fs.rmSync(TRAFFIC, { force: true });
  run = await walkthrough();
  if (run.stdout === "") throw new Error(`The walkthrough came to no result (exit code ${run.code}):\n${run.stderr}`);
  played = JSON.parse(run.stdout) as Played[];
  const lines = fs.readFileSync(TRAFFIC, "utf8").trim().split("\n");
  traffic = lines.map((line) => JSON.parse(line) as Exchange);
});

describe("on the running laptop", () => {
  test.each(allScenes(DEV).map(({ name }) => name))("%s", (name) => {
    const scene = played.find((each) => each.name === name);
    expect(scene).toMatchObject({ passed: true, name });
  });
});

test("the walkthrough ends well, says nothing but its results, and warns of nothing", () => {
  // What takes long says what it is doing.
  const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("… "));
  expect({ code: run.code, complaints }).toEqual({ code: 0, complaints: [] });
  expect(played).toHaveLength(allScenes(DEV).length);
});

describe("Everything that was asked of the API and answered", () => {
  const operationOf = ({ method, path: asked }: Exchange) => describedBy(method, asked);

  test("is described by the contract: status, headers, media type and body", () => {
    const faults = traffic.flatMap((exchange) => {
      const described = operationOf(exchange);
      const found = described ? answerFaults(described, exchange) : [problemFault(exchange.body)].filter(Boolean);
      return found.map((fault) => `${exchange.method} ${exchange.path}, ${exchange.status}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test("and what was accepted is what the contract asks for", () => {
    const accepted = traffic.filter(({ status }) => status < 300);
    const faults = accepted.map((exchange) => {
      const described = operationOf(exchange);
      const body: unknown = exchange.sent === undefined ? undefined : JSON.parse(exchange.sent);
      return [exchange.path, described ? requestFaults(described, body) : "is not in the contract"];
    });
    expect(faults).toEqual(accepted.map(({ path: asked }) => [asked, []]));
  });

  test("is of every kind: answers and refusals, Studio's, Rekognition's and images'", () => {
    expect(new Set(traffic.map(({ status }) => status))).toEqual(new Set([200, 401, 403, 500]));
    const answered = traffic
      .filter(({ status }) => status === 200)
      .map((exchange) => operationOf(exchange)?.operation.operationId);
    expect([...new Set(answered)].sort()).toEqual([
      "createPresignedUrl",
      "detectFaces",
      "getImageResult",
      "listStudioProfiles",
      "offerImageUpload",
    ]);
  });
});
