"""The installed script, as a shell runs it: a process of its own, real pipes, locales and full devices."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli import VERSION
from tests.conftest import Crm

SCRIPT = Path(sys.executable).parent / "crm"
pytestmark = [
    pytest.mark.skipif(not SCRIPT.exists(), reason="crm is not installed in this environment"),
    pytest.mark.skipif(os.name == "nt", reason="a POSIX shell"),
]


class Shell:
    def __init__(self, crm: Crm) -> None:
        self.environ = {**crm.environ, "PATH": f"{SCRIPT.parent}:{os.environ['PATH']}"}
        self.folder = crm.folder

    def __call__(self, line: str, **environ: str) -> tuple[int, str, str]:
        """Run a line of shell; its status (of the whole pipe), stdout and stderr."""
        bash = shutil.which("bash") or pytest.skip("bash is needed for pipefail")
        ran = subprocess.run(
            [bash, "-o", "pipefail", "-c", line],
            env={**self.environ, **environ}, cwd=self.folder, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


@pytest.fixture
def sh(crm: Crm) -> Shell:
    return Shell(crm)


def test_the_version(sh: Shell) -> None:
    assert sh("crm --version") == (0, f"crm {VERSION}\n", "")
    assert sh(f"{shlex.quote(sys.executable)} -m crmcli --version") == (0, f"crm {VERSION}\n", "")


def test_adding_and_listing(sh: Shell) -> None:
    assert sh("crm add 张三 city=上海") == (0, "1\n", "added customer 1: 张三\n")
    assert sh("crm list -f csv --columns id,name") == (0, "id,name\n1,张三\n", "")


def test_ids_flow_from_one_command_to_the_next(sh: Shell) -> None:
    assert sh("for name in Ann Bob; do crm add $name -q; done | xargs -I ID crm tag ID new -q") == (0, "1\n2\n", "")
    assert sh("crm list -f csv --columns name,tags | grep new")[1] == "Ann,new\nBob,new\n"


def test_the_status_tells_how_it_ended(sh: Shell) -> None:
    assert (
        sh("crm show nobody --db none.db; echo $?; crm add A; crm show nobody; echo $?; crm frob; echo $?")[1]
        == "6\n1\n3\n2\n"
    )


# -- pipes and streams -------------------------------------------------------------------------------


@pytest.fixture
def many(sh: Shell) -> Shell:
    """Enough customers to fill a pipe."""
    (sh.folder / "in.csv").write_text("name,city\n" + "".join(f"Customer {n},{'x' * 100}\n" for n in range(3000)))
    assert sh("crm import customers in.csv -q")[0] == 0
    return sh


@pytest.mark.parametrize(
    "line", ["crm list", "crm list -f json", "crm list -f table", "crm export customers", "crm find Customer"]
)
def test_a_reader_that_goes_away_is_no_error(many: Shell, line: str) -> None:
    status, out, err = many(f"{line} | head -1")
    assert (status, out.count("\n"), err) == (0, 1, "")
    assert many(f"{line} | true") == (0, "", "")


@pytest.mark.parametrize("stream", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_do_no_harm(sh: Shell, stream: str) -> None:
    assert sh(f"crm add Ann {stream}")[0] == 0
    assert sh(f"crm list {stream}")[0] == 0
    assert sh(f"crm show nobody {stream}")[0] == 3
    assert sh("crm list -f ids")[1] == "1\n"


def test_a_question_without_a_stdin_is_refused(sh: Shell) -> None:
    sh("for city in Oslo Rome Bonn Bern; do crm add Ann city=$city; done")
    assert sh("crm rm Ann <&-") == (
        7, "", "error: not done without a yes: put 4 customers in the trash, among them Ann (1), Ann (2), Ann (3), …?\n"
        "hint: add --yes\n",
    )  # fmt: skip


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("line", ["crm list", "crm list -f json", "crm --help", "crm show 1", "crm add Bea"])
def test_output_that_finds_no_room(sh: Shell, line: str) -> None:
    sh("crm add Ann")
    status, _, err = sh(f"{line} > /dev/full")
    assert status == 7
    assert "stdout cannot be written: No space left on device" in err
    assert "Traceback" not in err
    assert "Exception" not in err


# -- locales -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1", "no_SUCH"])
def test_any_locale_takes_and_gives_utf_8(sh: Shell, locale: str) -> None:
    assert sh(f"env LC_ALL={locale} CRMCLI_LANG= crm add 王小明") == (0, "1\n", "added customer 1: 王小明\n")
    status, out, err = sh(f"env LC_ALL={locale} CRMCLI_LANG=zh crm show 小明")
    assert (status, err) == (0, "")
    assert out.startswith("王小明（1）\n")


def test_the_locale_chooses_the_language(sh: Shell) -> None:
    sh("crm add Ann")
    assert sh("crm show nobody", CRMCLI_LANG="", LANG="zh_CN.UTF-8", LC_ALL="")[2].startswith("错误：")
    assert sh("crm show nobody", CRMCLI_LANG="", LANG="de_DE.UTF-8", LC_ALL="")[2].startswith("error: ")


def test_arguments_that_are_no_utf_8(sh: Shell) -> None:
    assert sh("crm add $'\\xff\\xfe'") == (2, "", "error: '\\udcff\\udcfe' is not valid UTF-8\n")


# -- the demo ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_prints_the_same_every_time_and_leaves_nothing(sh: Shell, lang: str) -> None:
    first = sh("crm demo", CRMCLI_LANG=lang)
    assert first[0] == 0
    assert first[1].count("\n$ crm ") > 30
    assert "Traceback" not in first[1] + first[2]
    assert sh("crm demo", CRMCLI_LANG=lang, TZ="Asia/Shanghai", PYTHONHASHSEED="7") == first
    assert list(sh.folder.iterdir()) == []
