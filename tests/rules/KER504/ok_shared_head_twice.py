from keras import Input, Model
from keras.layers import Dense

a, b = Input((4,)), Input((4,))
head = Dense(1, name="score")
model = Model([a, b], [head(a), head(b)])
model.compile("adam", loss={"score": "mse", "score_1": "mse"})
