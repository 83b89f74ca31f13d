from keras.models import Sequential
from keras.layers import Dense

model = Sequential([Dense(1, activation="sigmoid", input_dim=4)])
model.compile("adam", "binary_crossentropy")
model.fit(X, y, class_weight=[1.0, 9.0])  # expect: KER603 "a list"
