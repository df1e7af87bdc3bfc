// A player, and a spectator, in another language: written from docs/protocol.md and nothing else.
//
//   node client.mjs URL CODE NAME         takes a free seat and plays to the end
//   node client.mjs URL --spectate CODE   watches to the end
//
// Prints one line of JSON when the match is over. In the middle of it the player breaks its own
// connection just after it has sealed its orders, and has to find out what became of them.
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { decode, encode } from "@msgpack/msgpack";
import WebSocket from "ws";

const VERSION = 3;
const FOR_GOOD = new Set([1000, 1002, 1007, 1008, 1009]); // closed so, nobody comes again
const ANSWER_MS = 15_000;
const SETTLED_MS = 5_000;

/** One connection, from the first frame to its close: the close code, and how long it held. */
function talk(url, first, hear) {
  return new Promise((resolve) => {
    const options = { perMessageDeflate: false, handshakeTimeout: 5_000, maxPayload: 16_777_216 };
    const socket = new WebSocket(url, options);
    const say = (message, then) => socket.send(encode(message), then);
    const patience = setTimeout(() => socket.terminate(), ANSWER_MS);
    let heardAt = null;
    socket.on("open", () => say(first()));
    socket.on("error", () => {}); // a close follows
    socket.on("close", (code) => {
      clearTimeout(patience);
      resolve({ code, held: heardAt === null ? 0 : performance.now() - heardAt });
    });
    socket.on("message", (data, isBinary) => {
      if (!isBinary) throw new Error("the server sent text");
      clearTimeout(patience);
      heardAt ??= performance.now();
      hear(decode(data), say, () => socket.terminate());
    });
  });
}

/** Talk over as many connections as it takes, with full jitter between them. */
async function keepTalking(url, first, hear) {
  for (let n = 1; ; n += 1) {
    const { code, held } = await talk(url, first, hear);
    if (FOR_GOOD.has(code)) return code;
    if (held >= SETTLED_MS) n = 1;
    const widest = Math.min(8, 0.5 * 2 ** (n - 1));
    await sleep(1_000 * (0.1 + Math.random() * (widest - 0.1)));
  }
}

const newKey = () => randomBytes(16).toString("hex");

/** What the debrief comes to, and whether its secret is the one that the briefing promised. */
function findings(briefing, { hindsight }) {
  const record = JSON.parse(hindsight.record);
  const hash = createHash("sha256").update("security dilemma commitment");
  hash.update(Buffer.from(record.secret, "hex"));
  return {
    verdict: hindsight.verdict,
    final_hash: record.final_hash,
    promise_kept: hash.digest("hex") === briefing.commitment,
    orders: record.turns.map((turn) => turn.orders),
  };
}

/** Orders that are lawful whatever has happened: the budget as it is, lines to all, peace. */
function orders({ own, others }) {
  const crises = others.filter((page) => page.crisis !== null);
  return {
    budget: own.budget,
    readiness: "routine",
    signal: { kind: "reassure" },
    statement: `We are content with ${own.economy.toFixed(1)} points.`,
    offers: Object.fromEntries(others.map((page) => [page.id, ["hotline", "trade"]])),
    responses: Object.fromEntries(crises.map((page) => [page.id, "back_down"])),
    assessments: Object.fromEntries(others.map((page) => [page.id, { harm: 0.25, attack: 0 }])),
  };
}

async function play(url, code, name) {
  const join = { type: "join", version: VERSION, name, code, key: newKey() };
  const waiting = new Map(); // commands without an answer, by key
  const sealed = new Map(); // what was ordered, by turn
  const heard = new Map(); // hotline messages, by serial
  const told = { seat: null, seatings: 0, repeated: 0, refused: [], failed: null };
  let token = null, briefing = null, ended = null, dropped = false;

  function command(say, message, then) {
    const keyed = { ...message, key: newKey() };
    waiting.set(keyed.key, keyed);
    say(keyed, then);
  }

  function decide(view, say, drop) {
    for (const page of view.others.filter((other) => other.in_force.includes("hotline"))) {
      command(say, { type: "say", to: page.id, text: `${view.turn} – à bientôt, ${page.id}` });
    }
    sealed.set(view.turn, orders(view));
    const breaks = !dropped && view.turn >= view.turns / 2;
    dropped ||= breaks;
    const submit = { type: "submit_orders", turn: view.turn, order: sealed.get(view.turn) };
    command(say, submit, breaks ? drop : undefined);
  }

  const on = {
    seated(message, say) {
      token = message.token ?? token;
      briefing = message.briefing;
      told.seat = briefing.seat;
      told.seatings += 1;
      told.repeated += waiting.size;
      for (const unanswered of waiting.values()) say(unanswered);
    },
    turn_opened: ({ view }, say, drop) => sealed.has(view.turn) || decide(view, say, drop),
    accepted: ({ key }) => waiting.delete(key),
    refused: ({ key, problems }) => waiting.delete(key) && told.refused.push(...problems),
    heard: (message) => heard.set(message.serial, message),
    match_ended: (message) => (ended = findings(briefing, message)),
    failed: ({ problem }) => (told.failed = problem),
    table() {},
  };
  const first = () => (token === null ? join : { type: "rejoin", version: VERSION, token });
  const hear = (message, say, drop) => on[message.type](message, say, drop);
  const closed = await keepTalking(url, first, hear);
  const { orders: recorded, ...debrief } = ended ?? { orders: [] };
  const kept = (turn, n) => turn[told.seat].statement === sealed.get(n + 1)?.statement;
  const orders_kept = recorded.length > 0 && recorded.every(kept);
  const unanswered = waiting.size;
  return { ...told, ...debrief, closed, unanswered, orders_kept, heard: [...heard.values()] };
}

async function watch(url, code) {
  const told = { turns: [], kinds: [], failed: null };
  let briefing = null, ended = null;

  function hear(message) {
    told.kinds.push(message.type);
    if (message.type === "watching") briefing = message.briefing;
    if (message.type === "turn_shown") told.turns.push(message.view.turn);
    if (message.type === "match_shown") ended = findings(briefing, message);
    if (message.type === "failed") told.failed = message.problem;
  }

  const closed = await keepTalking(url, () => ({ type: "spectate", version: VERSION, code }), hear);
  return { ...told, ...ended, orders: undefined, closed };
}

const [url, ...rest] = process.argv.slice(2);
const told = rest[0] === "--spectate" ? await watch(url, rest[1]) : await play(url, ...rest);
console.log(JSON.stringify(told));
process.exitCode = told.failed === null ? 0 : 1;
