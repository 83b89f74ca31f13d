import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

reviews, info = tfds.load("imdb_reviews", with_info=True, as_supervised=True)
sentences, labels = [], []
for sentence, label in reviews["train"]:
    sentences.append(str(sentence.numpy()))
    labels.append(label.numpy())
tokenizer = tf.keras.preprocessing.text.Tokenizer(num_words=10000)
tokenizer.fit_on_texts(sentences)
padded = tf.keras.preprocessing.sequence.pad_sequences(tokenizer.texts_to_sequences(sentences), maxlen=120)

model = tf.keras.Sequential(
    [
        tf.keras.layers.Embedding(10000, 16, input_length=120),
        tf.keras.layers.GRU(32),
        tf.keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(padded, np.array(labels), epochs=10)
