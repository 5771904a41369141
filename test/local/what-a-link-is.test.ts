import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { limitsOf } from "../../local/audit/limits";
import { page } from "../../local/portal/page";

/** A presigned URL is a bearer link, on AWS too: whoever reads about it, wherever, has to read that. */
const PLAINLY = /inside the network[^.]* opens for anyone who has it/i;
const inOneLine = (text: string) => text.replace(/\s+/g, " ");

test("the README says that inside the network a link opens for anyone who has it", () => {
  expect(inOneLine(fs.readFileSync(path.join(projectRoot(), "README.md"), "utf8"))).toMatch(PLAINLY);
});

test.each(["program", "deployed"] as const)("so does the report on what is audited (%s)", (audited) => {
  expect(limitsOf(audited).join("\n")).toMatch(PLAINLY);
});

test("so does the first page, before anybody has asked for a link", () => {
  const view = {
    enforcement: { policies: 0, hash: "" },
    costOnAws: "",
    alarms: { count: 0, red: [] },
    hasPool: false,
    doors: [],
    calls: [],
  };
  expect(inOneLine(page(view))).toMatch(PLAINLY);
});
