"""
Tokens and seats on FastAPI and SQLite, with the rules and the durability of ours: every address is
counted, tokens and seat keys are kept as HMACs, two seats, each answer after its commit. One
connection, used from the event loop: cheaper for it than a thread for each request.

uvicorn fastapi_tokens:app, with DATABASE in the environment.
"""

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import time
import uuid
from typing import Literal

from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, conint, constr

SECRET = secrets.token_bytes(32)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALIDITY = {"day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000}
MOST_PER_HOUR = 1_000_000
MOST_PER_MINUTE = 1_000_000

database = sqlite3.connect(os.environ["DATABASE"], isolation_level=None, cached_statements=64)
database.executescript(
    """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE session (
      id TEXT PRIMARY KEY, token_hash TEXT UNIQUE NOT NULL, ttl INTEGER, length INTEGER,
      valid_until REAL, opened_at REAL);
    CREATE TABLE seat (
      session TEXT, role TEXT, key_hash TEXT, public_id TEXT, joined_at REAL, PRIMARY KEY (session, role));
    CREATE TABLE rate (address TEXT PRIMARY KEY, hits TEXT NOT NULL);
    """
)
app = FastAPI()
joins = {}


class Issue(BaseModel):
    validity_option: Literal["day", "week", "month", "year"]
    ttl_minutes: conint(ge=1, le=10_000)
    max_message_length: conint(ge=200, le=16_000)


class Join(BaseModel):
    token: constr(regex=r"^[A-Z0-9]{12}$")
    client_identity: constr(regex=r"^[A-Za-z0-9_-]{1,128}$")


def digest(kind, text):
    return hmac.new(SECRET, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()


def slide(hits, window, most, now):
    hits = [at for at in hits if at > now - window]
    if len(hits) >= most:
        raise HTTPException(429)
    return [*hits, now]


@app.post("/api/tokens/issue")
async def issue(asked: Issue, request: Request, response: Response):
    now = time.time()
    address = digest("address", request.client.host)
    token = "".join(secrets.choice(ALPHABET) for _ in range(12))
    until = now + VALIDITY[asked.validity_option]
    database.execute("BEGIN IMMEDIATE")
    row = database.execute("SELECT hits FROM rate WHERE address = ?", (address,)).fetchone()
    hits = slide(json.loads(row[0]) if row else [], 3600, MOST_PER_HOUR, now)
    database.execute("INSERT OR REPLACE INTO rate VALUES (?, ?)", (address, json.dumps(hits)))
    database.execute(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, NULL)",
        (str(uuid.uuid4()), digest("token", token), asked.ttl_minutes, asked.max_message_length, until),
    )
    database.execute("COMMIT")
    response.headers["x-ratelimit-limit"] = str(MOST_PER_HOUR)
    response.headers["x-ratelimit-remaining"] = str(MOST_PER_HOUR - len(hits))
    response.headers["x-ratelimit-reset"] = str(int(hits[0] + 3600))
    return {
        "token": token,
        "valid_until": iso(until),
        "ttl_minutes": asked.ttl_minutes,
        "max_message_length": asked.max_message_length,
    }


@app.post("/api/tokens/join")
async def join(asked: Join, request: Request):
    now = time.time()
    for key in (request.client.host, asked.token):
        joins[key] = slide(joins.get(key, []), 60, MOST_PER_MINUTE, now)
    found = database.execute(
        "SELECT id, ttl, length, valid_until, opened_at FROM session WHERE token_hash = ?",
        (digest("token", asked.token),),
    ).fetchone()
    if found is None:
        raise HTTPException(404)
    session, ttl, length, until, opened_at = found
    key_hash = digest("seat", session + asked.client_identity)
    database.execute("BEGIN IMMEDIATE")
    seats = database.execute(
        "SELECT role, key_hash, public_id, joined_at FROM seat WHERE session = ?", (session,)
    ).fetchall()
    role = next((seat[0] for seat in seats if seat[1] == key_hash), None)
    if role is None:
        if len(seats) == 2 or now > until:
            database.execute("ROLLBACK")
            raise HTTPException(409)
        role = "guest" if seats else "host"
        seat = (role, key_hash, str(uuid.uuid4()), now)
        seats.append(seat)
        database.execute("INSERT INTO seat VALUES (?, ?, ?, ?, ?)", (session, *seat))
        if len(seats) == 2:
            opened_at = now
            database.execute("UPDATE session SET opened_at = ? WHERE id = ?", (now, session))
    database.execute("COMMIT")
    people = {seat[0]: {"id": seat[2], "joined_at": iso(seat[3]), "connected": False} for seat in seats}
    ends_at = None if opened_at is None else opened_at + ttl * 60
    return {
        "role": role,
        "session_status": {
            "token": asked.token,
            "state": "HOST_RESERVED" if opened_at is None else "ACTIVE",
            "participants": {"host": people.get("host"), "guest": people.get("guest")},
            "timer": {
                "started_at": opened_at and iso(opened_at),
                "ttl_minutes": ttl,
                "ends_at": ends_at and iso(ends_at),
                "remaining_seconds": ends_at and int(ends_at - now),
            },
            "max_message_length": length,
            "valid_until": iso(until),
            "server_time": iso(now),
        },
    }


def iso(at):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at * 1000) % 1000:03d}Z"
