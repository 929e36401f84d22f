"""Makes NotoSansSC-Bold.ttf from the full bold face: `pip install fonttools`, then `python3 subset.py FULL-BOLD.ttf`.

Keeps 通用规范汉字表, GB 2312, Latin, punctuation and symbols. Hinting and vertical writing are left out: the window uses neither.
A character outside the subset falls back to the regular face, which stands second in the title family.
"""

import pathlib
import sys

from fontTools import subset

HERE = pathlib.Path(__file__).parent
BLOCKS = [(0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2070), (0x2190, 0x2280), (0x2460, 0x2600), (0x3000, 0x3040),
          (0x3200, 0x3300), (0xFF00, 0xFFEF)]


def characters() -> set[str]:
    table = (HERE / "../tests/data/tongyong-guifan-8105.txt").read_text(encoding="utf-8")
    keep = {c for line in table.splitlines() if not line.startswith("#") for c in line}
    keep |= {chr(c) for first, end in BLOCKS for c in range(first, end)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            keep.update(bytes([row, cell]).decode("gb2312", errors="ignore"))
    return keep


options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"])
options.layout_features = ["ccmp", "locl", "kern", "tnum"]
options.drop_tables += ["vhea", "vmtx", "BASE"]
font = subset.load_font(sys.argv[1], options)
subsetter = subset.Subsetter(options)
subsetter.populate(text="".join(sorted(characters())))
subsetter.subset(font)
subset.save_font(font, str(HERE / "NotoSansSC-Bold.ttf"), options)
