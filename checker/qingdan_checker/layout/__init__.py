"""How text is laid out for people: columns, colours, excerpts of a source, tables. It has no words of its own."""
