"""What must hold of every screen and dialog; each is opened once, since opening is what takes time."""

import gallery
import pytest
from test_colours import check_contrast
from test_glyphs import check_signs
from test_routes import check_routes


@pytest.mark.parametrize("name", gallery.VIEWS)
async def test_its_signs_its_keys_and_its_colours(view, name):
    async with view(name, language="zh") as screen:
        await check_signs(screen)
        await check_routes(screen)
        await check_contrast(screen)
