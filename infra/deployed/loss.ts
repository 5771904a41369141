import { commandOf, type ConfigChange } from "../config/repair/config-change";
import type { Settings } from "../config";

/** A change of config that stops the preview, because what people made would go with it. */
export interface Loss {
  readonly key: keyof Settings;
  /** What config says now and what stands, as the end of a sentence that begins with the key. */
  readonly change: string;
  /** What would be gone. */
  readonly loss: string;
  /** How to have what was wanted without that. */
  readonly instead: string;
  /** What undoes the change of config. */
  readonly back: readonly ConfigChange[];
}

/** The retain switches of config: what they protect goes only in a second update after they were turned off. */
export type RetainSwitch = "deletionProtection" | "retainStudioHomes" | "retainImages";

/** Gives a key, or a place below it, this value. */
export function set(key: keyof Settings, at: string, value: string): ConfigChange {
  return { name: nameOf(key), at, value };
}

/** The way to lose it after all. */
export function afterTurningOff(switches: readonly RetainSwitch[]): string {
  return `set ${switches.join(" and ")} to false, pulumi up, and make this change then`;
}

/**
 * All of them as one text: what changes, what would be lost, what to do instead, and what undoes the change.
 *
 * @param stack whose configuration it is
 */
export function describeLosses(losses: readonly Loss[], stack: string): string {
  const isOne = losses.length === 1;
  const what = isOne ? "One change of config is" : `${losses.length} changes of config are`;
  const paragraphs = losses.map(({ key, change, loss, instead, back }) => {
    const commands = back.map((one) => commandOf(one, stack)).join(" &&\n                   ");
    return `${nameOf(key)} ${change}.\n    would be lost: ${loss}\n    instead:       ${instead}\n    to go back:    ${commands}`;
  });
  const title = `${what} refused, because AWS has no way to make ${isOne ? "it" : "them"} that keeps what people made. Nothing was changed.`;
  return [title, ...paragraphs].join("\n\n");
}

function nameOf(key: keyof Settings): string {
  return key === "region" ? "aws:region" : key;
}
