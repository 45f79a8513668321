"""Bills of water, power and gas by their meters."""
