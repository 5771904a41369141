import { commaSeparated, readEnvironment } from "../../../functions/aws/environment";

const faultOf = (text: string | undefined) => {
  const shape = { one: { key: "ONE", allowed: "a number", parse: () => undefined } };
  try {
    readEnvironment("this", { ONE: text }, shape);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test("a variable at fault is shown up to its 80th character", () => {
  expect(faultOf("x".repeat(80))).toContain(`ONE is "${"x".repeat(80)}". It must be a number.`);
  expect(faultOf("x".repeat(81))).toContain(`ONE is "${"x".repeat(80)}…". It must be a number.`);
  for (const text of ["", undefined]) expect(faultOf(text)).toContain("ONE is missing. It must be a number.");
  expect(commaSeparated(" a, ,b,")).toEqual(["a", "b"]);
});
