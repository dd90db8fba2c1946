"""What the commands beside `check` print: tables in effect, rules in force, worked cases, pages of codes."""
