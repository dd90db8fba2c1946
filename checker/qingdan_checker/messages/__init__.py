"""What is said about the facts of a report, in Chinese and in English; facts come in, sentences go out."""
