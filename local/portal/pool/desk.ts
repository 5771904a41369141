import { switchFault } from "../../control";
import { UserError } from "../../user-error";
import type { Backend } from "../backend";
import type { Form } from "../form";
import { type Reply, seeOther, sentence } from "../reply";
import type { Session } from "../session";
import { Burst, BURST_SIZES } from "./burst";
import { sendImage } from "./outcome";
import { poolPage } from "./page";
import { drawnPicture, isPictureChoice, ownPicture, type Picture } from "./picture";

const PAGE = "/rekognition";

/** The page of the Rekognition pool: how its Regions are, what is wrong with them, one image at a time, and many at once. */
export class PoolDesk {
  constructor(private readonly backend: Backend) {}

  serves(pathname: string): boolean {
    return this.backend.poolOperations.length > 0 && (pathname === PAGE || pathname.startsWith(`${PAGE}/`));
  }

  /** @param trouble why the session has ended, as a sentence */
  show(session: Session | undefined, pathname: string, trouble?: string): Reply {
    const regions = this.backend.pool.regions();
    const burst = session?.burst?.state();
    if (pathname === `${PAGE}/state`)
      return { status: 200, type: "application/json", body: JSON.stringify({ regions, burst }) };
    if (pathname !== PAGE) return sentence(404, "There is no such page.");
    const { enforcement, costOnAws, poolOperations: operations } = this.backend;
    const body = poolPage({
      enforcement,
      costOnAws,
      hasPool: true,
      operations,
      regions,
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
    const picture = await pictureIn(form);
    if (typeof picture === "string") return sentence(400, picture);
    session.sent = await sendImage(this.backend, session.person?.accessToken ?? "", operation, picture);
    return seeOther(`${PAGE}#sent-title`);
  }

  private async burst(session: Session, operation: string, form: Form): Promise<Reply> {
    const calls = BURST_SIZES.find((size) => String(size) === form.fields.get("calls"));
    if (calls === undefined) return sentence(400, `A burst has ${BURST_SIZES.join(", ")} calls.`);
    if (session.burst?.state().isRunning) return sentence(409, "A burst is still under way: wait for its end.");
    session.burst = await Burst.begin(this.backend, session.person?.accessToken ?? "", operation, calls);
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

/** @returns a sentence when there is none */
async function pictureIn(form: Form): Promise<Picture | string> {
  const choice = form.fields.get("picture");
  if (!isPictureChoice(choice)) return "There is no such picture.";
  if (choice !== "own") return drawnPicture(choice);
  return form.file === undefined || form.file.length === 0 ? "Choose a file first." : ownPicture(form.file);
}
