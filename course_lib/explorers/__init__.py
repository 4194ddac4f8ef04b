"""Explorers, one module each: a function that returns controls and a picture that answer one question."""
