"""How convolutional neural networks work: pictures, operations and widgets you can read."""
