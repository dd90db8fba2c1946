"""The qingdan language: text in, syntax tree out. Knows no law."""
