import { LiveAlarms } from "../../../local/cloudwatch/live-alarms";
import type { LogLine } from "../../../local/lambda/host";
import { alarmsPart } from "../../../local/portal/alarms/red-alarms";
import { graphOf } from "../../variants";

const REFUSED = {
  event: "region_refused",
  requestId: "r",
  operation: "DetectFaces",
  region: "eu-west-1",
  kind: "CONFIG",
  errorName: "UnrecognizedClientException",
  upstreamRequestId: "u",
};

/** Logs that keep their last two lines only. */
function logs() {
  const lines: LogLine[] = [];
  const requests: string[] = [];
  const keep = <Line>(all: Line[], line: Line) => {
    if (all.push(line) > 2) all.shift();
  };
  return {
    accessLog: { all: () => requests },
    functions: { names: () => ["rekognition"], logOf: () => lines },
    write: (event: object) => keep(lines, { at: Date.now(), text: JSON.stringify(event) }),
    print: (text: string) => keep(lines, { at: Date.now(), text }),
    answer: (status: number) =>
      keep(
        requests,
        JSON.stringify({
          requestId: String(Math.random()),
          time: String(Date.now()),
          method: "POST",
          route: "/v1/studio/domains/{domainId}/profiles/{userProfileName}/presigned-url",
          status: String(status),
          totalMs: "12",
        }),
      ),
  };
}

const A_SECOND = 1001;

beforeEach(() => void jest.useFakeTimers({ now: Date.UTC(2026, 10, 30) }));
afterEach(() => void jest.useRealTimers());

test("an alarm of the program turns red by what is logged, with its line of the runbook, and green after its minutes", async () => {
  const written = logs();
  const alarms = new LiveAlarms(graphOf("dev"), written);
  expect(alarms.now()).toMatchObject({ red: [] });
  expect(alarms.now().count).toBeGreaterThan(20);
  written.print("a line that is no event");
  written.write(REFUSED);
  jest.advanceTimersByTime(A_SECOND);
  const [red, ...others] = alarms.now().red;
  expect([red?.name, others]).toEqual(["region-config-fault", []]);
  expect(red?.runbook).toMatch(/ Callers: .* Do: /);
  expect(alarmsPart(alarms.now()).text).toMatch(/One alarm is red[^]*region-config-fault/);
  jest.advanceTimersByTime(6 * 60_000);
  expect(alarms.now().red).toEqual([]);
  await alarms.close();
});

test("lines count once, and those that a log has forgotten meanwhile have been read before", async () => {
  const written = logs();
  const alarms = new LiveAlarms(graphOf("dev"), written);
  for (const status of [500, 500, 200]) {
    written.answer(status);
    jest.advanceTimersByTime(A_SECOND);
  }
  expect(alarms.now().red).toEqual([]);
  written.answer(503);
  jest.advanceTimersByTime(A_SECOND);
  expect(alarms.now().red.map(({ name }) => name)).toContain("mint-availability-fast");
  await alarms.close();
});

test("where config has switched alarms off, the page says so", () => {
  expect(alarmsPart({ count: 0, red: [] }).text).toContain("Config has switched alarms off");
});
