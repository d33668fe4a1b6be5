"""The figures of the search come from files that nobody has seen before."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpus, documents, gazetteer, hits, places, unseen
from directory.reading import Directory
from directory.search.index import Index
from directory.territory import Territories, Territory


@pytest.fixture(scope="module")
def index_of(directory: Directory) -> Callable[[list[Any]], Index]:
    known = gazetteer.Gazetteer(directory)
    return lambda found: Index(documents.columns(found, known))


def line(kind: str, where: str, **more: Any) -> dict[str, Any]:
    """A line of a file, the same name in every language."""
    names = dict.fromkeys(documents.LANGUAGES, f"{kind}, {where}")
    return {
        "kind": kind,
        "family": kind,
        "place": where,
        "num": None,
        "pat": None,
        "nm": None,
        **names,
        **more,
    }


def test_made_up_services_are_found_by_damaged_queries(directory: Directory) -> None:
    made = corpus.made(directory, 1500, 60)
    index = Index(documents.columns(made.documents, gazetteer.Gazetteer(directory)))
    figures = hits.of_set(index, made.documents, made.queries)

    assert len(made.documents) == 1500
    assert set(figures.categories) == set(corpus.DAMAGES)
    assert figures.recall(3) >= 0.9


def test_one_seed_gives_one_corpus(directory: Directory) -> None:
    assert corpus.made(directory, 300, 30) == corpus.made(directory, 300, 30)


def test_a_kind_that_the_taxonomy_does_not_have_is_found_by_its_own_name(
    index_of: Callable[[list[Any]], Index],
) -> None:
    found = [
        line("обсерватория", "г. Тараз"),
        line("планетарий", "г. Тараз"),
        line("обсерватория", "г. Семей"),
    ]
    index = index_of(found)
    wanted = {"family": "обсерватория", "place": "г. Тараз"}
    figures = hits.of_set(index, found, [{"q": "обсирватория таразда", "rel": wanted}])

    assert figures.ranks == (1,)


def test_an_old_name_of_a_place_comes_from_our_own_list(index_of: Callable[[list[Any]], Index]) -> None:
    found = [
        line("планетарий", "г. Шымкент"),
        line("планетарий", "г. Астана"),
        line("планетарий", "г. Алматы"),
    ]
    wanted = {"family": "планетарий", "place": "г. Астана"}
    index = index_of(found)

    assert hits.of_set(index, found, [{"q": "планетарий Целиноград", "rel": wanted}]).ranks == (1,)


def test_names_alone_are_enough(index_of: Callable[[list[Any]], Index]) -> None:
    bare = [
        {"family": "school", "ru": f"школа №{number}, г. Тараз", "kk": f"№{number} мектеп, Тараз",
         "en": f"school No. {number}, Taraz"} for number in (5, 12, 21)
    ]  # fmt: skip
    index = index_of(bare)

    assert [hit.owner for hit in index.search(index.read("12 mektep taraz"), limit=1)] == [1]
    assert [hit.owner for hit in index.search(index.read("школа21 тараз"), limit=1)] == [2]


def test_the_command_prints_a_set_of_figures_for_each_file_of_queries(tmp_path: Path) -> None:
    docs, one, two = tmp_path / "docs.jsonl", tmp_path / "one.jsonl", tmp_path / "more" / "one.jsonl"
    two.parent.mkdir()
    docs.write_text(json.dumps(line("мектеп", "Тараз", num=5)))
    for path in (one, two):
        path.write_text(json.dumps({"q": "мектеп 5", "rel": {"family": "мектеп", "num": 5}}))
    words = ["--docs", str(docs), "--queries", str(one), "--queries", str(two), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search", *words], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)

    assert set(told["sets"]) == {"one", str(two)}
    for figures in told["sets"].values():
        assert {"r1", "r3", "mrr", "p50_ms", "p99_ms", "build_s"} <= figures.keys()
        assert (figures["r1"], figures["r3"], figures["mrr"]) == (1, 1, 1)


def test_what_is_right_may_be_a_list_an_id_or_untold(index_of: Callable[[list[Any]], Index]) -> None:
    found = [line("мектеп", "Тараз", num=number, id=100 + number) for number in (5, 12)]
    school = {"family": "мектеп", "num": 12}
    queries: list[dict[str, Any]] = [
        {"q": "мектеп 12", "rel": school, "target": 105},
        {"q": "мектеп 12", "rel": [{"family": "other"}, school]},
        {"q": "мектеп 12", "rel": {"family": ["other", "мектеп"], "num": [12, 13], "unknown": None}},
        {"q": "мектеп 12", "rel": {"colour": "red"}},
        {"q": "мектеп 12", "target": 112},
        {"q": "мектеп 12", "target": [7, 112]},
        {"q": "мектеп 12"},
        {"rel": None, "target": []},
    ]
    figures = hits.of_set(index_of(found), found, queries)

    assert figures.ranks == (1, 1, 1, 0, 1, 1)
    assert (len(figures.milliseconds), figures.as_json()["without_target"]) == (8, 2)
    lines = [{"ru": "школа №5, г. Тараз"}, {"en": "school No. 12, Taraz", "num": "12"}, {"family": "school"}]
    assert hits.of_set(index_of(lines), lines, [{"q": "taraz school 12", "target": 1}]).ranks == (1,)


def test_files_may_have_marks_blank_lines_and_fields_that_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"ru": "a", "new": [1]}\r\n\r\n  \n{"ru": "b"}')

    assert documents.read(path) == [{"ru": "a", "new": [1]}, {"ru": "b"}]
    for wrong in (b'{"ru": "a"', b"[1]", b'{"ru": "\xff"}'):
        path.write_bytes(b'{"ru": "a"}\n' + wrong)
        with pytest.raises(SystemExit, match=r"docs\.jsonl, line 2: "):
            documents.read(path)
    path.write_bytes(b"")
    assert documents.read(path) == []


def test_places_are_counted_by_level_and_unknown_codes_apart(directory: Directory) -> None:
    rows = [
        ("750000000", "Алма-Ата"),
        ("610000000", "Turkistan oblysy"),
        ("311000000", "что-то"),
        ("1", "Тараз"),
    ]
    figures = places.measured(directory, rows)

    assert (figures["n"], figures["unknown_codes"]) == (3, 1)
    assert _told(figures["levels"]["oblast"]) == (1, 1.0, 1.0)
    assert _told(figures["levels"]["city"]) == (2, 0.5, 0.5)


def test_spellings_are_read_from_a_file_with_a_mark_other_columns_and_gaps(tmp_path: Path) -> None:
    path = tmp_path / "variants.csv"
    path.write_bytes(
        "\ufeffsource,Variant , canonical_code\r\nx, Алма-Ата ,750000000\r\n\r\n,,\r\nx\r\n"
        'x,"Тараз, город",311000000\r\nx,,610000000'.encode()
    )

    assert places.read(path) == [("750000000", "Алма-Ата"), ("311000000", "Тараз, город")]
    path.write_text("code,name\n1,a\n")
    with pytest.raises(SystemExit, match="canonical_code"):
        places.read(path)


def test_either_code_of_a_city_is_right_and_of_a_shared_spelling_any_code_counts_apart(
    directory: Directory,
) -> None:
    rows = [("101010000", "Semipalatinsk"), ("551000000", "Павлодар"), ("550000000", "Павлодар")]
    figures = places.measured(directory, rows)

    assert figures["second_codes"] == 1
    assert _told(figures["levels"]["city"]) == (2, 1.0, 1.0)
    assert _told(figures["levels"]["oblast"]) == (1, 0.0, 1.0)
    assert (figures["hit1"], figures["hit1_any"], figures["hit5_any"]) == (0.6667, 1.0, 1.0)


def test_unseen_a_spelling_is_looked_for_without_knowing_it() -> None:
    names = {"kk": "Астана", "ru": "Астана", "en": "Astana"}
    tree = Territories([Territory("710000000", "city", "republican_city", "", names)])
    aliases = [("710000000", "Bozok", "old"), ("710000000", "Astanaa", "spelling")]
    rows = [(code, name) for code, name, _ in aliases]
    found = {
        name: [place.alias for place in places_without.find(name)]
        for places_without, some in unseen.halves(tree, aliases, rows)
        for _, name in some
    }

    assert found == {"Bozok": [], "Astanaa": [False]}


def _told(figures: Mapping[str, float]) -> tuple[float, float, float]:
    return figures["n"], figures["hit1"], figures["hit5"]
