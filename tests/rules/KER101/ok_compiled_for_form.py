import keras

inp = keras.Input((64,))
features = keras.layers.Dense(32, activation="relu")(inp)
extractor = keras.Model(inp, features)
extractor.compile(optimizer="adam", loss="categorical_crossentropy")
classifier = keras.Model(inp, keras.layers.Dense(5, activation="softmax")(features))
classifier.compile(optimizer="adam", loss="categorical_crossentropy")
classifier.fit(x, y, epochs=3)
vectors = extractor.predict(x)
