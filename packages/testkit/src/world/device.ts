import {
  type Lifecycle,
  createRoom,
  openHome,
  openRoom,
  openSession,
  type Ports,
  type Reply,
  type Request,
  type SessionModel,
  type SessionView,
} from "@chatorbit/client";
import { keepNames, type Shelf } from "@chatorbit/engine";
import { FakeFiles } from "../peers/fake-files.ts";
import { FakePeers } from "../peers/fake-peers.ts";
import { front } from "./front.ts";
import type { Wire } from "./network.ts";
import type { World } from "./world.ts";

/** What all tabs of one browser share. */
type Browser = {
  readonly device: Map<string, string>;
  readonly shared: Map<string, string>;
  readonly sealed: Map<string, string>;
  readonly claims: Set<string>;
  /** Keys of seats in rooms, by room. */
  readonly cookies: Map<string, string>;
};

const newBrowser = (): Browser => ({
  device: new Map(),
  shared: new Map(),
  sealed: new Map(),
  claims: new Set(),
  cookies: new Map(),
});

/** Shows a view by its screen; for tests that ask for one. */
export type ViewOf<Screen extends SessionView["screen"]> = Extract<SessionView, { screen: Screen }>;

/** One tab of somebody's browser in the World: storage that lives as long as the real one, a line that can be cut. */
export class Device {
  readonly name: string;
  readonly #world: World;
  readonly #browser: Browser;
  readonly #tab: Map<string, string>;
  readonly #lines = new Set<Wire>();
  #lifecycle: Lifecycle | null = null;
  #isDark = false;
  #isVanishing = false;
  #model: SessionModel | null = null;
  #isRoom = false;
  /** The instance this device reaches. */
  instance: number;
  token = "";
  /** This device's clock minus the World's, ms. Browsers' clocks have fractions. */
  clockOffset: number;
  /** Shelves that refuse to be written to. */
  readonly blocked = new Set<Shelf>();
  /** The longest value a shelf takes. */
  quota = Infinity;
  /** What it offers to calls; a terminal has none. */
  readonly peers: FakePeers;
  canCall = true;
  /** The same of files. */
  readonly files: FakeFiles;
  canSendFiles = true;
  /** Its generator of random bytes returns zeros. */
  isRandomBroken = false;

  constructor(
    world: World,
    name: string,
    instance: number,
    browser = newBrowser(),
    tab = new Map<string, string>(),
  ) {
    this.#world = world;
    this.name = name;
    this.instance = instance;
    this.#browser = browser;
    this.#tab = tab;
    this.peers = new FakePeers(name, world);
    this.files = new FakeFiles(name, world);
    this.clockOffset = (world.dice.roll() - 0.5) * 600_000;
  }

  /** The address as others see it. */
  get #address(): string {
    return `10.0.0.${this.name.length}`;
  }

  #shelf(shelf: Shelf): Map<string, string> {
    return shelf === "tab" ? this.#tab : this.#browser[shelf];
  }

  readonly now = (): number => this.#world.time.now() + this.clockOffset;

  get ports(): Ports {
    const { time, net, dice } = this.#world;
    return {
      origin: "https://world.test",
      now: this.now,
      random: (length) => (this.isRandomBroken ? new Uint8Array(length) : dice.bytes(length)),
      dial: (_, events) => {
        const line = net.connect(
          this.name,
          { isDark: () => this.#isDark, isVanishing: () => this.#isVanishing },
          (half) =>
            this.#world
              .relay(this.instance)
              .connect(half, this.#address, (room) => this.#browser.cookies.get(room) ?? null),
          events,
        );
        this.#lines.add(line);
        this.#world.wired(this.instance, line);
        return {
          close: line.close,
          send: (text) => {
            this.#world.saw(text);
            line.send(text);
          },
        };
      },
      request: (request) => this.#request(request),
      vault: {
        read: async (shelf, name) => this.#shelf(shelf).get(name) ?? null,
        write: (shelf, name, value) => {
          if (this.blocked.has(shelf)) throw new Error(`the browser blocks ${shelf}`);
          if ((value?.length ?? 0) > this.quota) throw new Error(`no room on ${shelf}`);
          if (value === null) this.#shelf(shelf).delete(name);
          else this.#shelf(shelf).set(name, value);
        },
        list: async (shelf, prefix) =>
          [...this.#shelf(shelf).keys()].filter((name) => name.startsWith(prefix)),
      },
      alarm: (when, ring) => time.at(when - this.clockOffset, ring),
      claim: async (name) => {
        const { claims } = this.#browser;
        if (claims.has(name)) return null;
        claims.add(name);
        return () => void claims.delete(name);
      },
      calls: this.canCall ? async () => this.peers.openCalls : null,
      files: this.canSendFiles ? async () => this.files.openFiles : null,
      check: null,
      watch: (lifecycle) => {
        this.#lifecycle = lifecycle;
        return () => {
          if (this.#lifecycle === lifecycle) this.#lifecycle = null;
        };
      },
    };
  }

  #request(request: Request): Promise<Reply> {
    const { time, net } = this.#world;
    this.#world.saw(JSON.stringify(request));
    return new Promise((resolve, reject) => {
      time.at(time.now() + net.weather.delay[0], () => {
        if (this.#isDark) return reject(new Error("offline"));
        const relay = this.#world.relay(this.instance);
        front(
          relay,
          this.#address,
          request,
          { desk: this.#world.ice, now: time.now() },
          this.#browser.cookies,
        )
          .then((reply) => this.#world.desk?.(request, reply, this.name) ?? reply)
          .then(resolve, reject);
      });
    });
  }

  /** Starts a session and opens its page; resolves with the invitation's secret. */
  async start(
    limits: { ttlMinutes?: number; maxChars?: number } = {},
  ): Promise<{ token: string; secret8: string }> {
    const home = openHome(this.ports);
    const starting = home.start({
      validity: "day",
      ttlMinutes: limits.ttlMinutes ?? 60,
      maxChars: limits.maxChars ?? 2_000,
    });
    await this.#world.pass(100);
    const path = await starting;
    if (path === null) throw new Error(`not started: ${home.snapshot().problem?.trouble}`);
    this.open(path.slice("/session/".length), null);
    await this.#world.until(() => this.view.screen === "waiting");
    const kept = this.#browser.device.get(keepNames.invite(this.token)) ?? "{}";
    return { token: this.token, secret8: (JSON.parse(kept) as { secret8: string }).secret8 };
  }

  /** Opens the page of a session. */
  open(token: string, secret8: string | null): void {
    this.token = token;
    this.#model = openSession(this.ports, {
      token,
      secret8,
      moved: (path) => {
        this.token = path.slice("/session/".length);
      },
    });
  }

  /** Makes a room and opens its page; resolves with its link, once there is one. */
  async createRoom(ttl = 36_000): Promise<{ room: string; fragment: string }> {
    const creating = createRoom(this.ports, ttl);
    await this.#world.pass(100);
    const created = await creating;
    if ("problem" in created) throw new Error(`no room: ${created.problem.trouble}`);
    this.openRoom(created.path.slice("/room/".length), null);
    const link = () => (this.view.screen === "conversation" ? this.view.kept?.link : null) ?? "";
    if (!(await this.#world.until(() => link() !== "")))
      throw new Error(`no link: ${JSON.stringify(this.view)}`);
    return { room: this.token, fragment: link().split("#")[1] ?? "" };
  }

  /** Opens the page of a room. */
  openRoom(room: string, fragment: string | null): void {
    this.token = room;
    this.#isRoom = true;
    this.#model = openRoom(this.ports, { room, fragment });
  }

  get model(): SessionModel {
    if (this.#model === null) throw new Error(`${this.name} has no page open`);
    return this.#model;
  }

  get view(): SessionView {
    return this.model.snapshot();
  }

  /** The view, which must be of this screen. */
  on<Screen extends SessionView["screen"]>(screen: Screen): ViewOf<Screen> {
    const { view } = this;
    if (view.screen !== screen)
      throw new Error(`${this.name} is at ${JSON.stringify(view)}, not at ${screen}`);
    return view as ViewOf<Screen>;
  }

  /** What stands in the timeline of one's own and of the other's words, in order; deleted ones as null. */
  words(by: "me" | "peer"): readonly (string | null)[] {
    return this.messages(by).map(({ body }) => body);
  }

  /** All words on the screen, whoever said them, in their order. */
  all(): readonly (string | null)[] {
    const { view } = this;
    if (view.screen !== "conversation") return [];
    return view.items.filter((item) => item.kind === "message").map(({ body }) => body);
  }

  messages(by: "me" | "peer") {
    const { view } = this;
    if (view.screen !== "conversation") return [];
    return view.items.filter((item) => item.kind === "message").filter((item) => item.by === by);
  }

  /** The message with these words, by whomever. */
  message(body: string) {
    const found = [...this.messages("me"), ...this.messages("peer")].find((item) => item.body === body);
    if (found === undefined) throw new Error(`${this.name} shows no "${body}": ${JSON.stringify(this.view)}`);
    return found;
  }

  /** Lines of the system in the timeline. */
  notes() {
    const { view } = this;
    if (view.screen !== "conversation") return [];
    return view.items.filter((item) => item.kind === "note").map(({ note }) => note);
  }

  alarms() {
    const { view } = this;
    return "alarms" in view ? view.alarms.map(({ alarm }) => alarm) : [];
  }

  /** The page is loaded again: memory is gone, the tab's storage stays. */
  async reload(): Promise<void> {
    this.reloadSoon();
    await this.#world.pass(10);
  }

  /** The same from inside an event of the World. */
  reloadSoon(): void {
    this.model.close();
    this.#world.time.at(this.#world.time.now() + 10, () =>
      this.#isRoom ? this.openRoom(this.token, null) : this.open(this.token, null),
    );
  }

  /** The page dies and comes back without its old line being closed: the server finds out late. */
  crashSoon(): void {
    this.#isVanishing = true;
    this.reloadSoon();
    this.#isVanishing = false;
  }

  /** The tab is closed and its storage with it. */
  closeTab(): void {
    this.model.close();
    this.#tab.clear();
  }

  /** Another tab of this browser: an empty one, or this one duplicated with its storage. */
  otherTab(name: string, { isDuplicate }: { isDuplicate: boolean }): Device {
    const tab = isDuplicate ? new Map(this.#tab) : new Map<string, string>();
    return new Device(this.#world, name, this.instance, this.#browser, tab);
  }

  goOffline(): void {
    this.#isDark = true;
    this.dropLine();
    this.#lifecycle?.networkLost();
  }

  /** Nothing comes through any more, and nobody is told: a tunnel, a dead router. */
  goDark(): void {
    this.#isDark = true;
  }

  goOnline(): void {
    this.#isDark = false;
    this.#lifecycle?.awake();
  }

  /** The line dies; the device is not told that there is no network. */
  dropLine(code = 1006): void {
    for (const line of this.#lines) line.cut(code);
    this.#lines.clear();
  }

  /** A server that lies says this to the device, on every line it has. */
  whisper(frame: unknown): void {
    const text = typeof frame === "string" ? frame : JSON.stringify(frame);
    for (const line of this.#lines) line.inject(text);
  }

  kept(shelf: Shelf): ReadonlyMap<string, string> {
    return this.#shelf(shelf);
  }

  /** Everything this device keeps, by shelf. */
  keeps(): readonly string[] {
    return (["tab", "device", "shared", "sealed"] as const).flatMap((shelf) =>
      [...this.#shelf(shelf).keys()].map((name) => `${shelf} ${name}`),
    );
  }
}
