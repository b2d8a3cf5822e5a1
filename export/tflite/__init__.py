"""Target `tflite`: LiteRT models, their conversion, quantization, metadata and runtime."""
