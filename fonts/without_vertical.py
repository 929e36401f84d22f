"""Takes the tables for vertical writing out of NotoSansSC-Regular.ttf, which the window has no use for: `python3 without_vertical.py FULL-REGULAR.ttf`.

Every character and every outline stays as it is. Needs nothing but Python.
"""

import pathlib
import struct
import sys

DROPPED = {b"vhea", b"vmtx", b"BASE"}


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def checksum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(padded(data)) // 4}L", padded(data))) & 0xFFFFFFFF


source = pathlib.Path(sys.argv[1]).read_bytes()
records = [struct.unpack_from(">4sLLL", source, 12 + 16 * n) for n in range(struct.unpack_from(">H", source, 4)[0])]
tables = {tag: source[at:at + size] for tag, _, at, size in records if tag not in DROPPED}
# The sum over the whole file is taken with this field empty.
tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:]
power = len(tables).bit_length() - 1
head = source[:4] + struct.pack(">HHHH", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
at = len(head) + 16 * len(tables)
directory, body, start = b"", b"", {}
for tag, data in sorted(tables.items()):
    directory += struct.pack(">4sLLL", tag, checksum(data), at + len(body), len(data))
    start[tag] = at + len(body)
    body += padded(data)
font = bytearray(head + directory + body)
struct.pack_into(">L", font, start[b"head"] + 8, (0xB1B0AFBA - checksum(bytes(font))) & 0xFFFFFFFF)
(pathlib.Path(__file__).parent / "NotoSansSC-Regular.ttf").write_bytes(font)
