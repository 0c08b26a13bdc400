"""The colours: light, dark, and high contrast for a screen in the sun.

Text has at least 4.5 times the luminance of its background or the other way round (WCAG AA), 7 in high contrast (AAA);
what is only drawn, the rest of a bar or where a page stands, has 3.
"""

from textual.theme import Theme

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#004578",
    secondary="#0178D4",
    accent="#7A3E00",
    warning="#8A4300",
    error="#A31540",
    success="#1B6E32",
    foreground="#1A1A1A",
    background="#F2F2F2",
    surface="#E8E8E8",
    panel="#DADADA",
    variables={
        "text-primary": "#00406F",
        "text-secondary": "#004C86",
        "text-success": "#14582A",
        "text-warning": "#7A3B00",
        "text-error": "#99113A",
        "text-accent": "#6E3600",
        "foreground-muted": "#505050",
        "foreground-disabled": "#7C7C7C",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-background": "#004578",
        "input-selection-background": "#9CC4E4",
        "scrollbar": "#5F7383",
        "scrollbar-hover": "#47596A",
    },
)

DARK = Theme(
    name="dark",
    primary="#0178D4",
    secondary="#004578",
    accent="#FFA62B",
    warning="#FFA62B",
    error="#BA3C5B",
    success="#4EBF71",
    foreground="#E0E0E0",
    background="#121212",
    surface="#1E1E1E",
    panel="#242F38",
    variables={
        "text-primary": "#6CB4EC",
        "text-error": "#F08AA5",
        "text-success": "#8AD4A1",
        "text-warning": "#FFC473",
        "text-accent": "#FFC473",
        "foreground-muted": "#A0A0A0",
        "foreground-disabled": "#6E6E6E",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-background": "#3A76C4",
        "scrollbar": "#5F7383",
        "scrollbar-hover": "#8AA0B2",
    },
)

CONTRAST = Theme(
    name="contrast",
    dark=False,
    primary="#00307A",
    secondary="#00307A",
    accent="#5A0070",
    warning="#6B3000",
    error="#8E0012",
    success="#004D1A",
    foreground="#000000",
    background="#FFFFFF",
    surface="#FFFFFF",
    panel="#DDDDDD",
    boost="#EEEEEE",
    variables={
        "text": "#000000",
        "text-muted": "#202020",
        "text-disabled": "#404040",
        "text-primary": "#00307A",
        "text-secondary": "#00307A",
        "text-success": "#004D1A",
        "text-warning": "#6B3000",
        "text-error": "#8E0012",
        "text-accent": "#5A0070",
        "foreground-muted": "#202020",
        "foreground-disabled": "#404040",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-background": "#000000",
        "block-cursor-blurred-foreground": "#FFFFFF",
        "block-cursor-blurred-background": "#404040",
        "input-selection-background": "#BBD3FF",
        "scrollbar": "#000000",
        "scrollbar-hover": "#000000",
        "scrollbar-active": "#000000",
        "scrollbar-background": "#CCCCCC",
        "border": "#000000",
        "border-blurred": "#000000",
    },
)

THEMES = (LIGHT, DARK, CONTRAST)  # in the order in which a key goes through them
USUAL = DARK
