"""What an evaluator sees: Textual screens and widgets.  They tell the application what happened by messages."""

from pathlib import Path

STYLES = Path(__file__).with_name("ipc2.tcss")
