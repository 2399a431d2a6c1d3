"""The network that says which of up to three local speakers speaks in each frame of ten seconds.

Plaquet and Bredin, *Powerset multi-class cross entropy loss for neural speaker diarization*, Interspeech
2023; SincNet front end after Ravanelli and Bengio 2018. The MIT weights (pyannote segmentation 3.0) come
out of an installed package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.listen.graph import Graph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.listen.weights import Tensors

WINDOW = 160_000  # samples that it looks at in one go
FRAME = 270  # samples from one frame to the next
FIRST = 495  # sample in the middle of the first frame
# Which speakers each of the seven classes stands for.
CLASSES = ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))


def build(weights: Tensors) -> bytes:
    """The network as an ONNX model: samples [batch, 1, 160000] -> scores [frames, batch, 7]."""
    weights = {name.removeprefix("state_dict."): value for name, value in weights.items()}
    graph = Graph(weights)
    x = _instance(graph, "samples", "sincnet.wav_norm1d")
    x = graph.add("Conv", x, graph.constant(_filters(weights)), strides=[10])
    x = _pooled(graph, graph.add("Abs", x), 0)
    for at in (1, 2):
        x = _pooled(graph, graph.conv(x, f"sincnet.conv1d.{at}", bias=True), at)
    x = graph.add("Transpose", x, perm=[2, 0, 1])
    for layer in range(4):
        x = _lstm(graph, weights, x, layer)
    for layer in (0, 1):
        x = graph.add("LeakyRelu", _linear(graph, weights, x, f"linear.{layer}"), alpha=0.01)
    x = _linear(graph, weights, x, "classifier")
    return graph.model({"samples": ["batch", 1, WINDOW]}, [x])


def _instance(graph: Graph, x: str, name: str) -> str:
    scale, shift = graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias")
    return graph.add("InstanceNormalization", x, scale, shift, epsilon=1e-5)


def _pooled(graph: Graph, x: str, at: int) -> str:
    x = graph.add("MaxPool", x, kernel_shape=[3], strides=[3])
    return graph.add("LeakyRelu", _instance(graph, x, f"sincnet.norm1d.{at}"), alpha=0.01)


def _filters(weights: Tensors) -> NDArray[np.float32]:
    """The 80 learned band-pass filters, each as 251 samples: even ones, then odd ones."""
    import numpy as np

    name = "sincnet.conv1d.0.filterbank"
    low = 50 + np.abs(weights[f"{name}.low_hz_"].astype(np.float64))
    high = np.clip(low + 50 + np.abs(weights[f"{name}.band_hz_"].astype(np.float64)), 50, 8000)
    times, window = weights[f"{name}.n_"].astype(np.float64), weights[f"{name}.window_"]
    band = high - low
    even = (np.sin(high @ times) - np.sin(low @ times)) / (times / 2) * window
    odd = (np.cos(low @ times) - np.cos(high @ times)) / (times / 2) * window
    pairs = ((even, 2 * band, even[:, ::-1]), (odd, 0 * band, -odd[:, ::-1]))
    filters = np.concatenate([np.concatenate(parts, axis=1) / (2 * band) for parts in pairs])
    return filters[:, None].astype(np.float32)


def _lstm(graph: Graph, weights: Tensors, x: str, layer: int) -> str:
    """Both directions of one layer; ONNX wants the gates in another order than PyTorch keeps them."""
    import numpy as np

    def gates(kind: str) -> NDArray[np.float32]:
        sides = []
        for side in ("", "_reverse"):
            i, f, c, o = np.split(weights[f"lstm.{kind}_l{layer}{side}"], 4)
            sides.append(np.concatenate([i, o, f, c]))
        return np.stack(sides)

    bias = np.concatenate([gates("bias_ih"), gates("bias_hh")], axis=1)
    parts = [graph.constant(each) for each in (gates("weight_ih"), gates("weight_hh"), bias)]
    both = graph.add("LSTM", x, *parts, hidden_size=128, direction="bidirectional")
    joined = graph.add("Transpose", both, perm=[0, 2, 1, 3])
    return graph.add("Reshape", joined, graph.constant([0, 0, -1], "int64"))


def _linear(graph: Graph, weights: Tensors, x: str, name: str) -> str:
    product = graph.add("MatMul", x, graph.constant(weights[f"{name}.weight"].T))
    return graph.add("Add", product, graph.weight(f"{name}.bias"))
