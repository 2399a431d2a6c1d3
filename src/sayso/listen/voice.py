"""Speech -> voiceprint: the voice as vectors, once for each band that a comparison may need."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UnreadableInput
from sayso.listen.condition import condition, speech_of
from sayso.listen.decode import Limits, decode
from sayso.listen.models import VOICE_MODEL
from sayso.listen.sound import RATE, Sound
from sayso.listen.speech import net, speech
from sayso.listen.views import BANDS, OFFSETS, vector
from sayso.terms.recording import Recording, Stretch, Voiceprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORTEST = RATE // 2  # samples without which there is no vector at all


def vectors(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The voice in samples of speech at each of the bands, one after the other (`views.OFFSETS`)."""
    import numpy as np

    return np.concatenate([vector(samples, band) for band in range(len(BANDS))])


def voiceprint(sound: Sound, *, recording: str, stretches: Sequence[Stretch]) -> Voiceprint:
    """The voiceprint of the stretches of a sound, which one person should speak in. Where there is too
    little sound, `vectors` is empty and a comparison gives no number."""
    import numpy as np

    samples = speech_of(sound, stretches)
    how = condition(samples, speech=net(stretches))
    packed = vectors(samples).astype("<f4").tobytes() if len(samples) >= _SHORTEST else b""
    if len(samples) >= _SHORTEST and not np.abs(samples).max():
        packed = b""
    return Voiceprint(recording, tuple(stretches), how, packed, VOICE_MODEL)


def enrol(
    path: Path, *, digest: str, stretches: Sequence[Stretch] = (), limits: Limits | None = None
) -> Voiceprint:
    """The voiceprint of a reference recording that a person chose: of its stretches, or of all speech in
    it. Raises what decoding raises, and UnreadableInput where there is no speech."""
    with tempfile.TemporaryDirectory(prefix="sayso-enrol-") as folder:
        decoded = decode(path, Path(folder) / "working-copy.wav", limits=limits)
        spoken = speech(decoded.sound)
        wanted = _shared(spoken, stretches) if stretches else list(spoken)
        if not wanted:
            step = "Choose a recording, or seconds of it, in which the person speaks."
            raise UnreadableInput(path.name, "there is no speech in it", step)
        return voiceprint(decoded.sound, recording=Recording.make_id(digest), stretches=wanted)


def _shared(spoken: Sequence[Stretch], wanted: Sequence[Stretch]) -> list[Stretch]:
    """Where there is speech within what is wanted."""
    cut = [Stretch(max(a.start, b.start), min(a.end, b.end)) for a in wanted for b in spoken]
    return [each for each in cut if each.seconds > 0.1]


def is_current(print_: Voiceprint) -> bool:
    """Whether a kept voice is of this network and layout, so that it may be compared with a new one."""
    fits = not print_.vectors or len(print_.vectors) == 4 * OFFSETS[-1]
    return fits and print_.made_by.version == VOICE_MODEL.version


def at_band(print_: Voiceprint, band: int) -> NDArray[np.float32]:
    """The vector of a voiceprint at one of the bands."""
    import numpy as np

    return np.frombuffer(print_.vectors, dtype="<f4")[OFFSETS[band] : OFFSETS[band + 1]]
