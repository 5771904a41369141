import { switchFault } from "../control";
import { UserError } from "../user-error";
import type { Backend } from "./backend";
import { sendImage } from "./pool-outcome";
import { poolPage } from "./pool-page";
import { type Reply, seeOther, sentence } from "./reply";
import type { Session } from "./session";

const PAGE = "/rekognition";

/** The page of the Rekognition pool: how its Regions are, what is wrong with them, and one image at a time. */
export class PoolDesk {
  constructor(private readonly backend: Backend) {}

  serves(pathname: string): boolean {
    return this.backend.poolOperations.length > 0 && (pathname === PAGE || pathname.startsWith(`${PAGE}/`));
  }

  show(session: Session | undefined, pathname: string): Reply {
    const regions = this.backend.pool.regions();
    if (pathname === `${PAGE}/state`)
      return { status: 200, type: "application/json", body: JSON.stringify({ regions }) };
    if (pathname !== PAGE) return sentence(404, "There is no such page.");
    const { enforcement, poolOperations: operations } = this.backend;
    const own = session?.person && { person: session.person.name, formToken: session.formToken };
    const sent = session?.sent && { sent: session.sent };
    const body = poolPage({ enforcement, hasPool: true, operations, regions, ...own, ...sent });
    return { status: 200, type: "text/html", body };
  }

  /** @param session of somebody who is signed in, and whose own page sent this */
  async act(session: Session, pathname: string, form: URLSearchParams): Promise<Reply> {
    if (pathname === `${PAGE}/fault`) return this.switch(form);
    const operation = this.backend.poolOperations.find((one) => one === form.get("operation"));
    if (pathname !== `${PAGE}/send` || operation === undefined) return sentence(404, "There is no such call.");
    session.sent = await sendImage(this.backend, session.person?.accessToken ?? "", operation);
    return seeOther(`${PAGE}#sent-title`);
  }

  private switch(form: URLSearchParams): Reply {
    try {
      switchFault(this.backend.pool, form.get("region"), form.get("fault"));
      return seeOther(PAGE);
    } catch (error) {
      if (error instanceof UserError) return sentence(400, error.message);
      throw error;
    }
  }
}
