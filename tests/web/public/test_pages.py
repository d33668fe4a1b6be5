"""The pages beside the chat: five languages, a way out, what is kept and what is allowed from the data."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx

from cases import law, retention
from conversations import working_age
from conversations.house import House
from locales import catalogue, languages
from tests.web.house import MORNING
from web.public import frame, privacy

LARGEST = 60 * 1024
"""Bytes of the chat in all: page, style and script, as they are before they are packed."""


def test_every_page_answers_in_every_language_and_leads_out_of_itself(public: httpx.Client) -> None:
    for page in frame.PAGES:
        for code in languages.CODES:
            answer = public.get(page.path, params={"lang": code})

            assert answer.status_code == 200, page.path
            assert f'<html lang="{code}">' in answer.text
            assert 'action="/chat/leave"' in answer.text
            assert catalogue.load(code).say(page.title) in answer.text.replace("&#39;", "'")


def test_a_change_of_language_keeps_the_page_and_what_was_asked(public: httpx.Client) -> None:
    answer = public.get("/services", params={"q": "school & home", "lang": "ru"})

    assert '"/services?q=school+%26+home&amp;lang=kk"' in answer.text
    assert '"/rules?lang=ru"' in answer.text


def test_without_a_language_in_the_address_the_browser_is_asked(public: httpx.Client) -> None:
    answer = public.get("/rules", headers={"Accept-Language": "uz"})

    assert '<html lang="uz">' in answer.text
    assert 'href="/privacy"' in answer.text


def test_the_language_chosen_in_the_chat_is_the_language_of_the_pages(public: httpx.Client) -> None:
    public.get("/")
    public.post("/chat", data={"token": "l:ky"})

    assert '<html lang="ky">' in public.get("/rules").text


def test_pages_work_without_any_script_or_style_inside(public: httpx.Client) -> None:
    for page in frame.PAGES:
        text = public.get(page.path).text

        assert re.findall(r"<script(?![^>]* src=)", text) == []
        assert "style=" not in text
        assert "http://" not in text


def test_the_chat_leads_to_the_pages_and_stays_light(public: httpx.Client) -> None:
    page = public.get("/").text
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    size = len(page.encode()) + sum(len(public.get(one).content) for one in set(files))

    assert {one.path for one in frame.PAGES} <= set(re.findall(r'href="(/\w+)"', page))
    assert size <= LARGEST


def test_ages_and_hours_on_the_page_are_those_of_the_rules(furnished: House) -> None:
    told = law.in_force(MORNING.date())
    fewer = replace(told, limits={**told.limits, "week_14_15": 20.0})
    script = furnished.scripts["citizen_report"]
    words = [
        one.words
        for section in working_age.sections(fewer, script, furnished.speaker("en"))
        for one in section.sentences
    ]

    assert "14–15 years: at most 20 hours a week." in words
    assert "16–17 years: at most 36 hours a week." in words
    assert any(one.startswith("From 16 years") for one in words)
    assert any(one.startswith("Under 14 years") for one in words)
    assert any("cotton" in one for one in words)


def test_every_rule_names_its_act_and_only_what_was_seen_counts_as_confirmed(furnished: House) -> None:
    told = law.in_force(MORNING.date())
    sections = working_age.sections(told, furnished.scripts["citizen_report"], furnished.speaker("ru"))
    grounds = [one for section in sections for rule in section.sentences for one in rule.grounds]
    marks = {reference.mark for reference in told.references.values()}

    assert all(rule.grounds for section in sections for rule in section.sentences)
    assert {one.is_confirmed for one in grounds} == {True, False}
    assert marks == {"verified", "configurable", "absent"}


def test_the_day_of_the_last_look_stands_on_the_page(public: httpx.Client) -> None:
    day = law.book().checked_on

    assert f"Checked: {day.day} {day:%b} {day.year}" in public.get("/rules").text


def test_terms_on_the_page_are_those_that_the_house_keeps() -> None:
    terms = replace(retention.in_force(MORNING.date()), media=timedelta(days=12))
    told = {one.what: one.terms for one in privacy.kept(catalogue.load("en"), terms)}

    assert told["Photos, videos and voice messages"] == ("12 days after it came",)
    assert told["A report that you have not sent, and the messages of the chat"] == (
        "72 hours after your last word",
    )


def test_leaflets_tell_each_reader_the_rules_that_matter_to_them(public: httpx.Client) -> None:
    listed = public.get("/materials").text
    employers = public.get("/materials/employers?lang=ru").text
    families = public.get("/materials/families?lang=uz").text

    assert all(f'"/materials/{one}"' in listed for one in ("employers", "parents", "families"))
    assert "не больше 24 ч в неделю" in employers
    assert "maktabga qabul qilinadi" in families
    assert "24" not in re.findall(r"<main.*?</main>", families, re.DOTALL)[0]
    assert public.get("/materials/nobody").status_code == 404
