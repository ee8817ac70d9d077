"""``python -m tests.golden [FILE…]`` writes the answers of sessions anew; read what it wrote before it is kept."""

import os
import sys
import tempfile
from pathlib import Path

from tests.conftest import Crm
from tests.golden.session import replay


def main(names: list[str]) -> None:
    paths = [Path(name).resolve() for name in names] or sorted(Path(__file__).parent.glob("*.test"))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            answered = replay(text, Crm(Path(folder)))
            os.chdir(path.parent)
        if answered != text:
            path.write_text(answered, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
