"""Rules about rules, and the room that they leave (section 12): what can be said before anybody has set a number."""
