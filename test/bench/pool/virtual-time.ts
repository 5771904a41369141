import type { RouterClock } from "../../../functions/pool/router/call";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
  isCancelled?: boolean;
}

/**
 * A clock that jumps from event to event. The router under test is the real one, promises and all, so between two events every
 * promise that can settle has to have settled.
 */
export class VirtualTime implements RouterClock {
  private time = 0;
  private order = 0;
  /** A binary heap, earliest first; of two at the same time, the one asked for first. */
  private readonly events: Event[] = [];

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const event = this.at(this.time + Math.max(0, ms), resolve);
      signal?.addEventListener("abort", () => {
        event.isCancelled = true;
        resolve();
      });
    });
  }

  at(time: number, happen: () => void): Event {
    const event: Event = { at: time, order: this.order++, happen };
    let index = this.events.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.events[parent];
      if (!above || isBefore(above, event)) break;
      this.events[index] = above;
      index = parent;
    }
    this.events[index] = event;
    return event;
  }

  /** Until nothing is left to happen. */
  async run(): Promise<void> {
    for (let event = this.earliest(); event; event = this.earliest()) {
      if (event.isCancelled) continue;
      this.time = event.at;
      event.happen();
      // Node runs its tick queue only when no promise is left to settle.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
  }

  private earliest(): Event | undefined {
    const first = this.events[0];
    const last = this.events.pop();
    if (!first || !last || this.events.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const [left, right] = [this.events[child], this.events[child + 1]];
      if (left && right && isBefore(right, left)) child += 1;
      const smaller = this.events[child];
      if (!smaller || isBefore(last, smaller)) break;
      this.events[index] = smaller;
      index = child;
    }
    this.events[index] = last;
    return first;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
