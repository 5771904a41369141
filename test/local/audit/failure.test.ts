import { failureOf } from "../../../local/audit/failure";
import { UserError } from "../../../local/user-error";
import { AuditInternalError } from "../../../policies/audit/prove/audit-internal-error";

test("what the person at the keyboard did wrong is 2 and one sentence", () => {
  expect(failureOf(new UserError("There is no such file."))).toEqual({ exitCode: 2, text: "There is no such file." });
});

test("what the Pulumi program refuses is 2 and its own sentence", () => {
  const refused = Object.assign(new Error("studioGroup has to be a name."), { __pulumiRunError: true });
  expect(failureOf(refused)).toEqual({ exitCode: 2, text: "studioGroup has to be a name." });
});

test.each([
  ["a contradiction between prover and evaluator", new AuditInternalError("They do not agree."), /They do not agree\./],
  [
    "a mistake in the audit's own code",
    new TypeError("x is not a function"),
    /x is not a function[\s\S]*failure\.test/,
  ],
  ["something thrown that is not an error", "thrown as it is", /thrown as it is/],
  ["an error that says it is the user's, and is not", { name: "UserError", message: "no" }, /\[object Object\]/],
])("%s is 3, and says that nothing is proved", (_what, fault, told) => {
  const { exitCode, text } = failureOf(fault);
  expect(exitCode).toBe(3);
  expect(text).toMatch(/^The audit itself is at fault, so nothing is proved/);
  expect(text).toMatch(told);
});
