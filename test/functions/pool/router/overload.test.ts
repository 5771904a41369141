import { regionsWith, ScriptedPool } from "./scripted-pool";

/** A pool whose Regions refuse everything, after an environment has seen that for as many requests. */
async function overloaded(requests: number): Promise<ScriptedPool> {
  const pool = new ScriptedPool(regionsWith(50, 50, 5, 5, 20));
  pool.behaviour = () => "THROTTLE";
  for (let count = 0; count < requests; count++) await pool.request();
  pool.calls.length = 0;
  return pool;
}

test("a first request without quota anywhere asks every Region before it gives up", async () => {
  const pool = await overloaded(0);
  await pool.request();
  expect(new Set(pool.regionsCalled()).size).toBe(5);
});

test("in an overload a request asks a few times, and not every Region once more at the end of its wait", async () => {
  const pool = await overloaded(30);
  for (let count = 0; count < 20; count++) expect((await pool.request()).outcome).toBe("throttled");
  expect(pool.calls.length / 20).toBeLessThan(4);
});

test("a wait that outlives the cooldown makes no difference", async () => {
  const pool = await overloaded(30);
  for (let count = 0; count < 10; count++) {
    const now = pool.time.now();
    await pool.request({ waitUntil: now + 20_000, deadline: now + 25_000 });
  }
  expect(pool.calls.length / 10).toBeLessThan(5);
});

test.each(["a", "c", "e"])(
  "a Region that has answered since its last refusal is asked even then: %s",
  async (healthy) => {
    const pool = await overloaded(30);
    pool.behaviour = ({ region }) => (region === healthy ? "OK" : "THROTTLE");
    // Until a probe finds it, which is then remembered.
    for (let count = 0; count < 20; count++) await pool.request();
    const outcomes: string[] = [];
    for (let count = 0; count < 10; count++) outcomes.push((await pool.request()).outcome);
    expect(outcomes).toEqual(Array<string>(10).fill("answered"));
  },
);
