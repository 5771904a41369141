import { unexpectedError } from "../../../functions/contract/log";
import { problemDocument } from "../../../functions/contract/problem";

test("a problem has the members of RFC 9457, the code and the request's id", () => {
  const detail = "Everything at once.";
  const problem = { code: "access_denied", reason: "not_permitted", detail } as const;
  expect(problemDocument(problem, "request-1")).toEqual({
    type: "urn:private-ml-gateway:problem:access_denied",
    title: "You are not allowed to do this",
    status: 403,
    detail,
    instance: "urn:private-ml-gateway:request:request-1",
    code: "access_denied",
    requestId: "request-1",
    reason: "not_permitted",
  });
});

test("of an unexpected error's stack the first six places are logged", () => {
  const error = new RangeError("secret");
  const places = Array.from({ length: 9 }, (_, index) => `    at place-${index}`);
  error.stack = ["RangeError: secret", "second line of it", ...places].join("\n");
  expect(unexpectedError("request-1", error)).toEqual({
    event: "unexpected_error",
    requestId: "request-1",
    errorName: "RangeError",
    frames: [0, 1, 2, 3, 4, 5].map((index) => `at place-${index}`),
  });
  expect(unexpectedError("request-1", "text")).toMatchObject({ errorName: "string", frames: [] });
});
