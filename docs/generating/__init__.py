"""The pages of the manual that the code determines, a module for each."""
