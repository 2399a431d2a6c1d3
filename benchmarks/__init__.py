"""One command a benchmark: ours and the peers, same data, same run. `python -m benchmarks NAME`."""
