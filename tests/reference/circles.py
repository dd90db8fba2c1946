"""Circles in a graph."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reached(graph: Mapping[Node, AbstractSet[Node]], start: Node) -> set[Node]:
    """All that can be reached from a node by one step or more."""
    found: set[Node] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead.extend(graph.get(node, ()))
    return found


def circles(graph: Mapping[Node, AbstractSet[Node]]) -> list[frozenset[Node]]:
    """The largest sets of nodes each of which depends on itself and on all the others."""
    below = {node: reached(graph, node) for node in graph}
    found: list[frozenset[Node]] = []
    for node in graph:
        if node in below[node] and not any(node in circle for circle in found):
            mutual = {other for other in below[node] if node in below.get(other, set())}
            found.append(frozenset(mutual))
    return found
