"""The language of a text is told by its words, and one that nobody reads is said so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.read.text.told import not_read, told
from sayso.run.reading import read_chunk
from tests.read.helpers import article

TEXTS = {
    "en": "She said that the bridge was closed and that nobody was hurt in the fall.",
    "fr": "La maire a déclaré que le pont est fermé et que les habitants sont dans la rue.",
    "de": "Die Brücke ist seit Freitag geschlossen, sagte die Bürgermeisterin, und es wird nicht besser.",
    "es": "La alcaldesa dijo que el puente está cerrado y que no hay heridos en la ciudad.",
    "ar": "قالت رئيسة البلدية إن الجسر مغلق منذ يوم الجمعة.",
    "ru": "Мэр сказала, что мост закрыт с пятницы.",
    "ja": "市長は橋が閉鎖されたと述べた。",
    "": "12:40 Ada Marsh",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_language_is_told(language: str, text: str) -> None:
    assert told(text) == language


def test_a_language_nobody_reads_stops_no_other_article() -> None:
    given = (article(TEXTS["de"]), article(TEXTS["en"]), article(TEXTS["fr"]))
    read = read_chunk(given)
    assert [one.language for one, _ in read] == ["de", "en", "fr"]
    assert [len(reading.statements) for _, reading in read] == [0, 1, 1]
    assert "German" in not_read(*read[0])
    assert not_read(*read[1]) == not_read(*read[2]) == ""


def test_a_page_s_own_word_for_its_language_holds_where_its_text_does_not_tell() -> None:
    ((kept, reading),) = read_chunk((replace(article("Ada Marsch: Nein."), language="de"),))
    assert kept.language == "de"
    assert not_read(kept, reading)
