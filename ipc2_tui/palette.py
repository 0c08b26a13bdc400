"""What the command palette finds: commands by their names, and by what they do."""

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from scoring.wording import tr


class Commands(SystemCommandsProvider):
    """The commands of the screen, and of those it leads to; the name that was typed stands before others that match."""

    async def search(self, query: str) -> Hits:
        """Those that `query` matches."""
        matcher, found = self.matcher(query), False
        for name, about, run, *_ in self.app.get_system_commands(self.screen):
            whole = name.partition("  (")[0].casefold() == query.casefold()
            score = whole + max(matcher.match(name), matcher.match(about) / 2)
            if score > 0:
                found = True
                yield Hit(score, matcher.highlight(name), run, help=about)
        if not found:
            yield Hit(0, tr("No command is called that."), lambda: None)
