import * as fs from "node:fs";
import * as path from "node:path";
import { OPERATION_NAMES, OPERATIONS } from "../../../../functions/pool/operations";
import type { Field, ObjectField } from "../../../../functions/pool/operations/operation";
import { projectRoot } from "../../../../infra/project-root";
import reference from "../../../../policies/audit/reference/service-reference.json";

const RECORDS = Object.values(OPERATIONS);
const folder = path.join(projectRoot(), "functions/pool/operations");

/** Where a field has to be the ARN of something in a Region. */
function arnFields(members: ObjectField["members"], at = ""): string[] {
  return Object.entries(members).flatMap(([name, field]) => inField(field, `${at}${name}`));
}

function inField(field: Field, place: string): string[] {
  if (field.kind === "object") return arnFields(field.members, `${place}.`);
  if (field.kind === "list") return inField(field.of, place);
  return field.kind === "text" && field.pattern?.startsWith("^arn:") === true ? [place] : [];
}

test("each operation has a record of its own, in a file of its name", () => {
  const files = fs
    .readdirSync(folder)
    .filter((file) => fs.readFileSync(path.join(folder, file), "utf8").includes("= operation({"));
  expect(files.sort()).toEqual(RECORDS.map((record) => `${record.path}.ts`).sort());
  expect(RECORDS.map(({ name }) => name)).toEqual(OPERATION_NAMES);
});

test.each(RECORDS)("every ARN that $name takes pins its Region", ({ fields, regionalArns }) => {
  expect(regionalArns).toEqual(arnFields(fields));
});

test.each(RECORDS)(
  "$name needs a resource in a policy when AWS's service reference says so",
  ({ name, iamResource }) => {
    // "access|resource types|…"; a type with a question mark is for requests that name one.
    const { actions } = reference.services.rekognition as { actions: Readonly<Record<string, string>> };
    const required = (actions[name] ?? "")
      .split("|")[1]
      ?.split(",")
      .filter((type) => type !== "" && !type.endsWith("?"));
    expect(required?.length === 0).toBe(iamResource === "*");
  },
);

test.each(RECORDS)("$name's quota is asked for by a code of its own", ({ quotaCode }) => {
  expect(quotaCode).toMatch(/^L-[0-9A-F]{8}$/);
  expect(RECORDS.filter((other) => other.quotaCode === quotaCode)).toHaveLength(1);
});
