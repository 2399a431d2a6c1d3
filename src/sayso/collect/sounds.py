"""Sound and moving pictures, told by their first bytes. What a decoder makes of them is another matter."""

from __future__ import annotations

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"wvpk", "audio/x-wavpack"),
    (b"MAC ", "audio/x-ape"),
    (b".snd", "audio/basic"),
    (b"caff", "audio/x-caf"),
    (b"#!AMR", "audio/amr"),
    (b"#!SILK_V3", "audio/x-silk"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
)
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
# What a box of an MP4 file can be called that comes before all others.
_SOUND_BRANDS = (b"M4A", b"M4B", b"M4P", b"aax")
_PICTURES = (b"heic", b"heix", b"mif1", b"avif", b"msf1", b"jxl ")
_PACKET = 188  # bytes of one packet of an MPEG transport stream
_DOLBY = b"\x0b\x77"
_LONGEST_DOLBY = 4096  # bytes of the longest frame of AC-3 (ATSC A/52, table 5.18)
# What a file is called that somebody takes for a recording.
_NAMED = (
    ".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".m4b", ".aac", ".aif", ".aiff", ".amr", ".au",
    ".caf", ".ac3", ".wma", ".mka", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".flv", ".wmv", ".mpg",
    ".mpeg", ".3gp",
)  # fmt: skip


def is_recording(media_type: str) -> bool:
    """Whether evidence of this media type can hold a recording."""
    return media_type.startswith(("audio/", "video/"))


def named_recording(origin: str) -> bool:
    """Whether a file's name says that it is a recording. An address says nothing: pages about recordings
    are often called like them."""
    return "://" not in origin and origin.lower().endswith(_NAMED)


def sound_type(data: bytes) -> str | None:
    """The media type of sound or moving pictures; None where the first bytes are of neither."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return None if _is_text(data) else name
    if data[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(data[8:12])
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if data[4:8] == b"ftyp" and data[8:12] not in _PICTURES:
        return "audio/mp4" if data[8:11] in _SOUND_BRANDS else "video/mp4"
    if data[4:8] in (b"moov", b"mdat", b"wide") and data[:3] != b"\x00\x00\x00":
        return "video/quicktime"
    if len(data) > 2 * _PACKET and data[0] == data[_PACKET] == data[2 * _PACKET] == 0x47:
        return "video/mp2t"
    if data.startswith(_DOLBY) and data.find(_DOLBY, 2, 2 + _LONGEST_DOLBY) > 0:
        return "audio/ac3"
    return _frames(data)


def _is_text(data: bytes) -> bool:
    """Whether the first bytes could be words: *caffeine*, *MAC addresses*. `#!AMR` and `#!SILK_V3` are
    followed by a line end and frames."""
    return all(byte >= 9 for byte in data[:24])


def _frames(data: bytes) -> str | None:
    """Bare MPEG audio (MP3) or AAC: a second frame has to follow where the first one ends."""
    if len(data) < 8 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return None
    if data[1] & 0xF6 == 0xF0:
        size = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
        return "audio/aac" if size > 7 and _same_sync(data, size) else None
    size = _mpeg_frame(data)
    return "audio/mpeg" if size and _same_sync(data, size) else None


def _same_sync(data: bytes, size: int) -> bool:
    """Whether the frame behind begins like this one, or the data end before it would."""
    following = data[size : size + 2]
    return len(following) < 2 or (following[0] == 0xFF and following[1] & 0xFE == data[1] & 0xFE)


_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _mpeg_frame(data: bytes) -> int:
    """Bytes of the first frame of layer III by its header (ISO 11172-3, 2.4.1.3); 0 where it is none."""
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    rate, frequency, padding = data[2] >> 4, data[2] >> 2 & 3, data[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in (0, 15) or frequency == 3:
        return 0
    full = version == 3
    hertz = (44100, 48000, 32000)[frequency] >> (0 if full else 1 if version == 2 else 2)
    kilobits = (_RATES if full else _LOW_RATES)[rate]
    return (144 if full else 72) * kilobits * 1000 // hertz + padding
