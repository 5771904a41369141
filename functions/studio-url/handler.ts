/** Both Studio routes in claim mode: the authorizer has read the caller's profile out of the token. */
import { studioHandler } from "./studio-handler";

export const handler = studioHandler(({ caller: { entries } }) => ({ entries, reason: "not_your_profile" }));
