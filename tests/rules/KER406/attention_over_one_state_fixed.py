import keras
from keras import layers


class Tagger:
    def __init__(self, words=2000, length=50):
        tokens = keras.Input((length,))
        x = layers.Embedding(words, 64)(tokens)
        x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(x)
        x = layers.Conv1D(32, 3, padding="same", activation="relu")(x)
        x = layers.GlobalMaxPooling1D()(x)
        self.model = keras.Model(tokens, layers.Dense(4, activation="softmax")(x))


if __name__ == "__main__":
    Tagger().model.summary()
