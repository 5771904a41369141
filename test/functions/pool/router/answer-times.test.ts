import { AnswerTimes } from "../../../../functions/pool/router/memory";

function after(...times: readonly number[]): AnswerTimes {
  const answers = new AnswerTimes();
  for (const ms of times) answers.note(ms);
  return answers;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => 1000 + index);

test("before there was an answer, three seconds are waited for one that needs two thirds of one", () => {
  expect(after()).toMatchObject({ isEmpty: true, usualMs: 650, patienceMs: 3000 });
});

test("twice what is usual is waited for, and the more beyond it the less has been seen, but never under 2.1 s", () => {
  expect(after(4000)).toMatchObject({ isEmpty: false, usualMs: 4000, patienceMs: 16_000 });
  expect(after(4000, 4000).patienceMs).toBe(12_000);
  expect(after(...Array<number>(32).fill(3000)).patienceMs).toBe(6187.5);
  expect(after(500).patienceMs).toBe(2100);
  expect(after(526).patienceMs).toBe(2104);
});

test("usual is what 95 of a hundred answers keep within, whatever their order", () => {
  expect(after(...upTo(20)).usualMs).toBe(1019);
  expect(after(...upTo(21)).usualMs).toBe(1019);
  expect(after(...upTo(21).toReversed()).usualMs).toBe(1019);
});

test("the last 32 answers count", () => {
  expect(after(9000, ...Array<number>(31).fill(1)).usualMs).toBe(1);
  expect(after(9000, 9000, ...Array<number>(30).fill(1)).usualMs).toBe(9000);
  expect(after(9000, 9000, ...Array<number>(31).fill(1)).usualMs).toBe(1);
});
