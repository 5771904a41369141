import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runFacts } from "../../../local/audit/run-facts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "run-facts-"));
const asked = { day: "2027-03-01", baseline: "dev.json" };
fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "gateway", version: "1.2.3" }));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=Rosa Roe", "-c", "user.email=rosa@corp.example"];
  execFileSync("git", [...who, ...args], { cwd: folder, stdio: "ignore" });
}

test("without a repository commit and approval stay unsaid, and versions do not", () => {
  const facts = runFacts(folder, asked);
  expect(facts).toMatchObject({ day: "2027-03-01", isChanged: false, versions: { gateway: "1.2.3" } });
  expect(facts.commit).toBeUndefined();
  expect(facts.approval).toBeUndefined();
});

test("the commit, whether files differ from it, and who changed the baseline last", () => {
  git("init", "-q");
  fs.writeFileSync(path.join(folder, "dev.json"), "{}");
  git("add", ".");
  git("commit", "-qm", "one", "--date", "2027-02-01T12:00:00Z");
  const { commit, isChanged, approval } = runFacts(folder, asked);
  expect(isChanged).toBe(false);
  expect(approval).toEqual({ commit, author: "Rosa Roe", day: "2027-02-01" });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "gateway", version: "1.2.4" }));
  expect(runFacts(folder, asked).isChanged).toBe(true);
  git("commit", "-qam", "two");
  const after = runFacts(folder, asked);
  expect(after.commit).not.toBe(commit);
  expect(after.approval?.commit).toBe(commit);
});
