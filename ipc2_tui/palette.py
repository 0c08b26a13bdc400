"""What the command palette finds: commands by their names, and by what they do."""

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider


class Commands(SystemCommandsProvider):
    """The commands of the screen; a name that matches stands before a description that does."""

    async def search(self, query: str) -> Hits:
        """Those that `query` matches."""
        matcher = self.matcher(query)
        for name, about, run, *_ in self.app.get_system_commands(self.screen):
            score = max(matcher.match(name), matcher.match(about) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=about)
