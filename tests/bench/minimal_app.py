"""The floor: the smallest Textual application that answers a key by repainting one line."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static


class Minimal(App[None]):
    """Shows the last key."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("ready", id="line")

    def on_key(self, event: Key) -> None:
        """Repaint it."""
        self.query_one("#line", Static).update(Content(f"({event.character}_)"), layout=False)


if __name__ == "__main__":
    Minimal().run()
