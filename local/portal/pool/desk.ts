import { operationOfPath } from "../../../functions/pool/operations";
import { switchFault } from "../../control";
import { UserError } from "../../user-error";
import type { Backend } from "../backend";
import type { Form } from "../form";
import { type Reply, seeOther, sentence } from "../reply";
import type { Session } from "../session";
import { Burst, BURST_SIZES, type BurstState } from "./burst";
import { sendImage } from "./outcome";
import { poolPage } from "./page";
import type { PoolView } from "./view";
import { drawnPicture, isPictureChoice, ownPicture, type Picture } from "./picture";

const PAGE = "/rekognition";

/** The page of the Rekognition pool: how its Regions are, what is wrong with them, one image at a time, and many at once. */
export class PoolDesk {
  constructor(private readonly backend: Backend) {}

  serves(pathname: string): boolean {
    return this.backend.poolOperations.length > 0 && (pathname === PAGE || pathname.startsWith(`${PAGE}/`));
  }

  /** The numbers of the page, as JSON. */
  state(session: Session | undefined): string {
    return JSON.stringify({ regions: this.backend.pool.regions(), burst: burstOf(session) });
  }

  /** @param trouble why the session has ended, as a sentence */
  show(session: Session | undefined, pathname: string, trouble?: string): Reply {
    const regions = this.backend.pool.regions();
    const burst = burstOf(session);
    if (pathname === `${PAGE}/state`) return { status: 200, type: "application/json", body: this.state(session) };
    if (pathname !== PAGE) return sentence(404, "There is no such page.");
    const { enforcement, costOnAws, poolOperations: operations } = this.backend;
    const body = poolPage({
      enforcement,
      costOnAws,
      alarms: this.backend.alarms(),
      hasPool: true,
      operations,
      regions,
      lanes: this.backend.laneMembers,
      ...(session?.person && ownRegions(this.backend, session.person.name)),
      ...(session?.person && { person: session.person.name, formToken: session.formToken }),
      ...(session?.sent && { sent: session.sent }),
      ...(burst && { burst }),
      ...(trouble !== undefined && { trouble }),
    });
    return { status: 200, type: "text/html", body };
  }

  /** @param session of a person who is signed in, and whose own page sent this */
  async act(session: Session, pathname: string, form: Form): Promise<Reply> {
    if (pathname === `${PAGE}/fault`) return this.switch(form);
    const operation = this.backend.poolOperations.find((one) => one === form.fields.get("operation"));
    if (operation === undefined) return sentence(404, "There is no such call.");
    if (pathname === `${PAGE}/send`) return this.send(session, operation, form);
    if (pathname === `${PAGE}/burst`) return this.burst(session, operation, form);
    return sentence(404, "There is no such call.");
  }

  private async send(session: Session, operation: string, form: Form): Promise<Reply> {
    const picture = await pictureIn(form, "picture", "file");
    if (typeof picture === "string") return sentence(400, picture);
    const isCompared = operationOfPath(operation)?.imageMembers.length === 2;
    const second = isCompared ? await secondIn(form, picture) : undefined;
    if (typeof second === "string") return sentence(400, second);
    const pictures = [picture, ...(second ? [second] : [])] as const;
    session.sent = await sendImage(this.backend, session.person?.accessToken ?? "", operation, pictures);
    if (session.sent.requestId !== undefined) session.requests.add(session.sent.requestId);
    return seeOther(`${PAGE}#sent-title`);
  }

  private async burst(session: Session, operation: string, form: Form): Promise<Reply> {
    const calls = BURST_SIZES.find((size) => String(size) === form.fields.get("calls"));
    if (calls === undefined) return sentence(400, `A burst has ${BURST_SIZES.join(", ")} calls.`);
    if (session.burst?.state().isRunning) return sentence(409, "A burst is still under way: wait for its end.");
    const isInLanes = form.fields.get("callers") === "lanes";
    if (isInLanes && this.backend.laneMembers.length < 2) return sentence(400, "The program has no lanes.");
    session.burst = await (isInLanes
      ? Burst.beginInLanes(this.backend, operation, calls)
      : Burst.begin(this.backend, session.person?.accessToken ?? "", operation, calls));
    return seeOther(`${PAGE}#burst`);
  }

  private switch(form: Form): Reply {
    try {
      switchFault(this.backend.pool, form.fields.get("region"), form.fields.get("fault"));
      return seeOther(PAGE);
    } catch (error) {
      if (error instanceof UserError) return sentence(400, error.message);
      throw error;
    }
  }
}

/** Its examples are the session's own results. */
function burstOf(session: Session | undefined): BurstState | undefined {
  const burst = session?.burst?.state();
  for (const { requestId } of burst?.examples ?? []) session?.requests.add(requestId);
  return burst;
}

function ownRegions(backend: Backend, person: string): Pick<PoolView, "ownRegions"> {
  const regions = backend.imageRegions(person);
  return regions === undefined ? {} : { ownRegions: regions };
}

/** @returns a sentence when there is none */
async function pictureIn(form: Form, choiceField: string, fileField: string): Promise<Picture | string> {
  const choice = form.fields.get(choiceField);
  if (!isPictureChoice(choice)) return "There is no such picture.";
  if (choice !== "own") return drawnPicture(choice);
  const file = form.files.get(fileField);
  return file === undefined || file.length === 0 ? "Choose a file first." : ownPicture(file);
}

/** What the first picture is compared with: itself, when the form says nothing else. */
async function secondIn(form: Form, first: Picture): Promise<Picture | string> {
  return (form.fields.get("second") ?? "same") === "same" ? first : pictureIn(form, "second", "second-file");
}
