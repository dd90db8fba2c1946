"""The tree's classes from the grammar's shapes: one method for each shape of `grammar.lark`.

Under the same three heads as the grammar and the tree: declarations, statements, expressions.
"""

from qingdan_dsl.build.declarations import Declarations as Builder
from qingdan_dsl.build.reading import DEEPEST, TooDeepError

__all__ = ["DEEPEST", "Builder", "TooDeepError"]
