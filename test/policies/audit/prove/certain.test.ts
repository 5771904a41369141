import type { Statement } from "../../../../policies/document";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Answer } from "../../../../policies/audit/question";
import { action, and, type Formula, key, resource } from "../../../../policies/audit/encode/vocabulary";
import { ACCOUNT, BUCKET, estate, held, role } from "./small-estate";

/** Whether a Deny with NotPrincipal spares a role AWS leaves open: only requests that it is not about at all pass for certain. */
const inTeamsFolder = `${BUCKET}/\${aws:PrincipalTag/Team, 'blue'}/*`;
const doubtful: Statement = {
  Effect: "Deny",
  NotPrincipal: { AWS: ACCOUNT },
  Action: "s3:*",
  NotResource: inTeamsFolder,
};
const team = key("aws:PrincipalTag/Team");

function askOf(Condition: Statement["Condition"], that: Formula): Answer {
  const who = role("reader", {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "*",
    ...(Condition && { Condition }),
  });
  const all = estate({ roles: [who], resources: [held("bucket", BUCKET, doubtful)] });
  return ask({ estate: all, asker: { kind: "role", role: who }, route: { kind: "service" }, that });
}

test.each<[string, Formula, Record<string, string>]>([
  ["a value in the place of a default", resource(`${BUCKET}/red/1`), { "aws:PrincipalTag/Team": "red" }],
  ["the default", and(resource(`${BUCKET}/blue/1`), team.absent), {}],
])("a Deny in doubt has variables to be filled in: %s", (_name, that, context) => {
  expect(askOf(undefined, that)).toMatchObject({ kind: "possible", witness: { request: { context } } });
});

test.each<[string, Formula]>([
  ["a default does not fit", and(resource(`${BUCKET}/red/1`), team.absent)],
  ["a value takes the default's place", and(resource(`${BUCKET}/blue/1`), team.is("red"))],
])("nothing is certain where %s, though another variable has to be filled in as well", (_name, that) => {
  const unknown = { kind: "unknown", why: expect.stringContaining("NotPrincipal") as string };
  expect(askOf(undefined, that)).toMatchObject(unknown);
  expect(askOf({ StringEquals: { "aws:PrincipalTag/Job": "${aws:PrincipalTag/Role}" } }, that)).toMatchObject(unknown);
});

test("what only an address outside 0.0.0.0/0 is allowed is shown with one of IPv6", () => {
  const anywhere: Statement = {
    Effect: "Deny",
    Action: "s3:GetObject",
    Resource: "*",
    Condition: { IpAddressIfExists: { "aws:SourceIp": "0.0.0.0/0" } },
  };
  const who = role("reader", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }, anywhere);
  const answer = ask({
    estate: estate({ roles: [who] }),
    asker: { kind: "role", role: who },
    route: { kind: "service" },
    that: action("s3:GetObject"),
  });
  expect(answer).toMatchObject({
    kind: "possible",
    witness: { request: { context: { "aws:SourceIp": "2001:db8::1" } } },
  });
});
