from keras import Input, Model
from keras.layers import Dense, concatenate

numbers = Input(shape=(8,), name="numbers")
words = Input(shape=(20,), name="words")
merged = concatenate([Dense(16, activation="relu")(numbers), Dense(16, activation="relu")(words)])
output = Dense(1, activation="sigmoid")(merged)
model = Model(inputs=numbers, outputs=output)  # expect: KER417 error "of shape (None, 20)" "not among its inputs"
model.compile("adam", "binary_crossentropy")
