import type { World } from "./world";

/** One thing that has to hold, played over real HTTP against a running laptop. */
export interface Scene {
  /** A sentence. */
  readonly name: string;
  /** What has to happen before all other scenes, e.g. so that time can pass. */
  readonly prepare?: (world: World) => Promise<void>;
  /**
   * @returns what was seen, in one line
   * @throws Surprise when it was something else
   */
  readonly play: (world: World) => Promise<string>;
}
