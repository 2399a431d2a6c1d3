"""CAM++, the network that turns speech into a voice vector.

Wang et al., *CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking*,
Interspeech 2023. The graph is built here from the paper and the released model's layer names; the
Apache-2.0 weights (3D-Speaker, Mandarin and English) come out of an installed package. Behind its front
what is heard can be mended for the channel it came through (`mend`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.listen.graph import Graph

if TYPE_CHECKING:
    from sayso.listen.weights import Tensors

# Layers, and how far apart the three frames lie that each looks at, of the three dense blocks.
_BLOCKS = ((12, 1), (24, 2), (16, 2))
_SEGMENT = 100  # frames whose mean is the context of a mask
SIZE = 192
WIDE = 320  # values a frame that come out of the front
VECTOR, FRONT = "vector", "front"
_Masked = Callable[[Graph, str, str, str], str]
BLOCK = 50  # frames of a step along a recording: half a second
_HALF = BLOCK // 2  # of them are left behind the stride


def build(weights: Tensors) -> bytes:
    """The network as an ONNX model: filter banks [batch, frames, 80], a `map` [320, 320] and a `shift`
    [320, 1] -> `vector` [batch, 192], or `front` [batch, 320, frames], what is there before it is mended."""
    graph = Graph(weights)
    x = graph.add("Unsqueeze", graph.add("Transpose", "features", perm=[0, 2, 1]), _ints(graph, 1))
    x = graph.add("MatMul", "map", graph.name(_front(graph, x), FRONT))
    x = graph.add("Relu", graph.add("Add", x, "shift"))
    x = _vector(graph, _statistics(graph, _body(graph, x, _masked)))
    graph.name(graph.add("Squeeze", x, _ints(graph, -1)), VECTOR)
    inputs: dict[str, list[str | int]] = {"features": ["batch", "frames", 80]}
    inputs |= {"map": [WIDE, WIDE], "shift": [WIDE, 1]}
    return graph.model(inputs, [VECTOR, FRONT])


def build_along(weights: Tensors) -> bytes:
    """The same network run along a recording: filter banks [1, frames, 80], a whole number of `BLOCK`s -> a
    vector for each block [blocks, 192], of it and the two beside it. What those windows share is worked out
    once; the masks and the statistics are of the window, and only the convolutions look beyond it."""
    graph = Graph(weights)
    x = graph.add("Unsqueeze", graph.add("Transpose", "features", perm=[0, 2, 1]), _ints(graph, 1))
    x = _vector(graph, _statistics_along(graph, _body(graph, _front(graph, x), _masked_along)))
    graph.name(graph.add("Transpose", graph.add("Squeeze", x, _ints(graph, 0)), perm=[1, 0]), VECTOR)
    return graph.model({"features": [1, "frames", 80]}, [VECTOR])


def _ints(graph: Graph, *values: int) -> str:
    return graph.constant(values, "int64")


def _relu(graph: Graph, x: str, norm: str) -> str:
    return graph.add("Relu", graph.norm(x, norm))


def _front(graph: Graph, x: str) -> str:
    """Two-dimensional convolutions over time and frequency; the frequencies become channels."""
    x = _relu(graph, graph.conv(x, "head.conv1", pads=[1, 1, 1, 1]), "head.bn1")
    for layer in (1, 2):
        for block in (0, 1):
            x = _residual(graph, x, f"head.layer{layer}.{block}", stride=2 if block == 0 else 1)
    x = _relu(graph, graph.conv(x, "head.conv2", strides=[2, 1], pads=[1, 1, 1, 1]), "head.bn2")
    return graph.add("Reshape", x, _ints(graph, 0, WIDE, -1))


def _residual(graph: Graph, x: str, name: str, *, stride: int) -> str:
    y = graph.conv(x, f"{name}.conv1", strides=[stride, 1], pads=[1, 1, 1, 1])
    y = graph.conv(_relu(graph, y, f"{name}.bn1"), f"{name}.conv2", pads=[1, 1, 1, 1])
    y = graph.norm(y, f"{name}.bn2")
    if stride != 1:
        x = graph.norm(graph.conv(x, f"{name}.shortcut.0", strides=[stride, 1]), f"{name}.shortcut.1")
    return graph.add("Relu", graph.add("Add", y, x))


def _body(graph: Graph, x: str, masked: _Masked) -> str:
    """From what comes out of the front to what the statistics are taken of."""
    x = graph.conv(x, "xvector.tdnn.linear", strides=[2], pads=[2, 2])
    x = _relu(graph, x, "xvector.tdnn.nonlinear.batchnorm")
    for at, (layers, dilation) in enumerate(_BLOCKS, start=1):
        for layer in range(1, layers + 1):
            new = _dense(graph, x, f"xvector.block{at}.tdnnd{layer}", dilation, masked)
            x = graph.add("Concat", x, new, axis=1)
        x = _relu(graph, x, f"xvector.transit{at}.nonlinear.batchnorm")
        x = graph.conv(x, f"xvector.transit{at}.linear")
    return _relu(graph, x, "xvector.out_nonlinear.batchnorm")


def _vector(graph: Graph, statistics: str) -> str:
    x = graph.conv(statistics, "xvector.dense.linear")
    return graph.norm(x, "xvector.dense.nonlinear.batchnorm", affine=False)


def _dense(graph: Graph, x: str, name: str, dilation: int, masked: _Masked) -> str:
    """One layer of a dense block: a convolution, masked by what is heard round it."""
    x = graph.conv(_relu(graph, x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
    x = _relu(graph, x, f"{name}.nonlinear2.batchnorm")
    local = graph.conv(x, f"{name}.cam_layer.linear_local", pads=[dilation, dilation], dilations=[dilation])
    return masked(graph, local, x, f"{name}.cam_layer")


def _mask(graph: Graph, context: str, name: str) -> str:
    mask = graph.add("Relu", graph.conv(context, f"{name}.linear1", bias=True))
    return graph.add("Sigmoid", graph.conv(mask, f"{name}.linear2", bias=True))


def _masked(graph: Graph, local: str, x: str, name: str) -> str:
    """Masked by the mean of all and of the segment."""
    everywhere = graph.add("ReduceMean", x, _ints(graph, -1), keepdims=1)
    return graph.add("Mul", local, _mask(graph, graph.add("Add", everywhere, _by_segment(graph, x)), name))


def _masked_along(graph: Graph, local: str, x: str, name: str) -> str:
    """Masked by the mean of the window, which is all and one segment of it."""
    mean = _of_window(graph, x)
    mask = graph.add("Unsqueeze", _mask(graph, graph.add("Add", mean, mean), name), _ints(graph, -1))
    return graph.add("Reshape", graph.add("Mul", _in_blocks(graph, local), mask), _ints(graph, 0, 0, -1))


def _in_blocks(graph: Graph, x: str) -> str:
    return graph.add("Reshape", x, _ints(graph, 0, 0, -1, _HALF))


def _of_window(graph: Graph, x: str) -> str:
    """The mean of each block and the two beside it; at the ends of one."""
    mean = graph.add("ReduceMean", _in_blocks(graph, x), _ints(graph, -1), keepdims=0)
    return graph.add("AveragePool", mean, kernel_shape=[3], pads=[1, 1], count_include_pad=0)


def _by_segment(graph: Graph, x: str) -> str:
    """Each frame's mean over its segment, as long as `x`; the last segment may be shorter."""
    frames = graph.add("Shape", x, start=2)
    segment = _ints(graph, _SEGMENT)
    missing = graph.add("Mod", graph.add("Neg", frames), segment)
    pads = graph.add("Concat", _ints(graph, 0, 0, 0, 0, 0), missing, axis=0)
    split = _ints(graph, 0, 0, -1, _SEGMENT)
    sums = graph.add("ReduceSum", graph.add("Reshape", graph.add("Pad", x, pads), split), _ints(graph, -1))
    ones = graph.add(
        "Expand", graph.constant([[[1.0]]]), graph.add("Concat", _ints(graph, 1, 1), frames, axis=0)
    )
    counts = graph.add(
        "ReduceSum", graph.add("Reshape", graph.add("Pad", ones, pads), split), _ints(graph, -1)
    )
    means = graph.add("Div", sums, counts)
    wide = graph.add("Expand", means, _ints(graph, 1, 1, 1, _SEGMENT))
    flat = graph.add("Reshape", wide, _ints(graph, 0, 0, -1))
    return graph.add("Slice", flat, _ints(graph, 0), frames, _ints(graph, 2))


def _statistics(graph: Graph, x: str) -> str:
    """Mean and deviation over time, as one column."""
    frames = graph.add("Cast", graph.add("Shape", x, start=2), to=1)
    mean = graph.add("ReduceMean", x, _ints(graph, -1), keepdims=1)
    off = graph.add("Sub", x, mean)
    total = graph.add("ReduceSum", graph.add("Mul", off, off), _ints(graph, -1), keepdims=1)
    less = graph.add("Max", graph.add("Sub", frames, graph.constant([1.0])), graph.constant([1.0]))
    return graph.add("Concat", mean, graph.add("Sqrt", graph.add("Div", total, less)), axis=1)


def _statistics_along(graph: Graph, x: str) -> str:
    """The same of each block's window."""
    mean = _of_window(graph, x)
    square = graph.add("Sub", _of_window(graph, graph.add("Mul", x, x)), graph.add("Mul", mean, mean))
    count = 3 * _HALF
    square = graph.add("Mul", square, graph.constant([count / (count - 1)]))
    return graph.add("Concat", mean, graph.add("Sqrt", graph.add("Relu", square)), axis=1)
