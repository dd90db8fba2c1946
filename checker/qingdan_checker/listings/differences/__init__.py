"""What differs between two sides, written for people, for programs and for a merge request."""
