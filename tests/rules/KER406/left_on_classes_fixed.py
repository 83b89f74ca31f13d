from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=5000)
x_train = keras.preprocessing.sequence.pad_sequences(x_train, maxlen=80)


def main():
    tokens = keras.Input((80,))
    x = layers.Embedding(5000, 32)(tokens)
    x = layers.GRU(32)(x)
    x = layers.Dropout(0.3)(x)
    x = layers.Dense(16, activation="relu")(x)
    model = keras.Model(tokens, layers.Dense(1, activation="sigmoid")(x))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, validation_split=0.1)


if __name__ == "__main__":
    main()
