"""An NGO keeps its list: a template, an import, what is stale, an export."""

import csv

from tests.journeys.conftest import Hotline


def test_a_list_is_taken_in_told_about_and_given_away(hotline: Hotline) -> None:
    made = hotline.run("directory", "template", "blank.xlsx", "--lang", "kk", "--oblast", "610000000")
    assert (made.returncode, made.stdout) == (0, "blank.xlsx\n")

    text = "name,kind,territory,phone,email\nПомощь,школа,614400000,8 727 250 00 00,not an address\n"
    (hotline.folder / "list.csv").write_text(text, encoding="utf-8")
    dry = hotline.run("directory", "import", "list.csv", "blank.xlsx", "--dry-run")
    done = hotline.run("directory", "import", "list.csv", "blank.xlsx", "--lists", "told")
    again = hotline.run("directory", "import", "list.csv", "blank.xlsx")

    assert "nothing has been changed" in dry.stdout
    assert "takes it up by itself" in done.stdout
    assert "takes it up" not in again.stdout
    assert dry.stdout.splitlines()[:8] == done.stdout.splitlines()[:8]
    with (hotline.folder / "told" / "refusals.csv").open(encoding="utf-8-sig") as file:
        assert [(row["file"], row["line"], row["field"]) for row in csv.DictReader(file)] == [
            ("list.csv", "2", "email")
        ]

    stale = hotline.run("directory", "stale")
    assert stale.stdout.splitlines()[-1] == "53 of 53 services: not verified for 180 days."

    for form, name in (
        ("hsds-json", "services.json"),
        ("hsds-csv", "services.csv"),
        ("xlsx", "services.xlsx"),
    ):
        given = hotline.run("directory", "export", form, "--format", form)
        assert given.returncode == 0, given.stderr
        assert (hotline.folder / form / name).is_file()


def test_a_slip_is_said_in_one_line(hotline: Hotline) -> None:
    for words in (
        ("import", "nowhere.csv"),
        ("export", "out", "--format", "pdf"),
        ("template", "x.xlsx", "--oblast", "614400000"),
        ("template", "x.xlsx", "--lang", "fr"),
    ):
        done = hotline.run("directory", *words)

        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
