import { describeDecision, type RecordedDecision } from "../cloud/decide/decision-log";
import type { Door } from "../cloud/door";
import type { Laptop } from "../laptop";
import { signIn } from "../identity/sign-in";
import { doorNamed } from "../portal/backend";
import { type ApiCall, atDoor, callApi, type HttpAnswer, open, presignedUrlPath } from "../portal/through-a-door";
import { demand } from "./demand";
import { type Mistakes, TakenOverCloud } from "./taken-over-cloud";

/** What a refusal has to say. */
export interface Expected {
  readonly layer: RecordedDecision["layer"];
  /** Of the deciding statement; absent when it must be an Allow that is missing, or a statement without a Sid. */
  readonly sid?: string;
}

/** A running laptop and the hands to try it with. */
export class World {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly takenOver = new Map<string, Promise<TakenOverCloud>>();

  constructor(
    readonly laptop: Laptop,
    /** Further clouds log into folders of their own in here. */
    readonly logFolder: string,
  ) {}

  door(name: string): Door {
    return doorNamed(this.laptop, name);
  }

  /** An access token from the real code flow; the same one for the same person, until asked for a new one. */
  token(person: string, fresh = false): Promise<string> {
    const { client, scope } = this.laptop;
    const known = this.tokens.get(person);
    if (known !== undefined && !fresh) return known;
    const token = signIn(client, person, scope).then(({ accessToken }) => accessToken);
    this.tokens.set(person, token);
    return token;
  }

  api(doorName: string, call: ApiCall): Promise<HttpAnswer> {
    return callApi(this.door(doorName), this.laptop.api, call);
  }

  /** Asks for the presigned URL of a profile, as a person. */
  async askFor(userProfileName: string, person: string, body: unknown = {}): Promise<HttpAnswer> {
    const path = presignedUrlPath({ domainId: this.laptop.domainId, userProfileName });
    return this.api("execute-api", { method: "POST", path, token: await this.token(person), body });
  }

  /** A presigned URL for the person's own profile. */
  async ownUrl(person: string, body: unknown = {}): Promise<string> {
    const answer = await this.askFor(person, person, body);
    const url = answer.json["authorizedUrl"];
    demand(answer.status === 200 && typeof url === "string", `${person} got no URL: ${inBrief(answer)}`);
    return url;
  }

  openAt(doorName: string, url: string): Promise<HttpAnswer> {
    return open(atDoor(this.door(doorName), url));
  }

  /** The statement that refused this request, if it is the expected one. */
  refusal(answer: HttpAnswer, expected: Expected): string {
    const id = answer.headers.get("x-amzn-requestid") ?? "";
    const decision = this.laptop.cloud.decisions.of(id).findLast(({ allowed }) => !allowed);
    demand(decision !== undefined, `nothing refused it: ${inBrief(answer)}`);
    const seen = `${decision.layer} policy, ${describeDecision(decision)}`;
    const same = decision.layer === expected.layer && decision.sid === expected.sid;
    demand(same, `refused by ${seen}, expected ${expected.layer} ${expected.sid ?? ""}`);
    demand(decision.policy === undefined || decision.source !== undefined, `no file and line for ${seen}`);
    return seen;
  }

  /** A cloud of the same program whose function an attacker has taken over; kept, because starting one takes a moment. */
  takenOverWith(mistakes: Mistakes): Promise<TakenOverCloud> {
    const key = JSON.stringify(mistakes);
    const known =
      this.takenOver.get(key) ??
      TakenOverCloud.start(this.laptop, mistakes, `${this.logFolder}/taken-over-${this.takenOver.size}`);
    this.takenOver.set(key, known);
    return known;
  }

  async close(): Promise<void> {
    for (const cloud of this.takenOver.values()) await (await cloud).close();
  }

  /** Runs something and says how often each function was invoked meanwhile. */
  async counting<Result>(action: () => Promise<Result>) {
    const { authorizer, studioUrl } = this.laptop.functionNames;
    const count = (name: string) => this.laptop.cloud.functions.invocations(name);
    const before = { authorizer: count(authorizer), studioUrl: count(studioUrl) };
    const result = await action();
    return {
      result,
      authorizer: count(authorizer) - before.authorizer,
      studioUrl: count(studioUrl) - before.studioUrl,
    };
  }
}

/** Status and code; never a body, which may hold a URL. */
export function inBrief(answer: HttpAnswer): string {
  const { code, reason } = answer.json as { readonly code?: string; readonly reason?: string };
  return [answer.status, code, reason].filter((part) => part !== undefined && part !== "").join(" ");
}
