"""What the command palette finds: commands by their names, and by what they do."""

from textual.command import DiscoveryHit, Hit, Hits
from textual.system_commands import SystemCommandsProvider

from ipc2_tui.interface.initials import initials
from scoring.wording import tr


class Commands(SystemCommandsProvider):
    """The commands of the screen, and of those it leads to; the name that was typed stands before others that match."""

    async def discover(self) -> Hits:
        """All of them, in the order of the help: by the code of its first character none would be found."""
        for name, about, run, *_ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(name, run, help=about)

    async def search(self, query: str) -> Hits:
        """Those that `query` matches; of a Chinese name also the first letters of its pinyin."""
        matcher, found, typed = self.matcher(query), False, query.casefold()
        for name, about, run, *_ in self.app.get_system_commands(self.screen):
            bare = name.partition("  (")[0]
            whole = typed == bare.casefold() or initials(bare).startswith(typed)
            score = whole + max(matcher.match(name), matcher.match(about) / 2)
            if score > 0:
                found = True
                yield Hit(score, matcher.highlight(name), run, help=about)
        if not found:
            yield Hit(0, tr("No command is called that."), lambda: None)
