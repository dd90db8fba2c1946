"""Draws the payment functions of the page on every amount, from the values that the checker itself computes.

`docs/generate.py` writes the picture; a test compares it with what stands in the repository.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.effect import Stretches
from qingdan_checker.evaluate import Scope, evaluate
from qingdan_checker.piecewise import Part, Stretch, explored, spans
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qingdan_checker.evaluate import Answer
    from qingdan_checker.quantity import Number

EXAMPLE: Final = """\
dimension tier ordered { primary secondary }
dimension cost : yuan
item ratio { value percent in 0%..100%  by tier  better higher }
item deductible { value yuan  by tier  better lower }
define payment { value yuan  by tier, cost  as ratio of max(0 yuan, cost - deductible) }
jurisdiction cn { level nation }
jurisdiction example-city { level municipality  within cn }
document cn.example { issuer cn  issued 2020-01-01
    article "1" {
        delegate ratio, deductible to municipality
        rule lower-tier: payment[primary] >= payment[secondary]
    }
}
document example-city.example { issuer example-city  issued 2021-01-01
    article "1" {
        set ratio { primary: 90%  secondary: 80% }
        set deductible { primary: 300 yuan  secondary: 200 yuan }
    }
}
"""
"""The policies of the page."""

MOST: Final = 2_000
"""Up to which cost it is drawn; the last rays go on as they leave the picture."""

_LEFT, _TOP, _WIDTH, _HEIGHT = 70, 30, 560, 300
_HIGHEST: Final = 1_600
_SVG: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 420" role="img" aria-labelledby="title desc" \
font-family="sans-serif" font-size="13">
<title id="title">What two hospitals are paid for a bill · 同一费用单，两级医院的支付额</title>
<desc id="desc">{desc}</desc>
<!-- Made by docs/generate.py from the code. Do not edit. -->
<rect width="720" height="420" fill="#ffffff"/>
{broken}
<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#333333"/>
{ticks}
{lines}
<text x="{right}" y="{below}" text-anchor="end" fill="#333333">cost, yuan · 费用（元）</text>
<text x="{left}" y="18" fill="#333333">payment, yuan · 支付额（元）</text>
</svg>
"""


def picture() -> str:
    """The drawing as SVG."""
    source = Source(path="example.qd", text=EXAMPLE, code=EXAMPLE)
    model = resolve([parse(source)])
    day = date(2024, 1, 1)
    place = model.jurisdictions["example-city"]
    effect = Round(model, Stretches(model, day), day, {source.path: source}).effect(place)
    payment = model.defines["payment"]

    def paid(tier: int) -> Callable[[Number], Answer]:
        def at(cost: Number) -> Answer:
            assert payment.expression  # noqa: S101  it has one, above
            scope = Scope(table=effect, cell={"tier": tier, "cost": 0}, amounts={"cost": cost})
            return evaluate(payment.expression, scope)

        return at

    domain = [Stretch(low=0, high=0), Stretch(low=0, high=MOST), Stretch(low=MOST, high=MOST)]
    curves = [explored(paid(tier), domain) for tier in range(2)]
    fails = explored(lambda cost: paid(0)(cost) < paid(1)(cost), domain)  # type: ignore[operator]  # both are yuan
    broken = spans(part.stretch for part in fails if part.value)
    return _SVG.format(
        desc=_told(curves, [one.written("cost", "yuan") for one in broken]),
        broken="\n".join(_band(one.low, one.high or MOST) for one in broken),
        ticks="\n".join(_ticks()),
        lines="\n".join(_line(curve, place) for place, curve in enumerate(curves)),
        left=_LEFT,
        top=_TOP,
        bottom=_TOP + _HEIGHT,
        right=_LEFT + _WIDTH,
        below=_TOP + _HEIGHT + 40,
    )


_NAMES: Final = (("primary", "一级"), ("secondary", "二级"))
_STYLES: Final = ('stroke="#00508c" stroke-width="2.5"', 'stroke="#a03c00" stroke-width="2.5" stroke-dasharray="7 4"')


def _told(curves: Sequence[list[Part[Answer]]], broken: Sequence[str]) -> str:
    """The drawing in words: each function by its break-points, and where the rule fails."""
    told = [
        f"{name}: " + ", ".join(f"{_digits(x)} yuan of cost, {_digits(y)} paid" for x, y in _corners(curve))
        for (name, _), curve in zip(_NAMES, curves, strict=True)
    ]
    told.append("The primary hospital is paid less where " + " and where ".join(broken))
    return ". ".join(told).replace("<", "&lt;")


def _corners(curve: list[Part[Answer]]) -> Iterator[tuple[Number, Number]]:
    """The break-points of a function, with its values there."""
    for part in curve:
        if part.stretch.is_point and isinstance(part.value, int | Fraction):
            yield part.stretch.low, part.value


def _line(curve: list[Part[Answer]], place: int) -> str:
    points = " ".join(f"{_x(x)},{_y(y)}" for x, y in _corners(curve))
    x, y = [*_corners(curve)][-1]
    label = f'<text x="{_x(x) + 6}" y="{_y(y) + 4}" fill="#333333">{" · ".join(_NAMES[place])}</text>'
    return f'<polyline points="{points}" fill="none" {_STYLES[place]}/>\n{label}'


def _band(low: Number, high: Number) -> str:
    """Where the rule is broken, with its ends written below."""
    x, end = _x(low), _x(high)
    ends = "".join(
        f'\n<text x="{at}" y="{_TOP + _HEIGHT + 36}" text-anchor="middle" fill="#333333">{_digits(one)}</text>'
        for at, one in ((x, low), (end, high))
    )
    area = f'<rect x="{x}" y="{_TOP}" width="{end - x}" height="{_HEIGHT}" fill="#f2e3c6"/>'
    middle = f'<text x="{(x + end) // 2}" y="{_TOP + 16}" text-anchor="middle" fill="#333333">broken · 不成立</text>'
    return f"{area}\n{middle}{ends}"


def _ticks() -> Iterator[str]:
    for cost in range(0, MOST + 1, 500):
        x = _x(cost)
        yield f'<path d="M{x} {_TOP + _HEIGHT}v5" stroke="#333333"/>'
        yield f'<text x="{x}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle" fill="#333333">{cost}</text>'
    for paid in range(0, _HIGHEST + 1, 400):
        yield f'<text x="{_LEFT - 8}" y="{_y(paid) + 4}" text-anchor="end" fill="#333333">{paid}</text>'


def _x(cost: Number) -> int:
    return _LEFT + round(Fraction(cost) * _WIDTH / MOST)


def _y(paid: Number) -> int:
    return _TOP + _HEIGHT - round(Fraction(paid) * _HEIGHT / _HIGHEST)


def _digits(number: Number) -> str:
    return str(number) if isinstance(number, int) else f"{number.numerator}/{number.denominator}"
