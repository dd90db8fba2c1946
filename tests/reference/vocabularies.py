"""Random vocabularies: dimensions, items, statistics and places for random repositories."""

from __future__ import annotations

from dataclasses import dataclass, field

from .phrases import Named, Pen


@dataclass(eq=False, slots=True)
class Dimension:
    """A listed dimension with its members, or a measure with amounts that texts compare it with."""

    named: Named
    members: list[Named] = field(default_factory=list)
    ordered: bool = False
    unit: str = ""
    amounts: tuple[str, ...] = ()
    groups: list[Named] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Subject:
    """An item, define or statistic: its kind and dimensions."""

    named: Named
    kind: str
    axes: list[Dimension] = field(default_factory=list)
    better: str = ""
    by_year: bool = False


@dataclass(eq=False, slots=True)
class Place:
    """A jurisdiction."""

    named: Named
    level: str
    parent: Place | None = None

    def within(self, other: Place) -> bool:
        """Whether it is the other or lies in it."""
        return self is other or (self.parent is not None and self.parent.within(other))


SCHEMES = [Named("employee", "职工医保"), Named("resident", "居民医保"), Named("student", "大学生医保")]
TIERS = [Named("primary", "一级医院"), Named("secondary", "二级医院"), Named("tertiary", "三级医院")]
KINDS = [Named("general", "综合医院"), Named("tcm", "中医医院")]

ITEMS = [
    ("ratio", "支付比例", "percent", "0%..100%", "higher"),
    ("outpatient.ratio", "门诊支付比例", "percent", "", "higher"),
    ("deductible", "起付标准", "yuan", "0 yuan..", "lower"),
    ("cap", "封顶线", "yuan", "..900 yuan", "higher"),
    ("covered", "是否纳入", "yes-no", "", ""),
    ("factor", "倍数", "number", "0..3", "higher"),
    ("wait", "等待期", "days", "", "lower"),
]


class Vocabulary:
    """What the documents of one repository can speak of."""

    def __init__(self, pen: Pen) -> None:
        """Throws the dice."""
        self._pen = pen
        self.dimensions = self._dimensions()
        self.items = self._items()
        self.statistics = self._statistics()
        self.places = self._places()

    def _dimensions(self) -> list[Dimension]:
        dice = self._pen.dice
        found = [
            Dimension(Named("scheme", "参保类型"), SCHEMES[: dice.choice((2, 2, 3))]),
            Dimension(Named("tier", "医院等级"), list(TIERS), ordered=True),
            Dimension(Named("institution", "机构类型"), list(KINDS)),
            Dimension(Named("age", "年龄"), unit=" years", amounts=("0", "60", "61", "70")),
            Dimension(Named("cost", "费用"), unit=" yuan", amounts=("100", "500.5", "1000")),
        ]
        chosen = dice.sample(found[:3], dice.choice((1, 2, 2, 3)))
        if self._pen.chance(0.35):
            chosen.append(dice.choice(found[3:]))
        for dimension in chosen:
            if dimension.ordered and self._pen.chance(0.5):
                dimension.groups.append(Named("hospital", "高等级医院"))
        return chosen

    def _items(self) -> list[Subject]:
        dice = self._pen.dice
        found: list[Subject] = []
        for name, label, kind, _, better in dice.sample(ITEMS, dice.choice((1, 2, 2, 3))):
            axes = dice.sample(self.dimensions, dice.randint(0 if found else 1, len(self.dimensions)))
            axes.sort(key=self.dimensions.index)
            said = better if self._pen.chance(0.8) else ""
            found.append(Subject(Named(name, label), kind, axes, said))
        if all(item.kind == "yes-no" for item in found):
            found.append(Subject(Named("ratio", "支付比例"), "percent", list(self.dimensions), "higher"))
        return found

    def _statistics(self) -> list[Subject]:
        found: list[Subject] = []
        if self._pen.chance(0.6):
            found.append(Subject(Named("wage", "平均工资"), "yuan", by_year=True))
        if self._pen.chance(0.3):
            found.append(Subject(Named("rent", "平均租金"), "yuan"))
        return found

    def _places(self) -> list[Place]:
        nation = Place(Named("cn", "中国"), "nation")
        hebei = Place(Named("hebei", "河北省"), "province", nation)
        hengshui = Place(Named("hengshui", "衡水市"), "municipality", hebei)
        found = [nation, hebei, hengshui]
        if self._pen.chance(0.5):
            found.append(Place(Named("xingtai", "邢台市"), "municipality", hebei))
        if self._pen.chance(0.3):
            shandong = Place(Named("shandong", "山东省"), "province", nation)
            found += [shandong, Place(Named("jinan", "济南市"), "municipality", shandong)]
        if self._pen.chance(0.3):
            found.append(Place(Named("gucheng", "故城县"), "county", hengshui))
        return found

    # ---- written

    def written(self) -> list[str]:
        """A declaration for each."""
        return [
            *(self._dimension(one) for one in self.dimensions),
            *(self._group(one, group) for one in self.dimensions for group in one.groups),
            *(self._item(one) for one in self.items),
            *(self._statistic(one) for one in self.statistics),
            *(self._place(one) for one in self.places),
        ]

    def _head(self, word: str, named: Named) -> str:
        label = f' "{named.label}"' if named.label else ""
        return f"{self._pen.word(word)} {named.name}{label}"

    def _dimension(self, one: Dimension) -> str:
        head = self._head("dimension", one.named)
        if one.unit:
            return f"{head} : {one.unit.strip()}"
        members = "  ".join(f'{member.name} "{member.label}"' for member in one.members)
        return f"{head}{' ' + self._pen.word('ordered') if one.ordered else ''} {{ {members} }}"

    def _group(self, one: Dimension, group: Named) -> str:
        members = self._pen.joined([self._pen.name(member) for member in one.members[1:]])
        return f"{self._head('group', group)} = {members}"

    def _item(self, one: Subject) -> str:
        pen = self._pen
        bounds = next(bounds for name, _, _, bounds, _ in ITEMS if name == one.named.name)
        parts = [f"{pen.word('value')} {pen.word(one.kind)}"]
        if bounds:
            parts.append(f"{pen.word('in')} {bounds}")
        if one.axes:
            parts.append(f"{pen.word('by')} {pen.joined([pen.name(axis.named) for axis in one.axes])}")
        if one.better:
            parts.append(f"{pen.word('better')} {pen.word(one.better)}")
        return f"{self._head('item', one.named)} {{ {'  '.join(parts)} }}"

    def _statistic(self, one: Subject) -> str:
        by = f"  {self._pen.word('by')} {self._pen.word('year')}" if one.by_year else ""
        return f"{self._head('statistic', one.named)} {{ {self._pen.word('value')} {self._pen.word(one.kind)}{by} }}"

    def _place(self, one: Place) -> str:
        pen = self._pen
        within = f"  {pen.word('within')} {pen.name(one.parent.named)}" if one.parent else ""
        return f"{self._head('jurisdiction', one.named)} {{ {pen.word('level')} {pen.word(one.level)}{within} }}"
