from keras import Input, Model
from keras.layers import GRU, BatchNormalization, Dense, TimeDistributed

frames = Input((30, 128))
x = GRU(64, return_sequences=True)(frames)
x = BatchNormalization()(x)
x = TimeDistributed(Dense(5, activation="softmax"))(x)
model = Model(frames, x)
