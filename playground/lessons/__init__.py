"""Lessons: Markdown text and the experiment that each one opens."""
