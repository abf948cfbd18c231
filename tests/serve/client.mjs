// Tests a running server with a client in another language: Node's fetch. Usage: node client.mjs http://127.0.0.1:PORT
import assert from "node:assert/strict";

const base = process.argv[2];
const post = (path, body, headers = { "content-type": "application/json" }) =>
  fetch(base + path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });

const due = await (await fetch(`${base}/v1/due?rule=cp.conference.initial&when=2026-03-27`)).json();
assert.equal(due.due, "2026-04-21");

const check = await (await post("/v1/check", { rule: "assessment.single", when: "2025-12-19", met: "2026-02-26" })).json();
assert.equal(check.state, "met_late");

const csv = "case,event,at\n1,strategy_discussion.held,2026-03-27\n";
const query = "as_at=2026-04-22&only=cp.conference.initial&recorded=all";
const listed = await (await post(`/v1/worklist?${query}`, csv, { "content-type": "text/csv" })).json();
assert.deepEqual(listed.counts, { overdue: 1 });

const refused = await post("/v1/due", { rule: "cp.conference.inital", when: "2026-03-27" });
assert.equal(refused.status, 422);
assert.equal(refused.headers.get("content-type"), "application/problem+json");
assert.match((await refused.json()).detail, /did you mean "cp\.conference\.initial"\?/);

console.log(`a client in Node: right, with rules ${due.versions.rules}`);
