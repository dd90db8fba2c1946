"""The report of a command line, in every form that is asked for: made, or taken from the cache."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qingdan_checker import formats
from qingdan_checker.cache import Cache, Kept, identity, key_of, open_cache
from qingdan_checker.cli import options
from qingdan_checker.cli.progress import Progress
from qingdan_checker.narrowing import Narrowing, SettingsFacts

if TYPE_CHECKING:
    import click

    from qingdan_checker.cli.accepted import Accepted
    from qingdan_checker.cli.asked import Asked
    from qingdan_checker.cli.revision import Since
    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.library import Found
    from qingdan_checker.loading import Loaded
    from qingdan_checker.memory import Memory
    from qingdan_checker.selection import Scope

GARBAGE = 50_000
"""Objects that may be made before unreachable ones are looked for."""


class Matter(NamedTuple):
    """All that a report is made from: the texts, the bundled library, a baseline, a revision."""

    found: Found
    bundle: Found | None
    accepted: Accepted | None
    since: Since | None


def judged(ctx: click.Context, asked: Asked, matter: Matter) -> Kept:
    """The report, from the cache if the same was made before."""
    found, bundle = matter.found, matter.bundle
    texts = (*found.texts, *(bundle.texts if bundle else ()))
    if asked.no_cache or asked.supposed or any(text.fault for text in texts):
        return _made(ctx, asked, matter, Cache(None) if asked.no_cache else open_cache(found.roots))
    cache = open_cache(found.roots)
    key = _key(asked, matter)
    kept = cache.report(key)
    if kept is None or not _still_so(kept, found, bundle):
        kept = _made(ctx, asked, matter, cache)
        cache.keep_report(key, kept)
    return kept


def _still_so(kept: Kept, found: Found, bundle: Found | None) -> bool:
    """Whether the files that the texts name are what they were."""
    if not kept.attached:
        return True
    from qingdan_checker.library import attached, mark_of  # noqa: PLC0415  few repositories name files

    owners = {text.path: (text, one) for one in (found, bundle) if one for text in one.texts}
    return all(
        path in owners and mark_of(attached(owners[path][0], written, owners[path][1])) == mark
        for path, written, mark in kept.attached
    )


def _key(asked: Asked, matter: Matter) -> str:
    """All that a report depends on."""
    found, bundle, accepted, since = matter
    texts = [[text.path, text.digest] for text in found.texts]
    library = [[text.path, text.digest] for text in bundle.texts] if bundle else None
    dates = [str(day) for day in (asked.today, asked.at, asked.since)]
    chosen = asked.chosen
    shown: list[object] = [asked.format, chosen.lang, options.languages(None), asked.colour, asked.quiet, asked.verbose]
    shown += [found.prefix(Path.cwd()), chosen.threshold, [name for name, _ in asked.reports], asked.write_baseline]
    narrowed = [chosen.select, chosen.ignore, found.excluded, dict(chosen.origins), settings_facts(asked)]
    against = [[accepted.name, accepted.digest] if accepted else None, [since.revision, since.mark] if since else None]
    return key_of(identity(), texts, library, dates, chosen.drafts, found.unfollowed, shown, narrowed, against)


def settings_facts(asked: Asked) -> list[tuple[str, str]]:
    """What of the settings file is in use."""
    from qingdan_checker.cli.settings import written  # noqa: PLC0415  loaded already

    chosen = asked.chosen
    values = ((key, chosen.reported(key)) for key in chosen.origins)
    return [(key, written(value)) for key, value in values]


# ---- made


def _made(ctx: click.Context, asked: Asked, matter: Matter, cache: Cache) -> Kept:
    """The report, made: all that this takes is loaded here, so that a report that was kept needs none of it."""
    from qingdan_checker.cli.revision import change_of  # noqa: PLC0415
    from qingdan_checker.cli.selecting import scope_of, selection_of  # noqa: PLC0415
    from qingdan_checker.cli.supposed import WHAT_IF, as_supposed, with_supposed  # noqa: PLC0415
    from qingdan_checker.loading import load  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    found, bundle, _, since = matter
    told: tuple[str, ...] = ()
    selection = selection_of(ctx, asked.chosen)
    kept: list[Memory] = []
    with Progress() as progress:
        loaded = load(found, bundle, cache, progress)
        change = change_of(since, found, loaded.attached, cache) if since else None
        if asked.supposed:
            loaded, told = with_supposed(ctx, asked, loaded)
            change = replace(change, paths=change.paths | {WHAT_IF}) if change else None
        collect_again()
        report = check(
            loaded.files,
            loaded.sources,
            loaded.sheets,
            today=asked.today,
            at=asked.at,
            since=asked.since,
            drafts=asked.chosen.drafts,
            concerned=loaded.concerned,
            library=loaded.library,
            change=change,
            keep=kept.append,
            progress=progress.judging,
        )
    if told:
        report = as_supposed(report, told)
    scope = scope_of(ctx, selection, report, change)
    gated = _gated(asked, report, scope, matter)
    if any(formats.facts(name).helps for name in (asked.format, *(name for name, _ in asked.reports))):
        gated = _repaired(gated, loaded, kept[0])
    return _kept(asked, gated, matter, loaded)


def _repaired(report: Report, loaded: Loaded, memory: Memory) -> Report:
    """The report with what would remove its breaches, which not every form shows."""
    from qingdan_checker.repair import Texts, repaired  # noqa: PLC0415

    texts = Texts(files=loaded.files, sources=loaded.sources, sheets=loaded.sheets)
    return repaired(report, texts, memory=memory)


def collect_again() -> None:
    """From here on garbage is made too, but the trees are none: they need not be looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(GARBAGE)
        gc.enable()


def _gated(asked: Asked, report: Report, scope: Scope, matter: Matter) -> Report:
    """The report with what the gate adds: what was left out, by which settings, how it stands to a baseline."""
    from qingdan_checker.baseline import compared, entries_of  # noqa: PLC0415
    from qingdan_checker.selection import narrowed  # noqa: PLC0415

    facts, origin = settings_facts(asked), asked.chosen.origins.get("exclude", "")
    excluded = (Narrowing(by="exclude", what=one, count=count, origin=origin) for one, count in matter.found.excluded)
    settings = SettingsFacts(file=asked.chosen.name, values=tuple(facts)) if facts else None
    report = narrowed(replace(report, settings=settings, narrowed=tuple(excluded)), scope)
    if matter.accepted:
        name, entries = matter.accepted.name, matter.accepted.entries
        return compared(report, name, entries, lambda entry: scope.leaves_out(entry) is None)
    if asked.write_baseline:
        return compared(report, asked.write_baseline, entries_of(report, lambda _: ""), lambda _: True)
    return report


def _kept(asked: Asked, report: Report, matter: Matter, loaded: Loaded) -> Kept:
    outputs = [formats.render(asked.format, report, _shown(asked, asked.format, matter.found, colour=asked.colour))]
    outputs += [
        formats.render(name, report, _shown(asked, name, matter.found, colour=False)) for name, _ in asked.reports
    ]
    if asked.write_baseline:
        outputs.append(_baseline(asked, report))
    counted = [one.severity for at, one in enumerate(report.findings) if report.state(at) != "known"]
    return Kept(
        outputs=tuple(outputs),
        errors=counted.count("error"),
        warnings=counted.count("warning"),
        notes=counted.count("note"),
        gone=len(report.gone),
        notices=_notices(asked, report),
        attached=loaded.attached,
    )


def _shown(asked: Asked, name: str, found: Found, *, colour: bool) -> formats.Options:
    return formats.Options(
        languages=options.languages(asked.chosen.lang, for_machines=formats.facts(name).for_machines),
        colour=colour,
        verbose=asked.verbose,
        quiet=asked.quiet,
        threshold=asked.chosen.threshold,
        unfollowed=found.unfollowed,
        prefix=found.prefix(Path.cwd()),
    )


def _baseline(asked: Asked, report: Report) -> str:
    """The findings as a baseline, each with its headline for those who review it."""
    from qingdan_checker.baseline import dump, entries_of  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.messages.headlines import headline  # noqa: PLC0415

    books = [Book(report, language) for language in options.languages(asked.chosen.lang, for_machines=True)]

    def said(finding: Finding) -> str:
        return " / ".join(dict.fromkeys(headline(finding, book) for book in books))

    return dump(entries_of(report, said))


def _notices(asked: Asked, report: Report) -> str:
    """What must be said beside a report that has no summary for people: nothing is left out in silence."""
    if asked.format == "text" and not asked.quiet:
        return ""
    from qingdan_checker.layout.columns import visible  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.messages.gate import gate  # noqa: PLC0415

    books = [Book(report, language) for language in options.languages(asked.chosen.lang)]
    return "".join(f"qingdan: {visible(line)}\n" for book in books for line in gate(book))
