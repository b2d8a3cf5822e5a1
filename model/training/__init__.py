"""Training of WordNet: `train(TrainOptions(...))`."""

from model.training.loop import train
from model.training.options import TrainOptions

__all__ = ["TrainOptions", "train"]
