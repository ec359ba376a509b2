"""A client of a board made of pycrdt and its own provider: it does what each line of its input says.

Needs the packages of pycrdt_requirements.txt. Every line is JSON, [name, arguments...], and so is every answer: {"is": value}
or {"failed": why}.
"""

import asyncio
import json
import random
import sys

from pycrdt import (
    Array,
    Awareness,
    Doc,
    Map,
    Provider,
    Text,
    UndoManager,
    XmlElement,
    XmlFragment,
    YMessageType,
    create_awareness_message,
    read_message,
)
from websockets.asyncio.client import connect


class Channel:
    """What its provider needs of a WebSocket. Presence is none of the provider's, so that it is taken out here."""

    def __init__(self, socket, path, hear_presence, hear_denial):
        self.socket = socket
        self.path = path
        self.hear_presence = hear_presence
        self.hear_denial = hear_denial

    def __aiter__(self):
        return self

    async def __anext__(self):
        async for message in self.socket:
            if message[0] == YMessageType.AWARENESS:
                self.hear_presence(read_message(message[1:]))
            elif message[0] == 2:
                self.hear_denial(read_message(message[2:]).decode())
            else:
                return message
        raise StopAsyncIteration

    async def recv(self):
        return await self.__anext__()

    async def send(self, message):
        await self.socket.send(message)


class Client:
    def __init__(self, url):
        self.url = url
        self.doc = Doc(client_id=random.randrange(2**52, 2**53))
        self.notes = self.doc.get("notes", type=Map)
        self.more = self.doc.get("more", type=Map)
        self.xml = None
        self.awareness = Awareness(self.doc)
        self.undoing = UndoManager(scopes=[self.notes, self.more], capture_timeout_millis=0)
        self.denials = []
        self.socket = None
        self.provider = None

    async def connect(self):
        self.socket = await connect(self.url, max_size=None).__aenter__()
        channel = Channel(self.socket, self.url, self.hear_presence, self.denials.append)
        self.provider = Provider(self.doc, channel)
        await self.provider.__aenter__()
        await asyncio.wait_for(self.provider.synced.wait(), 10)
        await self.show()

    async def disconnect(self):
        await self.provider.__aexit__(None, None, None)
        await self.socket.close()
        self.socket = None

    def hear_presence(self, update):
        self.awareness.apply_awareness_update(update, self)

    async def show(self):
        if self.awareness.get_local_state():
            update = self.awareness.encode_awareness_update([self.doc.client_id])
            await self.socket.send(create_awareness_message(update))

    def id(self):
        return self.doc.client_id

    def add(self, id, text):
        with self.doc.transaction():
            self.notes[id] = Map(
                {"text": Text(text), "at": [120, 80], "z": 0, "color": "yellow", "made": 1_700_000_000_000}
            )

    def write(self, id, index, text, formats=None):
        self.notes[id]["text"].insert(index, text, formats)

    def embed(self, id, index, value):
        self.notes[id]["text"].insert_embed(index, value)

    def set(self, key, value):
        self.more[key] = value

    def elements(self, depth):
        """Elements inside each other."""
        xml = self.doc.get("xml", type=XmlFragment)
        with self.doc.transaction():
            inner = xml.children.append(XmlElement("p"))
            for _ in range(1, depth):
                inner = inner.children.append(XmlElement("p"))

    def maps(self, depth):
        """Maps inside each other."""
        with self.doc.transaction():
            inner = self.more
            for _ in range(depth):
                inner["in"] = Map({})
                inner = inner["in"]

    def documents(self, count):
        documents = self.doc.get("docs", type=Map)
        with self.doc.transaction():
            for number in range(count):
                documents[str(number)] = Doc()

    def undo(self):
        return self.undoing.undo()

    async def present(self, state):
        self.awareness.set_local_state(state)
        await self.show()

    def presence(self):
        return self.awareness.states

    def see(self):
        notes = {}
        for id, note in self.notes.items():
            at = note["at"]
            runs = note["text"].diff()
            notes[id] = {
                "text": [
                    {"insert": what, **({"attributes": formats} if formats else {})} for what, formats in runs
                ],
                "at": at.to_py() if isinstance(at, Array) else at,
            }
        return {"notes": notes, "more": self.more.to_py()}

    def heard(self):
        return {"denials": self.denials, "connected": self.socket is not None and self.socket.close_code is None}


async def main():
    client = Client(sys.argv[1])
    await client.connect()
    loop = asyncio.get_running_loop()
    print(json.dumps({"is": client.id()}), flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        name, *arguments = json.loads(line)
        if name == "leave":
            break
        try:
            value = getattr(client, name)(*arguments)
            if asyncio.iscoroutine(value):
                value = await value
            # What was written goes before the answer.
            await asyncio.sleep(0)
            answer = {"is": value}
        except Exception as error:
            answer = {"failed": repr(error)}
        print(json.dumps(answer), flush=True)
    if client.socket:
        await client.disconnect()


asyncio.run(main())
