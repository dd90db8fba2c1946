"""Mistakes as people make them, put into random repositories now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from .vocabularies import Vocabulary

STATEMENTS = (
    "set no-such-item: 5%",
    "set {item}: nobody-knows",
    "set {item} from 2022-01-01 until 2021-01-01: {value}",
    "set {item} from 2022-02-30: {value}",
    "set {item} for {member}, {member}: {value}",
    "set {item} for nobody: {value}",
    "set {item} {{ {member}: {value}  nobody: 5 }}",
    "set {item}: 5 persons",
    "set {item}: {item}[{member} or {other}]",
    "set {item} when 5%: {value}",
    "set wage: 5 yuan",
    "set {member}: 5 yuan",
    "adjust {item} by +5%",
    "adjust {item} by +5 persons once per poor",
    "adjust {item} by +5pp up to 5 yuan",
    "rule unlike: 5% >= 5 yuan",
    "rule twice: 50% + 50% >= 80%",
    "rule nothing: 5 yuan",
    "rule unordered: scheme >= employee",
    "rule backwards: tier >= employee",
    "rule elsewhere for {member}: 5% >= 4%",
    "rule r0: yes",
    "rule twin: yes rule twin: no",
    "delegate {item}, no-such-item to municipality",
    "delegate wage to municipality",
    "delegate {item} by nothing to municipality",
    "reserve {member}",
    "tolerate {item} issued before 2020-01-01",
    "require wage at municipality",
    "observe {item}: 5 yuan",
    "observe wage: 5 yuan",
    "observe rent {{ 2020: 5 yuan }}",
    "approve hengshui to deviate from r0",
    'approve nobody to deviate from r0 because "据此"',
    'deviate from no-such-rule because "据此"',
    'waive r0, no-such-rule because "据此"',
    'case "例" {{ given {member}, {member}  expect yes }}',
    'case "例" at nowhere {{ expect 5% }}',
    'case "例" {{ expect breach no-such-rule }}',
)
DECLARATIONS = (
    "item empty {{ better higher }}",
    'item second "{label}" {{ value percent }}',
    "item odd {{ value percent  in 0 yuan.. }}",
    "item odd {{ value percent  by {member} }}",
    "item double {{ value percent  value yuan }}",
    "group both = {member}, {other}, general, employee",
    "group nobodys = nobody",
    "define x1 {{ value yuan  as x2 }} define x2 {{ value yuan  as 2 * x1 }}",
    "define x3 {{ value percent  as 5 yuan }}",
    "define x4 {{ value {kind}  as {item}[nobody] }}",
    "statistic idle {{ by year }}",
    "jurisdiction upside {{ level province  within hengshui }}",
    "jurisdiction orphan {{ level municipality }}",
    "jurisdiction lost {{ level county  within nowhere }}",
    'document hengshui.undated "无日期" {{ issuer hengshui  article "1" {{ set {item}: {value} }} }}',
    'document astray.doc "名不符" {{ issuer hengshui  issued 2020-01-01  article "1" {{ set {item}: {value} }} }}',
    'document hengshui.lost "废止" {{ issuer hengshui  issued 2020-01-01  repeals hengshui.gone }}',
    'document hengshui.odd "修改" {{ issuer hengshui  issued 2020-01-01  amends {item} }}',
)
VALUES = {"percent": "75%", "yuan": "500 yuan", "yes-no": "yes", "number": "2", "days": "30 days"}


def spoil(dice: random.Random, words: Vocabulary, pieces: list[str], texts: list[str]) -> None:
    """Puts one mistake somewhere: into a document, among the declarations, or into the writing itself."""
    throw = dice.random()
    at = dice.randrange(len(texts))
    if throw < 0.6:
        texts[at] = _with_statement(texts[at], _filled(dice, words, dice.choice(STATEMENTS)))
    elif throw < 0.85:
        pieces.append(_filled(dice, words, dice.choice(DECLARATIONS)))
    elif throw < 0.9:
        pieces.append(dice.choice(pieces))
    elif throw < 0.94:
        texts.append(texts[at])
    elif throw < 0.97:
        texts[at] = texts[at].replace("issuer", "# ", 1).replace("发文机关", "# ", 1)
    else:
        texts[at] = texts[at][:-1]


def _filled(dice: random.Random, words: Vocabulary, pattern: str) -> str:
    item = dice.choice(words.items)
    members = [member for axis in item.axes or words.dimensions for member in axis.members] or words.dimensions[
        0
    ].members
    names = [member.name for member in members] or ["nobody"]
    member = dice.randrange(len(names))
    return pattern.format(
        item=item.named.name,
        label=item.named.label,
        kind=item.kind,
        value=VALUES[item.kind],
        member=names[member],
        other=names[(member + 1) % len(names)],
    )


def _with_statement(text: str, statement: str) -> str:
    return f'{text.removesuffix("}")}    article "last" {{ {statement} }}\n}}'
