"""Finding text: strip framing and tiles today, the MSER detector with them."""
