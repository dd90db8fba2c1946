"""What is said of several rules together, as a finding at the most junior of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker import model as m
    from qingdan_checker.round import Round


def about_rules(
    round_: Round, rules: Sequence[m.Rule], severity: Severity, said: tuple[str, str, dict[str, str]]
) -> Finding:
    """A finding about rules, of which the last is the one that it is told of; `said` is code, reason and facts."""
    code, reason, facts = said
    main = rules[-1]
    return Finding(
        code=code,
        severity=severity,
        reason=reason,
        place=round_.place(main.named_at),
        facts=tuple(sorted(facts.items())),
        force=main.force,
        rule=main.name,
        rules=tuple(one.name for one in rules),
        jurisdiction=main.issuer.name,
        related=tuple(round_.related("bound", one, one.named_at) for one in rules[:-1]),
        draft=any(one.document.draft for one in rules),
        document=main.document.name,
        article=main.article,
        anchor=", ".join(one.name for one in rules[:-1]),
    )
