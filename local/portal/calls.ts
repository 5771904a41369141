import { type Backend, doorNamed } from "./backend";
import type { Entry } from "./journey";
import type { Outcome } from "./outcome";
import type { OfferedCall } from "./page";
import type { OwnProfile, Session } from "./session";
import { watched } from "./watched";
import { atDoor, callApi, type HttpAnswer, open, presignedUrlPath, PROFILES_PATH } from "./through-a-door";

/** A button of the page: what it says, and what it does for the person of this session. */
export interface Call extends OfferedCall {
  readonly play: (backend: Backend, session: Session) => Promise<Outcome>;
}

const OFFICE: Entry = { person: "office", door: "execute-api", service: "api" };
const WORK = "In the office";
const LINK = "Your Studio link, opened elsewhere";
const TOKEN = "Your access token, used elsewhere";

/** Everything a signed-in person may try; one button for each colleague whose profile they do not have. */
export function callsFor(backend: Backend, person: string): readonly Call[] {
  const others = backend.people.filter((name) => name !== person).slice(0, 2);
  return [
    { id: "profiles", group: WORK, label: "My profiles", play: listProfiles },
    { id: "studio", group: WORK, label: "Open my Studio", opensTab: true, play: openStudio },
    ...others.map((name) => ({
      id: `profile-of-${name}`,
      group: WORK,
      label: `Try ${name}’s profile`,
      play: trySomebody(name),
    })),
    link("internet", "…from the internet", { person: "outside", door: "internet", service: "studio" }),
    link("api-endpoint", "…through the API’s own endpoint", {
      person: "office",
      door: "execute-api",
      service: "studio",
    }),
    link("foreign", "…through another company’s endpoint", {
      person: "stranger",
      door: "foreign-studio",
      service: "studio",
    }),
    token("internet", "…from the internet", { person: "outside", door: "internet", service: "api" }),
    token("foreign", "…from another company", { person: "stranger", door: "foreign-execute-api", service: "api" }),
  ];
}

async function listProfiles(backend: Backend, session: Session): Promise<Outcome> {
  return watched(backend, session, OFFICE, "My profiles", async () => {
    const answer = await api(backend, session, OFFICE, "GET", PROFILES_PATH);
    session.profiles = profilesIn(answer);
    const names = session.profiles.map(({ userProfileName, domainId }) => `${userProfileName} in domain ${domainId}`);
    return { answer, saw: `Yours: ${names.join(", ")}.` };
  });
}

async function openStudio(backend: Backend, session: Session): Promise<Outcome> {
  return watched(backend, session, OFFICE, "Open my Studio", async () => {
    const { answer, url } = await mint(backend, session);
    if (url === undefined) return { answer, saw: "" };
    const address = atDoor(doorNamed(backend, "studio"), url);
    const link = { url: address, label: "Open it (again) through the Studio endpoint" };
    return {
      answer,
      saw: "A link to your own Studio. It opens in a new tab, and inside the network for anyone who has it.",
      link,
      opensLink: true,
    };
  });
}

function trySomebody(userProfileName: string): Call["play"] {
  return (backend, session) =>
    watched(backend, session, OFFICE, `Try ${userProfileName}’s profile`, async () => {
      const path = presignedUrlPath({ domainId: domainOf(backend, session), userProfileName });
      return { answer: await api(backend, session, OFFICE, "POST", path), saw: "A link to another person's Studio!" };
    });
}

function link(id: string, label: string, entry: Entry): Call {
  const play: Call["play"] = async (backend, session) => {
    const tried = `Your Studio link, ${label.slice(1)}`;
    if (session.studioLink === undefined) {
      const minted = await openStudio(backend, session);
      if (!minted.succeeded) return { ...minted, tried, saw: `There is no link to try. ${minted.saw}` };
    }
    const address = atDoor(doorNamed(backend, entry.door), session.studioLink ?? "");
    return watched(backend, session, entry, tried, async () => {
      const seen = { url: address, label: "See it for yourself in a new tab" };
      return { answer: await open(address), saw: "It opened!", link: seen };
    });
  };
  return { id: `link-${id}`, group: LINK, label, play };
}

function token(id: string, label: string, entry: Entry): Call {
  return {
    id: `token-${id}`,
    group: TOKEN,
    label,
    play: (backend, session) =>
      watched(backend, session, entry, `Your access token, ${label.slice(1)}`, async () => {
        return { answer: await api(backend, session, entry, "GET", PROFILES_PATH), saw: "The API answered!" };
      }),
  };
}

async function mint(backend: Backend, session: Session): Promise<{ answer: HttpAnswer; url?: string }> {
  const [own] = session.profiles ?? profilesIn(await api(backend, session, OFFICE, "GET", PROFILES_PATH));
  // Without a profile of one's own the API is still asked, so that the refusal is the API's and not ours.
  const profile = own ?? { domainId: backend.domainId, userProfileName: session.person?.name ?? "" };
  const answer = await api(backend, session, OFFICE, "POST", presignedUrlPath(profile));
  const url = answer.json["authorizedUrl"];
  if (answer.status !== 200 || typeof url !== "string") return { answer };
  session.studioLink = url;
  return { answer, url };
}

function api(
  backend: Backend,
  session: Session,
  entry: Entry,
  method: "GET" | "POST",
  path: string,
): Promise<HttpAnswer> {
  return callApi(doorNamed(backend, entry.door), backend.api, {
    method,
    path,
    token: session.person?.accessToken ?? "",
    ...(method === "POST" ? { body: {} } : {}),
  });
}

function domainOf(backend: Backend, session: Session): string {
  return session.profiles?.[0]?.domainId ?? backend.domainId;
}

function profilesIn(answer: HttpAnswer): readonly OwnProfile[] {
  const { profiles } = answer.json;
  return Array.isArray(profiles) ? (profiles as OwnProfile[]) : [];
}
