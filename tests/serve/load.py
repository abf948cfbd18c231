"""Puts load on a running server from some clients for some seconds, with a few bad requests. Prints figures. Fails on a 5xx status
(except 503 for a request that waited too long), on a wrong or lost answer, or if the server's memory keeps growing."""

import asyncio
import datetime
import io
import json
import os
import random
import sys
import time

import httpx
import pyarrow

ARROW = "application/vnd.apache.arrow.stream"
MEMORY_GROWTH_MAX = 1.5  # the largest allowed ratio of memory in the second half of the run to the first


def memory_mib(parent):
    """Returns the resident memory of a process and its children, in MiB."""
    total = 0
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/stat", encoding="utf-8") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(number) == parent or int(fields[1]) == parent:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total / 2**20


class Tally:
    """The times, statuses and wrong answers of all requests."""

    def __init__(self):
        self.seconds, self.statuses, self.wrong = [], {}, []


async def client(base, until, tally, chance):
    """One client: asks, waits for the answer, and asks again."""
    async with httpx.AsyncClient(base_url=base, timeout=30) as http:
        while time.monotonic() < until:
            kind = chance.random()
            began = time.perf_counter()
            if kind < 0.80:
                expected, reply = 200, await http.get("/v1/due", params={"rule": "cp.conference.initial", "when": "2026-03-27"})
            elif kind < 0.90:
                expected, reply = 200, await http.post("/v1/check", json={"rule": "assessment.single", "when": "2025-12-19", "as_at": "2026-03-02"})
            elif kind < 0.94:
                expected, reply = 422, await http.get("/v1/due", params={"rule": "nothing", "when": "2026-03-27"})
            elif kind < 0.97:
                expected, reply = 400, await http.post("/v1/due", content=chance.randbytes(200), headers={"Content-Type": "application/json"})
            else:
                events = [{"case": str(n), "event": "strategy_discussion.held", "at": "2026-03-27"} for n in range(20)]
                expected, reply = 200, await http.post("/v1/worklist", json={"as_at": "2026-04-22", "events": events})
            tally.seconds.append(time.perf_counter() - began)
            tally.statuses[reply.status_code] = tally.statuses.get(reply.status_code, 0) + 1
            if reply.status_code != expected or (kind < 0.80 and reply.json()["due"] != "2026-04-21"):
                tally.wrong.append((expected, reply.status_code, reply.text[:200]))


def columns(base, rows=100_000):
    """Returns the shortest time of five requests for a column of dates, in milliseconds, as JSON and as Arrow."""
    days = [datetime.date(2020, 1, 1) + datetime.timedelta(days=n % 2000) for n in range(rows)]
    table = pyarrow.table({"when": pyarrow.array(days, pyarrow.date32())})
    stream = io.BytesIO()
    with pyarrow.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    text = json.dumps({"rule": "cp.conference.initial", "when": [day.isoformat() for day in days]}).encode()
    asked = {"JSON": ("/v1/due-dates", text, {"Content-Type": "application/json"}),
             "Arrow": ("/v1/due-dates?rule=cp.conference.initial", stream.getvalue(), {"Content-Type": ARROW, "Accept": ARROW})}
    least = {}
    for name, (path, body, headers) in asked.items():
        for _ in range(5):
            began = time.perf_counter()
            reply = httpx.post(base + path, content=body, headers=headers, timeout=60)
            assert reply.status_code == 200, reply.text[:200]
            least[name] = min(least.get(name, 1e9), time.perf_counter() - began)
    return {name: round(1000 * seconds, 1) for name, seconds in least.items()}


async def run(base, parent, seconds, clients):
    tally, until, memory = Tally(), time.monotonic() + seconds, []

    async def watch():
        while time.monotonic() < until:
            memory.append(memory_mib(parent))
            await asyncio.sleep(0.5)

    await asyncio.gather(watch(), *(client(base, until, tally, random.Random(seed)) for seed in range(clients)))
    ordered = sorted(tally.seconds)
    at = lambda part: 1000 * ordered[int(part * (len(ordered) - 1))]
    print(f"{clients} clients, {seconds} s: {len(ordered) / seconds:.0f} requests a second, p50 {at(0.5):.1f} ms, p99 {at(0.99):.1f} ms")
    print(f"statuses: {dict(sorted(tally.statuses.items()))}")
    half = len(memory) // 2
    first, last = max(memory[:half] or memory), max(memory[half:])
    print(f"memory: {memory[0]:.0f} MiB at the start, at most {first:.0f} in the first half, {last:.0f} in the second")
    wrong = [*tally.wrong[:5], *(f"memory grows: {memory}" for _ in [0] if last > MEMORY_GROWTH_MAX * first)]
    return wrong


def main():
    base, parent, seconds, clients = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    print(f"100,000 dates: {columns(base)} ms")
    wrong = asyncio.run(run(base, parent, seconds, clients))
    if wrong:
        sys.exit(f"wrong: {wrong}")


if __name__ == "__main__":
    main()
