import { html } from "../../../local/portal/html";
import { hopsOf } from "../../../local/portal/journey";
import type { RecordedDecision } from "../../../local/cloud/decide/decision-log";
import { picture } from "../../../local/portal/picture";

const doors = ["execute-api", "studio", "sagemaker-api", "sts", "internet"].map((name, index) => ({
  name,
  port: 4102 + index,
}));

function decision(part: Partial<RecordedDecision>): RecordedDecision {
  const where = { requestId: "r", time: "t", door: "execute-api", service: "execute-api" };
  return { ...where, action: "a", resource: "r", allowed: true, layer: "authorizer", reason: "", ...part };
}

describe("the way of a call", () => {
  const office = { person: "office", door: "execute-api", service: "api" } as const;

  test("stops at the door whose endpoint policy refuses", () => {
    expect(hopsOf(office, [decision({ allowed: false, layer: "endpoint" })], false)).toEqual([
      { from: "people:office", to: "door:execute-api", allowed: false },
    ]);
  });

  test("stops at the service when any other policy refuses, or when there was nothing to decide", () => {
    const refused = [
      { from: "people:office", to: "door:execute-api", allowed: true },
      { from: "door:execute-api", to: "service:api", allowed: false },
    ];
    expect(hopsOf(office, [decision({ allowed: false, layer: "resource" })], false)).toEqual(refused);
    expect(hopsOf(office, [], false)).toEqual(refused);
  });

  test("goes on from the API to what the function asks for, and from the person to Studio", () => {
    const decisions = [
      decision({}),
      decision({ door: "sts", service: "sts" }),
      decision({ door: "studio", service: "sagemaker" }),
    ];
    expect(hopsOf(office, decisions, true).slice(2)).toEqual([
      { from: "service:api", to: "door:sts", allowed: true },
      { from: "door:sts", to: "service:sts", allowed: true },
      { from: "people:office", to: "door:studio", allowed: true },
      { from: "door:studio", to: "service:studio", allowed: true },
    ]);
  });
});

describe("the picture", () => {
  test("says the way in words for those who do not see it", () => {
    const hops = [
      { from: "people:outside", to: "door:internet", allowed: true },
      { from: "door:internet", to: "service:studio", allowed: false },
    ];
    const { text } = picture(doors, { hops, saw: "Refused." });
    expect(text).toContain("on the internet to public internet: allowed; public internet to Studio: refused. Refused.");
    expect(text.match(/class="box refused"/g)).toHaveLength(1);
    expect(text.match(/class="edge refused"/g)).toHaveLength(1);
  });

  test("what a refused call passed before is its way, and not allowed: nothing of an attacker's turns green", () => {
    const hops = [
      { from: "people:outside", to: "door:internet", allowed: true },
      { from: "door:internet", to: "service:studio", allowed: false },
    ];
    const { text } = picture(doors, { hops, saw: "Refused." });
    expect(text.match(/class="box tried"/g)).toHaveLength(2);
    expect(text.match(/class="edge tried"/g)).toHaveLength(1);
    expect(text).not.toMatch(/✓|class="(box passed|edge allowed)"/);
    const allowed = picture(doors, { hops: hops.map((hop) => ({ ...hop, allowed: true })), saw: "Opened." }).text;
    expect(allowed.match(/class="box passed"/g)).toHaveLength(3);
  });

  test("can be read before anything was tried: every way there is is drawn", () => {
    expect(picture(doors).text.match(/class="way"/g)?.length).toBeGreaterThan(5);
  });

  test("shows only the doors that the program has", () => {
    expect(picture(doors).text).not.toContain("foreign studio");
  });
});

test("text in a template is escaped, HTML is not, and nothing leaves nothing", () => {
  const { text } = html`<p title="${'"<&'}">${html`<b>${"<i>"}</b>`}${undefined}${false}${[html`x`]}</p>`;
  expect(text).toBe('<p title="&#34;&#60;&#38;"><b>&#60;i&#62;</b>x</p>');
});
