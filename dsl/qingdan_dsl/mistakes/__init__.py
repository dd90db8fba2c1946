"""Wrong text to the sentence that we say about it."""

from qingdan_dsl.mistakes.guess import fault_of, guess
from qingdan_dsl.mistakes.mistake import STARTS, Guess, Mistake, Repair
from qingdan_dsl.mistakes.numbers import minus_suspect
from qingdan_dsl.mistakes.sentences import SENTENCES, sentence

__all__ = ["SENTENCES", "STARTS", "Guess", "Mistake", "Repair", "fault_of", "guess", "minus_suspect", "sentence"]
