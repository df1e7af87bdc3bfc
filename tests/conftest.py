"""What every test stands on: no window, no sound, no settings of whoever runs it, and a time limit
that suits a busy machine."""

import os
import tempfile

from hypothesis import HealthCheck, settings

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

_settings = tempfile.TemporaryDirectory(prefix="dilemma-settings-")
os.environ["XDG_CONFIG_HOME"] = _settings.name

# A slow example is the machine's doing, not a broken property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
