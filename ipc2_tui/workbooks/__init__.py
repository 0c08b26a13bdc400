"""Workbooks: what schools fill in and send, and what they are handed."""
