"""Word Deep Net: network, weights, decoding, training, evaluation."""
