import numpy as np
from keras import Sequential, layers


def main():
    weights = np.array([0.3, 0.7])
    model = Sequential([layers.Input((5,)), layers.Dense(2, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    model.fit(np.zeros((10, 5)), np.zeros(10), class_weight=weights)  # expect: KER603


if __name__ == "__main__":
    main()
