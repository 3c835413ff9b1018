from __future__ import annotations

import random
import time

import pytest

from outsource_desk.services.likeness import similar_names


def is_suspected(first: str, second: str) -> bool:
    found = similar_names({1: first, 2: second})
    assert found in ({}, {1: (2,), 2: (1,)})
    return bool(found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme", "ACME Ltd."),
        ("Acme GmbH & Co. KG", "The Acme Company"),
        ("Acme S.r.l.", "Acme SRL"),
        ("Acme A/S", "Acme Holding B.V."),
        ("Acme Sp. z o.o.", "Oy Acme Ab"),
        ("Müller & Söhne AG", "Muller und Sohne"),
        ("H.P. Systems", "HP Systems, Inc."),
        ("Software House", "Soft-Ware House"),
        ("L'Oréal", "Loreal S.A."),
        ("Alpha Consulting", "Consulting Alpha"),
        ("Accenture", "Acenture"),
        ("Northwind Solutions", "Northwind Solution"),
        ("Capgemini Engineering", "Cappgemini Enginering"),
    ],
)
def test_the_same_company_written_otherwise_is_suspected(first: str, second: str):
    assert is_suspected(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme", "Apex"),
        ("Vendor 1", "Vendor 2"),
        ("Supplier 12", "Supplier 21"),
        ("Vendor A", "Vendor B"),
        ("North Region Services", "South Region Services"),
        ("Acme Systems", "Acme Consulting"),
        ("SAP", "SAS"),
        ("Acme", "Acme Brazil"),
        ("Systems Holding", "Consulting Holding"),
        ("Co", "Ltd"),
    ],
)
def test_different_companies_are_not(first: str, second: str):
    assert not is_suspected(first, second)


def test_a_name_of_nothing_but_legal_forms_keeps_one():
    assert similar_names({1: "SA", 2: "Group Limited", 3: "S.A."}) == {1: (3,), 3: (1,)}


def test_names_of_signs_alone_are_alike_only_if_they_are_the_same():
    assert similar_names({1: "!!!", 2: "???"}) == {}
    assert similar_names({1: "!!!", 2: "!!!"}) == {1: (2,), 2: (1,)}


def test_nobody_is_like_nobody():
    assert similar_names({}) == {}
    assert similar_names({1: "Acme"}) == {}


def test_all_of_a_group_know_each_other():
    names = {5: "Acme", 1: "Acme Ltd", 3: "Globex", 9: "Acmé GmbH"}
    assert similar_names(names) == {1: (5, 9), 5: (1, 9), 9: (1, 5)}


def test_ten_thousand_vendors_are_compared_in_a_moment():
    chance = random.Random(1)
    syllables = [first + second for first in "bcdfgklm" for second in "aeio"]
    names = {
        number: f"{''.join(chance.choices(syllables, k=3))} {''.join(chance.choices(syllables, k=4))} Systems Ltd"
        for number in range(10_000)
    } | {10_000: "Zeppelin Luftschiff GmbH", 10_001: "Zepelin Luftschiff"}
    began = time.process_time()
    found = similar_names(names)
    assert time.process_time() - began < 5  # about one second here
    assert found[10_000] == (10_001,)
