import { Cooldown } from "../../../../functions/pool/router/memory";

const MIDDLE = () => 0.5;

test("a fresh Region is healthy, on a clock that counts from anywhere", () => {
  const cooldown = new Cooldown(MIDDLE);
  expect([-1e9, 0, 1e9].map((now) => cooldown.isHealthy(now))).toEqual([true, true, true]);
});

test.each([
  ["THROTTLE", 0, 7_500],
  ["THROTTLE", 0.5, 10_000],
  ["THROTTLE", 0.999_999, 12_500],
  ["FAULT", 0, 7_500],
  ["FAULT", 0.999_999, 12_500],
  ["CONFIG", 0, 45_000],
  ["CONFIG", 0.999_999, 75_000],
] as const)("%s with the dice at %d cools for %d ms", (kind, dice, ms) => {
  const cooldown = new Cooldown(() => dice);
  cooldown.note(kind, 1_000);
  expect(cooldown.isHealthy(1_000 + ms - 1)).toBe(false);
  expect(cooldown.isHealthy(1_000 + ms)).toBe(true);
});

test("only faults and misconfiguration count as faulted", () => {
  const faulted = (["THROTTLE", "FAULT", "CONFIG"] as const).map((kind) => {
    const cooldown = new Cooldown(MIDDLE);
    cooldown.note(kind, 0);
    return cooldown.isFaulted(1);
  });
  expect(faulted).toEqual([false, true, true]);
});

test("faults in a row double the cooldown up to a minute", () => {
  const cooldown = new Cooldown(MIDDLE);
  for (const ms of [10_000, 20_000, 40_000, 60_000, 60_000]) {
    cooldown.note("FAULT", 0);
    expect([cooldown.isFaulted(ms - 1), cooldown.isFaulted(ms)]).toEqual([true, false]);
  }
});

test.each(["OK", "THROTTLE"] as const)(
  "%s ends a fault's cooldown and its doubling: the Region itself answered",
  (kind) => {
    const cooldown = new Cooldown(MIDDLE);
    cooldown.note("FAULT", 0);
    cooldown.note("FAULT", 0);
    cooldown.note(kind, 0);
    expect(cooldown.isFaulted(1)).toBe(false);
    cooldown.note("FAULT", 0);
    expect([cooldown.isFaulted(9_999), cooldown.isFaulted(10_000)]).toEqual([true, false]);
  },
);

test("OK ends every cooldown at once", () => {
  const cooldown = new Cooldown(MIDDLE);
  cooldown.note("THROTTLE", 0);
  cooldown.note("OK", 1);
  expect(cooldown.isHealthy(1)).toBe(true);
});

test("a refusal for want of quota is remembered for a minute, or until the Region answers", () => {
  const cooldown = new Cooldown(MIDDLE);
  const isShort = (...times: number[]) => times.map((now) => cooldown.isShortOfQuota(now));
  expect(isShort(0)).toEqual([false]);
  cooldown.note("THROTTLE", 1_000);
  expect(isShort(1_000, 60_999, 61_000)).toEqual([true, true, false]);
  cooldown.note("OK", 2_000);
  expect(isShort(2_000)).toEqual([false]);
});

test("a Region that is sick is not one that only lacks quota", () => {
  const cooldown = new Cooldown(MIDDLE);
  cooldown.note("THROTTLE", 0);
  cooldown.note("FAULT", 0);
  expect([cooldown.isShortOfQuota(9_999), cooldown.isShortOfQuota(10_000)]).toEqual([false, true]);
});
