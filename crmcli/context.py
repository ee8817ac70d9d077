"""What a command gets: the repository, the clock, settings, language, and how to ask for consent."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from crmcli import i18n, segment
from crmcli.config import Config, default_db
from crmcli.db import Operation, Repository
from crmcli.errors import DatabaseError, Invalid, Refused
from crmcli.i18n import t
from crmcli.query.world import World
from crmcli.text import safe

if TYPE_CHECKING:
    from random import Random


class ConsentNeeded(Exception):  # not an error: the command starts over after a yes
    """A question that must be answered before the command can go on."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class Context:
    """One run of one command. The file is opened when first used, for reading or for writing."""

    def __init__(
        self,
        flags: Mapping[str, Any],
        environ: Mapping[str, str],
        *,
        writes: bool,
        command: str,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.flags = flags
        self.environ = environ
        self.writes = writes and not flags.get("read_only")
        self.tries = False
        self.command = command
        self.config = Config(environ, {"db": flags.get("db"), "lang": flags.get("lang")})
        self._now = _clock(environ, self.config) if environ.get("CRMCLI_NOW") else None
        self.stdin = stdin or sys.stdin
        self.stdout = stdout or sys.stdout
        self.stderr = stderr or sys.stderr
        self.remarks: list[str] = []
        self.consents: set[str] = set()
        self.run: Callable[[Sequence[str], Mapping[str, str]], int] = _cannot_run
        """Runs another command line with the same streams, its messages on stdout (see ``cli``)."""
        self._repo: Repository | None = None

    @cached_property
    def random(self) -> "Random":
        from random import Random, SystemRandom

        seed = self.environ.get("CRMCLI_SEED")
        return Random(seed) if seed else SystemRandom()

    @cached_property
    def typed(self) -> str:
        """All of stdin, read once: a command that starts over after a yes has it still."""
        return self.stdin.read()

    @property
    def now(self) -> datetime:
        """The same moment all through the command, in the time zone of the settings."""
        if self._now is None:
            self.repo  # noqa: B018 - the file may say which time zone it keeps
            self._now = _clock(self.environ, self.config)
        return self._now

    @property
    def clock(self) -> datetime:
        """``now``, also for a command that needs no file."""
        try:
            return self.now
        except DatabaseError:
            return _clock(self.environ, self.config)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of the settings; None for the machine's."""
        self.repo  # noqa: B018 - opening the file brings its settings
        return _zone(self.config["timezone"])

    @property
    def yes(self) -> bool:
        return bool(self.flags.get("yes"))

    @property
    def user(self) -> str:
        """Who runs this, for history."""
        named = self.environ.get("CRMCLI_USER") or self.environ.get("USER")
        if named:
            return named
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return str(os.getuid())

    @property
    def currency(self) -> str:
        """The base currency of the file."""
        self.repo  # noqa: B018 - opening the file brings its settings
        return self.config["currency"]

    @property
    def region(self) -> str:
        """Where phone numbers without a country code are at home (ISO 3166), "" if nobody said."""
        self.repo  # noqa: B018 - opening the file brings its settings
        return self.config["region"]

    @property
    def db_path(self) -> str:
        path = self.config["db"] or default_db(self.environ)
        # SQLite's name for a file that is gone afterwards: here it is a file's name like any other.
        return os.path.abspath(path) if path == ":memory:" else path

    @property
    def repo(self) -> Repository:
        if self._repo is None:
            self._repo = self._open()
            self.config.stored = self._repo.settings()
            self._repo.world = World(self.today, self.config["currency"], self.config["region"])
            facts = segment.facts(self.today, self.config.number)
            self._repo.params = facts | self.config.cut_points(facts["today"])
        return self._repo

    def try_only(self) -> None:
        """This run of a writing command writes nothing; a file that is not there yet counts as empty."""
        self.writes, self.tries = False, True

    def for_writing(self) -> Repository:
        """The file opened anew for writing, by a command that mostly only reads."""
        if self.flags.get("read_only"):
            raise Refused("read_only")
        self.close()
        self._repo, self.writes = None, True
        return self.repo

    def _open(self) -> Repository:
        wait = self.environ.get("CRMCLI_BUSY_MS") or "30000"
        if not wait.isdecimal():
            raise Invalid("invalid_setting", key="CRMCLI_BUSY_MS", value=wait)
        busy = min(int(wait), 3_600_000)
        path = self.db_path
        named = self.config.find("db").origin in ("flag", "environment")
        if not self.writes and (self.tries or not named) and not os.path.exists(path):
            self.remark(t("common.nothing_yet", path=path))
            return Repository.empty(self.seed_settings())
        keep = self.tries or bool(self.flags.get("read_only"))
        repo = Repository(path, write=self.writes, busy_ms=busy, seed=self.seed_settings(), keep=keep)
        if not self.writes and repo.is_copy:
            self.remark(t("common.older_file", path=path))
        return repo

    def seed_settings(self) -> dict[str, str]:
        """What a new file is told about itself."""
        from crmcli.normalize.money import exponent

        chinese = i18n.language() == "zh"
        currency = self.config["currency"] or ("CNY" if chinese else "USD")
        return {
            "currency": currency,
            "money_scale": str(10 ** exponent(currency)),
            "region": self.config["region"] or ("CN" if chinese else ""),
        }

    @contextmanager
    def operation(self, *, bulk: bool = False) -> Iterator[Operation]:
        """The transaction of this command (see ``Repository.operation``)."""
        if self.flags.get("read_only"):
            raise Refused("read_only")
        repo = self.repo
        with repo.operation(self.command, at=self.now, user=self.user, bulk=bulk) as operation:
            if self.environ.get("CRMCLI_SEED"):  # the same every time, yet other uids in each operation
                self.random.seed(f"{self.environ['CRMCLI_SEED']}:{operation.number}")
            yield operation

    def remark(self, text: str) -> None:
        """A sentence for stderr, shown after the result."""
        self.remarks.append(text)

    def confirm(self, count: int, question: str, *, always: bool = False) -> None:
        """Consent to a command on many (or, with ``always``, a grave one); Refused where nobody can be asked.

        On a terminal it stops the command: ``cli`` asks once the file is free again, and on a yes starts over.
        """
        if self.yes or question in self.consents or (not always and count <= self.config.number("bulk_confirm")):
            return
        if not self.stdin.isatty():
            raise Refused("confirmation_needed", question=question, n=count)
        raise ConsentNeeded(question)

    def ask(self, question: str) -> None:
        """Put the question; Refused without a yes."""
        self.stderr.write(f"{safe(question)} [y/N] ")
        self.stderr.flush()
        if self.stdin.readline().strip().lower() not in ("y", "yes", "是", "好"):
            raise Refused("not_confirmed")
        self.consents.add(question)
        self.remarks.clear()

    def close(self) -> None:
        if self._repo is not None:
            self._repo.close()


def _cannot_run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    raise NotImplementedError


def _clock(environ: Mapping[str, str], config: Config) -> datetime:
    """CRMCLI_NOW, else now in the ``timezone`` setting, else the machine's local time; to the second."""
    given = environ.get("CRMCLI_NOW")
    zone = _zone(config["timezone"])
    if not given:
        return datetime.now(zone).replace(tzinfo=None, microsecond=0)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise Invalid("invalid_date", value=given) from None
    return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)


def _zone(name: str) -> tzinfo | None:
    """The time zone of the settings; None for the machine's."""
    if not name:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("invalid_setting", key="timezone", value=name) from None
