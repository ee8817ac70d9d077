"""``python -m crmcli``."""

from crmcli.cli import run

run()
