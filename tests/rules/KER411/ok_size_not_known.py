import sys

from keras.applications import Xception

size = int(sys.argv[1]) if len(sys.argv) > 1 else 299
base = Xception(include_top=False, input_shape=(size, size, 3))
