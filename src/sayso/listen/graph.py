"""A few words for building an ONNX graph by hand: each call adds one node and gives its output's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OPSET = 19


class Graph:
    """A graph that is being built. Weights are NCHW / NCW float32 arrays."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def constant(self, values: Any, kind: str = "float32") -> str:
        """A value that the graph carries."""
        import numpy as np
        from onnx import numpy_helper

        array = np.ascontiguousarray(values, dtype=kind)
        name = f"c{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def weight(self, name: str) -> str:
        """A tensor of the checkpoint. KeyError where it has none of that name."""
        return self.constant(self._weights[name])

    def add(self, op: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        """One node; the name of its first output."""
        from onnx import helper

        name = f"n{len(self._nodes)}"
        names = [name, *(f"{name}.{at}" for at in range(1, outputs))]
        self._nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return name

    def conv(self, x: str, name: str, *, bias: bool = False, **attributes: Any) -> str:
        """A convolution with the checkpoint's `name.weight` (and `name.bias`)."""
        parts = [self.weight(f"{name}.weight")] + ([self.weight(f"{name}.bias")] if bias else [])
        return self.add("Conv", x, *parts, **attributes)

    def norm(self, x: str, name: str, *, affine: bool = True) -> str:
        """Batch normalisation as trained."""
        import numpy as np

        mean = self._weights[f"{name}.running_mean"]
        scale = self.weight(f"{name}.weight") if affine else self.constant(np.ones_like(mean))
        shift = self.weight(f"{name}.bias") if affine else self.constant(np.zeros_like(mean))
        variance = self.weight(f"{name}.running_var")
        return self.add("BatchNormalization", x, scale, shift, self.constant(mean), variance)

    def name(self, x: str, name: str) -> str:
        """The same value under a name by which it can be asked for."""
        from onnx import helper

        self._nodes.append(helper.make_node("Identity", [x], [name]))
        return name

    def model(self, inputs: dict[str, list[str | int]], outputs: list[str]) -> bytes:
        """The finished model, serialised: the shapes of its inputs by name, and its outputs, of which only
        those that are asked for cost anything."""
        from onnx import TensorProto, helper

        given = [helper.make_tensor_value_info(x, TensorProto.FLOAT, shape) for x, shape in inputs.items()]
        wanted = [helper.make_tensor_value_info(x, TensorProto.FLOAT, None) for x in outputs]
        graph = helper.make_graph(self._nodes, "sayso", given, wanted, list(self._constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=9)
        data: bytes = model.SerializeToString()
        return data
