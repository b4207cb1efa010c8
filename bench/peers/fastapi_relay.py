"""A relay on FastAPI: uvicorn fastapi_relay:app, sockets at /ws/<pair>/<side>."""

import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
sessions = {}


@app.websocket("/ws/{pair}/{side}")
async def serve(socket: WebSocket, pair: str, side: int):
    await socket.accept()
    session = sessions.setdefault(pair, {"state": "active", "messages": 0, "sockets": [None, None]})
    session["sockets"][side] = socket
    try:
        while True:
            text = await socket.receive_text()
            message = json.loads(text)
            if not isinstance(message.get("type"), str):
                break
            session["messages"] += 1
            other = session["sockets"][1 - side]
            if other is not None:
                await other.send_text(text)
    except WebSocketDisconnect:
        pass
    finally:
        session["sockets"][side] = None
        if session["sockets"][1 - side] is None:
            sessions.pop(pair, None)
