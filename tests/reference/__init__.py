"""A second, slow reading of the language: what the checker is compared with.

It takes the parser's trees and nothing else of the project. Every table is worked out cell by cell over the full
product of dimension members and measure pieces, so that each step can be held against the sentence that it cites
("section" means a section of the language page). Stretches of time (section 10) are left to other tests.
"""
