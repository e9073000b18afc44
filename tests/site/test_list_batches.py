"""Pages of lists go to the processes that print them in batches that share rows, and none is lost on the way."""

from __future__ import annotations

import pickle
import random

import pytest

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.site.list_batches import FEWEST, MOST, batches
from conect.site.list_pages import ListPage, first_ones, pages_of
from conect.site.lists import Lists
from tests.catalogue.made import TODAY, entry
from tests.records.examples import vocabularies


def collection(count: int) -> list[Entry]:
    chance = random.Random(3)  # noqa: S311 - no secret
    return [
        entry(
            f"x{number}",
            f"Asociația {chance.choice('ABCȘT')}{number}",
            county=chance.choice(["CJ", "SJ", None]),
            domains=chance.sample(["educatie", "cultura"], k=chance.randint(0, 2)) or None,
        )
        for number in range(count)
    ]


def pages(count: int, size: int) -> list[ListPage]:
    catalogue = Catalogue(collection(count), TODAY)
    lists = Lists(catalogue, Facets(catalogue), vocabularies())
    return list(pages_of(lists.all(), size, first_ones(catalogue.by_id, size)))


@pytest.mark.parametrize(("count", "size"), [(0, 10), (40, 10), (600, 2)])
def test_every_page_is_in_one_batch_and_comes_as_it_was_from_another_process(count: int, size: int) -> None:
    every = pages(count, size)
    found = list(batches(every))
    assert all(len(batch) <= MOST for batch in found)
    assert sorted(id(page) for batch in found for page in batch) == sorted(map(id, every))
    for batch in found:
        back = pickle.loads(pickle.dumps(batch))  # noqa: S301 - own data
        assert [(*page[:1], list(page.rows), *page[2:]) for page in back] == [
            (*page[:1], list(page.rows), *page[2:]) for page in batch
        ]


def test_a_county_and_its_fields_go_together() -> None:
    for batch in batches(pages(600, 2)):
        counties = {page.listing.path.split("/")[2] for page in batch if page.listing.path.startswith("/judete/")}
        assert len(counties) <= 1
        assert not counties or all(page.listing.path.startswith("/judete/") for page in batch)


def test_few_pages_are_shared_evenly() -> None:
    assert max(len(batch) for batch in batches(pages(40, 10))) <= FEWEST
