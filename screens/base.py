"""What every screen of ours shares: the key bar, and actions by name."""

from typing import TypeVar

from textual.screen import Screen

from screens.widgets.key_bar import KeyBar

Result = TypeVar("Result")


class BaseScreen(Screen[Result]):
    """A screen with a key bar at its foot."""

    LEAD: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        """Show the keys that act here."""
        for bar in self.query(KeyBar):
            bar.draw(self, self.LEAD)
