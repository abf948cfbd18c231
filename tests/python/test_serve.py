"""Tests the service: the answers of each endpoint, refused requests, limits, the key and the log. Also stops a real server in the
middle of an answer."""

import asyncio
import datetime
import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time

import httpx
import pyarrow
import pytest

import dueby
from dueby.serve import Settings, application
from dueby.serve._application import _ENDPOINTS

ARROW = "application/vnd.apache.arrow.stream"
# Due within 15 working days (Working Together 2023); Good Friday and Easter Monday do not count.
ICPC = {"rule": "cp.conference.initial", "when": "2026-03-27"}


def ask(method, path, settings=None, **options):
    """Sends one request to a new application, without a server."""

    async def run():
        transport = httpx.ASGITransport(application(settings or Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://dueby") as client:
            return await client.request(method, path, **options)

    return asyncio.run(run())


def problem(reply, status, kind):
    """Checks that a reply is a problem document with this status and kind. Returns its detail."""
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), reply.text
    document = reply.json()
    assert document["status"] == status and document["type"] == f"/problems/{kind}", document
    assert re.fullmatch("[0-9a-f]{32}", reply.headers["x-request-id"])
    return document["detail"]


def stream(**columns):
    """Returns columns of days as the bytes of an Arrow stream."""
    table = pyarrow.table({name: pyarrow.array(days, pyarrow.date32()) for name, days in columns.items()})
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


# ---- answers ----


@pytest.mark.parametrize("request_", [("GET", {"params": ICPC}), ("POST", {"json": ICPC})])
def test_due(request_):
    answer = ask(request_[0], "/v1/due", **request_[1]).json()
    assert (answer["due"], answer["governed_by"]) == ("2026-04-21", "england:cp.conference.initial")
    assert answer["versions"] == dueby.versions()


def test_due_takes_what_dueby_takes():
    asked = {"rule": "missing.return_interview", "when": "2026-03-27T14:30", "profile": "barnet"}
    expected = dueby.due(asked["rule"], datetime.datetime(2026, 3, 27, 14, 30), profile="barnet")
    assert ask("POST", "/v1/due", json=asked).json()["due"] == expected.due.isoformat() == "2026-03-30T15:30:00+01:00"


def test_check_and_explain():
    asked = {"rule": "assessment.single", "when": "2025-12-19"}
    assert ask("POST", "/v1/check", json={**asked, "met": "2026-02-25"}).json()["state"] == "met"  # in time: 45 working days
    assert ask("POST", "/v1/check", json={**asked, "met": "2026-02-26"}).json()["state"] == "met_late"
    assert "as_at" in problem(ask("POST", "/v1/check", json=asked), 422, "bad-value")
    explained = ask("GET", "/v1/explain", params=ICPC).json()
    assert "Good Friday" in explained["explanation"]
    assert [step["holiday"] for step in explained["steps"] if step["step"] == "holiday"] == ["Good Friday", "Easter Monday"]


def test_columns_in_each_format():
    days = ["2026-03-27", None, "1950-01-01"]
    asked = {"rule": ICPC["rule"], "when": days}
    answer = ask("POST", "/v1/due-dates", json=asked).json()
    assert answer["due"] == ["2026-04-21", None, None] and answer["error"] == [None, None, "not in force on that day"]
    lines = ask("POST", "/v1/due-dates", json=asked, headers={"Accept": "application/x-ndjson"})
    assert [json.loads(line)["due"] for line in lines.text.splitlines()] == answer["due"]
    body = stream(when=[day and datetime.date.fromisoformat(day) for day in days])
    query = {"rule": ICPC["rule"]}
    arrow = ask("POST", "/v1/due-dates", params=query, content=body, headers={"Content-Type": ARROW, "Accept": ARROW})
    assert pyarrow.ipc.open_stream(arrow.content).read_all()["due"].to_pylist() == [datetime.date(2026, 4, 21), None, None]
    assert f'rules="{dueby.versions()["rules"]}"' in arrow.headers["dueby-versions"]
    wrong = pyarrow.table({"when": ["2026-03-27"]})
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, wrong.schema) as writer:
        writer.write_table(wrong)
    reply = ask("POST", "/v1/due-dates", params=query, content=out.getvalue(), headers={"Content-Type": ARROW})
    assert "date32" in problem(reply, 422, "bad-value")


def test_worklist_from_json_and_csv():
    events = [{"case": "1", "event": "strategy_discussion.held", "at": "2026-03-27", "team": "North"}]
    events += [{"case": "2", "event": "strategy_discussion.held", "at": "Thursday", "team": "North"}]
    options = {"as_at": "2026-04-22", "only": "cp.conference.initial", "recorded": "all"}
    answer = ask("POST", "/v1/worklist", json={**options, "events": events}).json()
    text = "case,event,at,team\n" + "".join(",".join(row.values()) + "\n" for row in events)
    from_csv = ask("POST", "/v1/worklist", params=options, content=text, headers={"Content-Type": "text/csv"}).json()
    assert [line["reason"] for line in from_csv["lines"]][1:] == ["1 row for this case could not be used (line 3)"]
    from_csv["lines"][1]["reason"] = "1 row for this case could not be used (row 1)"  # an array has rows, from 0
    assert answer["lines"] == from_csv["lines"] and answer["counts"] == from_csv["counts"]
    assert {line["case"]: line["state"] for line in answer["lines"]} == {"1": "overdue", "2": "not_computable"}
    assert answer["bad_rows"] == 1 and answer["lines"][0]["team"] == "North" and answer["versions"] == dueby.versions()


def test_lists():
    assert ask("GET", "/v1/profiles").json()["profiles"] == dueby.profiles()
    days = ask("GET", "/v1/holidays", params={"from": "2026-04-01", "to": "2026-04-30"}).json()["holidays"]
    assert [day["date"] for day in days] == ["2026-04-03", "2026-04-06"]
    on = "2012-06-01"
    rules = ask("GET", "/v1/rules", params={"on": on}).json()["rules"]
    assert all((rule["in_force_from"] or on) <= on <= (rule["in_force_to"] or on) for rule in rules)
    assert {"assessment.initial", "assessment.core"} <= {rule["rule"] for rule in rules}  # replaced in 2013


# ---- refused requests ----


@pytest.mark.parametrize(
    ("member", "kind", "said"),
    [
        ({"rule": "cp.conference.inital"}, "unknown-name", 'did you mean "cp.conference.initial"'),
        ({"profile": "barnett"}, "unknown-name", "barnet"),
        ({"division": "wales"}, "unknown-name", "wales"),
        ({"when": "27/03/2026"}, "bad-value", "when: expected a date like 2026-03-27"),
        ({"when": "2026-02-30"}, "bad-value", "when"),
        ({"when": "2026-W13-5"}, "bad-value", "when"),
        ({"when": 20260327}, "bad-value", "when"),
        ({"when": "2101-01-01"}, "outside-coverage", "1971"),
        ({"rule": "assessment.initial"}, "not-computable", "assessment.single replaced it"),
        ({"rule": "missing.return_interview"}, "not-computable", "time"),
        ({"rule": "\ud800"}, "bad-value", "surrogate"),
        ({"rule": "a\0b"}, "bad-value", "null character"),
        ({"rule": "x" * 2000}, "bad-value", "1000 characters"),
        ({"whole_days": "perhaps"}, "bad-value", "true or false"),
        ({"tags": [1]}, "bad-value", "tags[0]"),
        ({"events": [{"event": "x"}]}, "bad-value", "events[0]"),
        ({"cutoff": "25:00"}, "bad-value", "cutoff"),
        ({"wen": "2026-03-27"}, "unknown-member", "did you mean when?"),
        ({"xyzzy": 1}, "unknown-member", "expected one of rule, trigger, agreed, tags,"),
    ],
)
def test_members_that_are_wrong(member, kind, said):
    body = json.dumps({**ICPC, **member}).encode()
    reply = ask("POST", "/v1/due", content=body, headers={"Content-Type": "application/json"})
    assert said in problem(reply, 422, kind)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "line 1"),
        (b"[]", "expected a JSON object"),
        (b'{"rule": "a", "rule": "b"}', "twice"),
        (b'{"rule": NaN}', "NaN"),
        (b"[" * 100_000, "nested"),
        (b'{"rule": "\xff"}', "UTF-8"),
        (b'{"rule": 1' + b"0" * 5000 + b"}", "the body"),
    ],
)
def test_bodies_that_are_not_json(body, said):
    assert said in problem(ask("POST", "/v1/due", content=body, headers={"Content-Type": "application/json"}), 400, "bad-json")


def test_protocol():
    problem(ask("GET", "/v1/nothing"), 404, "no-such-path")
    reply = ask("DELETE", "/v1/due")
    problem(reply, 405, "method")
    assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    problem(ask("POST", "/v1/due", content=b"<a/>", headers={"Content-Type": "application/xml"}), 415, "media-type")
    problem(ask("GET", "/v1/due", params=ICPC, headers={"Accept": "text/html"}), 406, "not-acceptable")
    problem(ask("GET", "/v1/due?rule=" + "a" * 5000), 414, "too-large")
    problem(ask("GET", "/v1/due?rule=a&rule=b"), 422, "bad-value")
    problem(ask("POST", "/v1/due?rule=a", json=ICPC), 422, "bad-value")
    problem(ask("POST", "/v1/due-dates", params={"rule": "a"}, content=b"no", headers={"Content-Type": ARROW}), 400, "bad-arrow")


def test_limits_just_under_and_just_over():
    few = Settings(rows_max=3, body_bytes_max=200)
    rows = {"rule": ICPC["rule"], "when": ["2026-03-27"] * 3}
    assert ask("POST", "/v1/due-dates", few, json=rows).status_code == 200
    problem(ask("POST", "/v1/due-dates", few, json={**rows, "when": ["2026-03-27"] * 4}), 413, "too-large")
    for size, status in ((200, 200), (201, 413)):
        body = json.dumps(ICPC).encode()
        assert ask("POST", "/v1/due", few, content=body + b" " * (size - len(body))).status_code == status

    events = [b"case,event,at", *(b"%d,referral.received,2026-03-27" % case for case in range(4))]
    for end in (b"\n", b"\r\n", b"\r"):
        for last in (b"", end):
            asked = {"params": {"as_at": "2026-04-22"}, "headers": {"Content-Type": "text/csv"}}
            reply = ask("POST", "/v1/worklist", few, content=end.join(events[:4]) + last, **asked)
            assert reply.status_code == 200 and reply.json()["rows"] == 3
            problem(ask("POST", "/v1/worklist", few, content=end.join(events) + last, **asked), 413, "too-large")

    async def pieces():  # sends the body in pieces, without Content-Length
        for _ in range(50):
            yield b" " * 10

    problem(ask("POST", "/v1/due", few, content=pieces()), 413, "too-large")

    async def slow():
        yield b"{"
        await asyncio.sleep(5)

    problem(ask("POST", "/v1/due", Settings(body_seconds_max=0.1), content=slow()), 408, "too-slow")


def test_waiting_is_bounded():
    async def run():
        transport = httpx.ASGITransport(application(Settings(workers_max=1, waiting_max=2)))
        async with httpx.AsyncClient(transport=transport, base_url="http://dueby") as client:
            body = {"rule": ICPC["rule"], "when": ["2026-03-27"] * 50_000}
            return await asyncio.gather(*(client.post("/v1/due-dates", json=body) for _ in range(10)))

    replies = asyncio.run(run())
    assert {reply.status_code for reply in replies} == {200, 503}
    assert sum(reply.status_code == 200 for reply in replies) >= 3
    assert all(reply.headers["retry-after"] == "1" for reply in replies if reply.status_code == 503)


def test_key():
    locked = Settings(key="correct horse battery")
    reply = ask("GET", "/v1/due", locked, params=ICPC)
    problem(reply, 401, "key")
    assert reply.headers["www-authenticate"] == "Bearer"
    for wrong in ("Bearer correct horse", "correct horse battery", "Bearer ", "Bearer é"):
        problem(ask("GET", "/v1/due", locked, params=ICPC, headers={"Authorization": wrong.encode()}), 401, "key")
    right = {"Authorization": "Bearer correct horse battery"}
    assert ask("GET", "/v1/due", locked, params=ICPC, headers=right).status_code == 200
    assert ask("GET", "/metrics", locked).status_code == 401
    assert ask("GET", "/healthz", locked).status_code == ask("GET", "/readyz", locked).status_code == 200
    assert "battery" not in repr(locked)


def test_log_has_no_body_and_no_name(caplog):
    with caplog.at_level(logging.INFO, "dueby.serve"):
        events = [{"case": "secret-7", "event": "strategy_discussion.held", "at": "2026-03-27"}]
        reply = ask("POST", "/v1/worklist", json={"as_at": "2026-04-22", "events": events})
        ask("GET", "/v1/secret-7")
        ask("GET", "/v1/due", params={"rule": "secret-7", "when": "2026-03-27"})
    assert reply.json()["lines"][0]["case"] == "secret-7"
    said = [json.loads(record.getMessage()) for record in caplog.records if record.name == "dueby.serve"]
    assert [(one["path"], one["status"]) for one in said] == [("/v1/worklist", 200), ("other", 404), ("/v1/due", 422)]
    assert "secret" not in json.dumps(said)
    assert said[0]["id"] == reply.headers["x-request-id"]


def test_a_fault_says_where_and_not_what(monkeypatch, caplog):
    def broken(_given):
        raise RuntimeError("secret-7")

    monkeypatch.setitem(_ENDPOINTS, "/v1/due", _ENDPOINTS["/v1/due"]._replace(answer=broken))
    with caplog.at_level(logging.INFO, "dueby.serve"):
        reply = ask("GET", "/v1/due", params=ICPC)
    assert "secret" not in problem(reply, 500, "fault")
    faults = [json.loads(record.getMessage()) for record in caplog.records if record.levelno == logging.ERROR]
    assert [fault["fault"] for fault in faults] == ["RuntimeError"] and "secret" not in json.dumps(faults)


def test_metrics():
    async def run():
        transport = httpx.ASGITransport(application(Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://dueby") as client:
            await client.get("/v1/due", params=ICPC)
            await client.post("/v1/due-dates", json={"rule": ICPC["rule"], "when": ["2026-03-27"] * 7})
            await client.get("/v1/nothing")
            return (await client.get("/metrics")).text

    lines = asyncio.run(run()).splitlines()
    assert 'dueby_requests_total{path="/v1/due",status="200"} 1.0' in lines
    assert 'dueby_requests_total{path="other",status="404"} 1.0' in lines
    assert "dueby_rows_total 8.0" in lines


def test_the_document_names_what_there_is():
    document = ask("GET", "/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    for path, endpoint in _ENDPOINTS.items():
        operations = document["paths"][path]
        assert set(operations) == {method.lower() for method in endpoint.methods}
        for method, operation in operations.items():
            named = {parameter["name"] for parameter in operation.get("parameters", ())}
            if method == "post":
                reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                schema = schemas[reference.rpartition("/")[2]]
                assert set(schema["properties"]) == set(endpoint.members)
                assert set(schema["required"]) == {name for name, member in endpoint.members.items() if member.needed}
                assert set(operation["requestBody"]["content"]) == set(endpoint.bodies)
                assert named <= set(endpoint.members)
            else:
                assert named == set(endpoint.members) - {"events"}
            assert set(operation["responses"]["200"]["content"]) == set(endpoint.formats)


def test_settings_of_the_environment():
    assert Settings.from_environment({}) == Settings()
    changed = Settings(rows_max=5, key="k" * 20, body_seconds_max=1.5)
    assert Settings.from_environment(changed.to_environment()) == changed
    for text in ("many", "0", "-1"):
        with pytest.raises(ValueError, match="DUEBY_SERVE_ROWS_MAX"):
            Settings.from_environment({"DUEBY_SERVE_ROWS_MAX": text})


# ---- a server ----


@pytest.fixture
def server():
    """Starts a server, yields its port and its process, and stops the server after the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DUEBY_SERVE_BODY_SECONDS_MAX": "2"}
    command = [sys.executable, "-m", "dueby.serve", "--port", str(port), "--quiet"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    yield port, process
    process.kill()
    process.wait()


def test_a_running_request_is_finished_before_it_stops(server):
    port, process = server
    body = json.dumps({"rule": ICPC["rule"], "when": ["2026-03-27"] * 1000}).encode()
    with socket.create_connection(("127.0.0.1", port)) as client:
        head = "POST /v1/due-dates HTTP/1.1\r\nHost: dueby\r\nContent-Type: application/json\r\nConnection: close\r\n"
        head += f"Content-Length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body[:100])
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        client.sendall(body[100:])
        client.settimeout(30)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200") and answer.count(b"2026-04-21") == 1000
    assert process.wait(timeout=40) == 0


def test_large_and_slow_bodies_on_a_server(server):
    port, _ = server
    with socket.create_connection(("127.0.0.1", port)) as client:  # refused because of its Content-Length
        client.sendall(b"POST /v1/worklist HTTP/1.1\r\nHost: dueby\r\nContent-Type: text/csv\r\nContent-Length: 52428800\r\n\r\n")
        client.settimeout(10)
        assert client.recv(12) == b"HTTP/1.1 413"
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST /v1/due HTTP/1.1\r\nHost: dueby\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        client.settimeout(20)
        assert client.recv(12) == b"HTTP/1.1 408"
    assert httpx.get(f"http://127.0.0.1:{port}/v1/due", params=ICPC).json()["due"] == "2026-04-21"
