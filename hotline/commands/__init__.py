"""The commands of `hotline`, one module each; `hotline.__main__` gathers them."""
