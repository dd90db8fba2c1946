"""The room of a number: the exact interval that the rules leave it, against judging every number that is tried."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import judge, read_all

from qingdan_checker.bounding import bounds, decided, folded
from qingdan_checker.pipeline import prove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.room.rooms import Room

DAY = date(2021, 1, 1)

WORLD = """
    dimension tier ordered {{ one  two  three }}
    item ratio "比例" {{ value percent in 0%..100%  by tier  better higher }}
    item other {{ value yuan }}
    jurisdiction cn "国" {{ level nation }}
    jurisdiction city "市" {{ level municipality  within cn }}
    document cn.list "清单" {{ issuer cn  issued 2020-01-01
        article "1" {{ delegate ratio to municipality
            {rules}
            rule hint encouraged: ratio >= 99% }} }}
    document city.a "措施" {{ issuer city  issued 2020-01-01
        article "1" {{ set ratio {{ one: {one}  two: {two}  three: {three} }} }} }}
"""

RULES = """
            rule floor: ratio[one] >= {0}%
            rule gap-12: ratio[one] - ratio[two] >= {1}pp
            rule gap-23: ratio[two] - ratio[three] > {2}pp
            rule most-one: ratio[one] <= {3}%
            rule most-two: ratio[two] <= {3}%
            rule most-three: ratio[three] <= {3}%
"""


def world(values: Sequence[str], rules: str) -> bytes:
    return WORLD.format(one=values[0], two=values[1], three=values[2], rules=rules).encode()


def percent(value: Fraction) -> str:
    return f"{float(value):.3f}".rstrip("0").rstrip(".") + "%"


def rooms_of(source: bytes) -> dict[str, Room]:
    found = bounds(*read_all({"a.qd": source}), jurisdiction="市", item="比例", day=DAY)
    assert found.problem is None
    return {row.room.cell[0][1]: row.room for row in found.items["ratio"]}


def end(room: Room) -> tuple[Any, ...]:
    return tuple((one.value, one.inside, one.rules) if one else None for one in (room.low, room.high))


def test_the_ends_are_those_of_the_neighbours_and_the_bounds() -> None:
    found = rooms_of(world(["90%", "80%", "65%"], RULES.format(90, 10, 15, 95)))
    assert end(found["one"]) == ((90, True, ("cn.list.floor",)), (95, True, ("cn.list.most-one",)))
    assert end(found["two"]) == ((80, False, ("cn.list.gap-23",)), (80, True, ("cn.list.gap-12",)))
    assert found["two"].is_empty
    assert end(found["three"]) == ((0, True, ()), (65, False, ("cn.list.gap-23",)))
    assert not found["three"].fits


def test_an_unknown_number_has_room_and_others_lean_on_it() -> None:
    found = rooms_of(world(["100%", "unknown", "80%"], RULES.format(90, 3, 5, 100)))
    assert end(found["two"]) == ((85, False, ("cn.list.gap-23",)), (97, True, ("cn.list.gap-12",)))
    low, high = end(found["one"])
    assert low == (90, True, ("cn.list.floor",))
    assert high == (100, True, ())
    assert end(found["three"])[1] == (92, False, ("cn.list.gap-12", "cn.list.gap-23"))


def test_nothing_is_left_between_91_and_88() -> None:
    found = rooms_of(world(["91%", "unknown", "88%"], RULES.format(50, 3, 5, 100)))
    assert found["two"].is_empty
    assert end(found["one"])[0] == (96, False, ("cn.list.gap-23", "cn.list.gap-12"))


def test_a_single_value_that_is_excluded() -> None:
    rules = "rule a: ratio[one] != 95%  rule b: ratio[two] < 90%  rule c: ratio[three] != 0%"
    found = rooms_of(world(["90%", "80%", "65%"], rules))
    assert found["one"].without == (95,)
    assert end(found["two"])[1] == (90, False, ("cn.list.b",))
    assert end(found["three"])[0] == (0, False, ("cn.list.c",))


def test_a_rule_of_another_shape_is_named() -> None:
    found = rooms_of(world(["90%", "unknown", "65%"], "rule a: ratio[one] >= 50% of ratio[two]"))
    assert found["one"].open == ("cn.list.a",)


def test_a_limit_through_an_unknown_number_says_which_rule_of_its_it_rests_on() -> None:
    rules = "rule a: ratio[one] >= ratio[two]  rule b: ratio[two] = 10% or ratio[two] = 40%  rule c: ratio[two] != 0%"
    found = rooms_of(world(["5%", "unknown", "65%"], rules))
    assert found["one"].open == ("cn.list.b", "cn.list.c")


def test_where_others_are_known_a_sum_of_three_is_a_bound() -> None:
    rule = "rule a: sum(ratio over tier) <= 240%"
    found = rooms_of(world(["90%", "80%", "65%"], rule))
    assert end(found["one"])[1] == (95, True, ("cn.list.a",))


def test_what_cannot_be_asked() -> None:
    read = read_all({"a.qd": world(["90%", "80%", "65%"], RULES.format(90, 10, 15, 95))})
    for place, item, kind in (("x", None, "jurisdiction"), ("city", "x", "item"), ("city", "other", "authority")):
        problem = bounds(*read, jurisdiction=place, item=item, day=DAY).problem
        assert problem
        assert problem[0] == kind


@settings(deadline=None)
@given(
    st.lists(st.integers(40, 100), min_size=3, max_size=3),
    st.tuples(st.integers(50, 100), st.integers(0, 20), st.integers(0, 20), st.integers(60, 100)),
    st.sampled_from(["one", "two", "three"]),
)
def test_inside_no_rule_about_a_number_breaks_and_outside_one_does(
    values: list[int], limits: tuple[int, int, int, int], member: str
) -> None:
    rules = RULES.format(*limits)
    numbers = [Fraction(value) for value in values]
    room = rooms_of(world([percent(one) for one in numbers], rules))[member]
    at = ["one", "two", "three"].index(member)
    tried = [one.value + step for one in (room.low, room.high) if one for step in (-1, -Fraction(1, 2), 0, 1)]
    for number in (Fraction(one) for one in (*tried, values[at]) if 0 <= one <= 100):
        moved = [*numbers]
        moved[at] = number
        report = judge({"a.qd": world([percent(one) for one in moved], rules)}, DAY)
        broken = {one.rule.rpartition(".")[2] for one in report.findings if one.code == "breach" and one.rule}
        assert bool(broken & ABOUT[member]) is not room.allows(number)


ABOUT = {
    "one": {"floor", "gap-12", "most-one"},
    "two": {"gap-12", "gap-23", "most-two"},
    "three": {"gap-23", "most-three"},
}


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False))
def test_no_answer_depends_on_the_order_of_the_rules(chance: Any) -> None:  # noqa: ANN401  hypothesis' own
    sides = ["ratio[one]", "ratio[two]", "ratio[three]"]
    rules = []
    for at in range(6):
        left, right = chance.sample(sides, 2)
        gap, word = chance.randint(-4, 8) * 5, chance.choice([">=", "<=", ">", "="])
        rules.append(
            f"rule r{at}: {left} - {right} {word} {gap}pp" if gap % 3 else f"rule r{at}: {left} {word} {abs(gap) + 50}%"
        )
    answers = set()
    for _ in range(3):
        chance.shuffle(rules)
        source = world(["90%", "unknown", "65%"], "\n".join(rules))
        report = prove(*read_all({"a.qd": source}), today=DAY, at=DAY)
        torn = any(one.code == "contradiction" for one in report.findings)
        ends = [(one.low, one.high) for one in rooms_of(source).values()]
        values = tuple((at.value, at.inside) if at else None for pair in ends for at in pair)
        answers.add((torn, values))
    assert len(answers) == 1


def test_a_band_is_of_own_numbers_that_rules_bound() -> None:
    found = decided(*read_all({"a.qd": world(["90%", "80%", "65%"], RULES.format(90, 10, 15, 95))}), day=DAY)
    assert [dict(one.cell)["tier"] for one in found["city"]] == ["one", "two", "three"]


def test_what_does_not_differ_is_folded() -> None:
    source = """
        dimension tier { one  two }
        dimension kind { a  b }
        item ratio { value percent  by tier, kind }
        jurisdiction cn "国" { level nation }
        document cn.list "清单" { issuer cn  issued 2020-01-01
            article "1" { rule floor: ratio >= 50%
                set ratio { one { a: 60%  b: 60% }  two { a: 70%  b: 70% } } } }
    """
    found = folded(decided(*read_all({"a.qd": source.encode()}), day=DAY)["cn"])
    assert [(dict(one.cell), one.value) for one in found] == [({"tier": "one"}, 60), ({"tier": "two"}, 70)]


# ---- many jurisdictions


def test_a_federal_floor_with_fifty_one_states() -> None:
    """Each state has a floor of its own; those below the federal one are looser, and no other is told."""
    states = [f"s{at:02}" for at in range(51)]
    text = 'item wage { value yuan in 0 yuan.. }\njurisdiction us "US" { level nation }\n'
    text += 'document us.law "law" { issuer us  issued 2009-07-24  article "1" { delegate wage to province\n'
    text += "rule floor: wage >= 7.25 yuan } }\n"
    for at, name in enumerate(states):
        text += f'jurisdiction {name} "{name}" {{ level province  within us }}\n'
        text += f'document {name}.law "law" {{ issuer {name}  issued 2020-01-01  article "1" {{\n'
        text += f"rule floor: wage >= {5 + at * Fraction(1, 4)} yuan\n".replace("/", " / ") if at % 4 == 0 else ""
        text += f"set wage: {max(5 + at // 4, 8)} yuan }} }}\n"
    report = prove(*read_all({"a.qd": text.encode()}), today=DAY, at=DAY)
    assert {(one.code, one.jurisdiction) for one in report.findings} == {
        ("looser", f"s{at:02}") for at in range(0, 9, 4)
    }


def test_a_national_law_with_municipal_ordinances() -> None:
    text = """
        dimension zone { home  work }
        item limit "限值" { value number in 0..200  by zone  better lower }
        jurisdiction cn "国" { level nation }
        jurisdiction a "甲市" { level municipality  within cn }
        jurisdiction b "乙市" { level municipality  within cn }
        document cn.law "法" { issuer cn  issued 2020-01-01  article "1" { delegate limit to municipality
            rule most at municipality: limit <= 60
            rule order: limit[home] <= limit[work] } }
        document a.rules "办法" { issuer a  issued 2020-01-01  article "1" {
            rule most for home: limit <= 70
            rule home-least: limit[home] >= 65
            set limit: 55 } }
        document b.rules "办法" { issuer b  issued 2020-01-01  article "1" {
            rule most for home: limit <= 50
            set limit { home: 45  work: 60 } } }
    """
    report = prove(*read_all({"a.qd": text.encode()}), today=DAY, at=DAY)
    found = {(one.code, one.jurisdiction, one.rules) for one in report.findings}
    assert found == {
        ("contradiction", "a", ("cn.law.most", "a.rules.home-least")),
        ("looser", "a", ("cn.law.most", "a.rules.most")),
    }
