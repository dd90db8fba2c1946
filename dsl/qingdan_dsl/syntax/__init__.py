"""The syntax tree: one frozen class for each shape of the grammar.

Every node has `start` and `end`, its offsets in the source text; they take no part in comparison, so that two
texts that say the same have equal trees. Nodes know no law and no names: that is the checker's work.
"""
