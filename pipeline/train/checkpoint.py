"""Read what training leaves."""

from pathlib import Path

import torch

from pipeline.train.network import Network, Shape


def averaged(checkpoint: Path) -> Network:
    """Read the averaged network of a checkpoint."""
    state = torch.load(checkpoint, weights_only=True)
    network = Network(Shape(**state["shape"]))
    network.load_state_dict(state["mean"])
    network.eval()
    return network
