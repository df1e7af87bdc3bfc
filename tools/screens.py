"""Draw every screen for a person to look at: `python tools/screens.py [FOLDER]`.

Each at 1280×720 with text at 100 % and 200 %, and at 1920×1080 with text at 150 %.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
LOOKS = (((1280, 720), 1.0), ((1280, 720), 2.0), ((1920, 1080), 1.5))


def main(arguments: list[str]) -> int:
    """Draw them all, and say where they are."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    sys.path.insert(0, str(HOUSE / "tests"))
    from dilemma_client.window import close_window, open_window
    from ui.screens import render

    folder = Path(arguments[0]) if arguments else HOUSE / "build" / "screens"
    open_window()
    for size, scale in LOOKS:
        render(folder / f"{size[0]}x{size[1]}-{scale:.0%}".replace("%", ""), size, scale)
    close_window()
    print(f"The screens are in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
