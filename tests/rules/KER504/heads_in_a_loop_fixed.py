from keras import Input, Model
from keras.layers import Dense

HEADS = {"speed": 1, "angle": 1, "brake": 2}
frame = Input((128,))
outputs = [Dense(units, name=head)(frame) for head, units in HEADS.items()]
model = Model(frame, outputs)
model.compile(optimizer="adam", loss={head: "mse" for head in HEADS})
