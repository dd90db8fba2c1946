"""Tests of the language: text to tree and back, wrong text, limits."""
