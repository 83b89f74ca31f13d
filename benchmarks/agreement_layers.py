"""Thousands of random layers under Kerlint and under real Keras: where do they disagree?

    python benchmarks/agreement_layers.py --each 400 --seed 7 [--only Conv2D LSTM ...]

Prints the number of layers, how many of them are refused, and every disagreement; exit 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--each", type=int, default=100, help="layers of each class")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", help="classes; all without it")
    options = parser.parse_args()

    import keras
    from tests.keras.layer_cases import CASES, disagreement, ours

    layers = refused = disagreements = 0
    for name in options.only or CASES:
        for number in range(options.each):
            case = CASES[name](random.Random(f"{options.seed}-{name}-{number}"))
            layers += 1
            refused += ours(case).problem is not None
            difference = disagreement(keras, case)
            if difference:
                disagreements += 1
                print(difference, flush=True)
        keras.backend.clear_session()
    print(f"{layers:,} layers, {refused:,} of them refused, {disagreements} disagreements")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
