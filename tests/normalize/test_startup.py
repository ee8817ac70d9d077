"""Importing the normalisers must cost next to nothing, for every command pays for it."""

import subprocess
import sys

HEAVY = {
    "phonenumbers",
    "dateutil",
    "pypinyin",
    "dataclasses",
    "inspect",
    "decimal",
    "pathlib",
    "lunar_python",
}
LATER = {"crmcli.normalize.pinyin_table", "crmcli.normalize.moments", "crmcli.normalize.birthdays"}


def test_nothing_heavy_is_loaded_on_import() -> None:
    modules = ["names", "search", "phones", "emails", "handles", "dates", "money"]
    imports = "; ".join(f"import crmcli.normalize.{name}" for name in modules)
    # An editable installation loads some of them for itself, before the first line.
    code = f"import sys; before = set(sys.modules); {imports}; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert not (HEAVY | LATER) & set(loaded.stdout.split())
