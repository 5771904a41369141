/** The provider that the program believes, and behind it, where people come from elsewhere, the one they come from. */
import { COGNITO_SHAPE } from "../../functions/authorizer/token-rules";
import { type Identity, loadIdentity } from "./identity";
import { federatedCallback, type IdentitySettings } from "./messages";
import type { SignInPlan } from "./substitution";

export interface CompanySignIn {
  readonly identity: Identity;
  /** Corporate providers that are played by one of the laptop's, each as a sentence; empty without federation. */
  readonly played: readonly string[];
  /** Starts a provider that looks the same and is another issuer, with keys of its own. */
  readonly startAnother: () => Promise<Identity>;
}

/** @param bundle as `loadIdentity` takes it */
export function loadCompanySignIn(bundle: string) {
  const processes = [loadIdentity(bundle)];
  return {
    /** Ends the processes at once, started or not. */
    abandon: () => processes.forEach((each) => each.abandon()),
    async start(plan: SignInPlan, settings: IdentitySettings): Promise<CompanySignIn> {
      const [own] = processes;
      if (own === undefined) throw new Error("No sign-in process is loading.");
      const identity = await own.start(settings);
      const startAnother = () => loadIdentity(bundle).start({ ...settings, port: 0, redirectUris: [] });
      if (plan.corporateProviders.length === 0) return { identity, played: [], startAnother };
      const second = loadIdentity(bundle);
      processes.push(second);
      const corporate = await second.start(corporateSettings(settings, identity));
      await identity.federate({ issuer: corporate.issuer, clientId: CLIENT_ID });
      const played = plan.corporateProviders.map(
        ({ name, address }) => `${name}: ${corporate.issuer}, an OpenID Connect provider, in place of ${address}`,
      );
      return { identity: together(identity, corporate), played, startAnother };
    },
  };
}

/** The user pool's, at the corporate provider. */
const CLIENT_ID = "user-pool";

/** The same people, under the names that they have there. */
function corporateSettings(settings: IdentitySettings, { issuer }: Identity): IdentitySettings {
  const people = settings.people.map((person) => ({ ...person, called: person.nameId, subject: person.nameId }));
  const redirectUris = [federatedCallback(issuer)];
  return { ...settings, people, clientId: CLIENT_ID, redirectUris, scope: "", shape: COGNITO_SHAPE, port: 0 };
}

/** Stops and starts as one. */
function together(identity: Identity, corporate: Identity): Identity {
  return {
    ...identity,
    async stop() {
      await Promise.all([identity.stop(), corporate.stop()]);
    },
    async restart() {
      await Promise.all([identity.restart(), corporate.restart()]);
    },
  };
}
